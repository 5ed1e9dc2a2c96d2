package optbench.optimizer;

import java.util.List;
import java.util.Map;
import optbench.spec.Profile;

/** AdaBelief: Adam that divides by how far gradients are from what was expected. */
final class AdaBelief implements Optimizer {
  @Override
  public Description description() {
    return new Description(
        "adabelief",
        "AdaBelief",
        Description.Family.ADAPTIVE,
        2020,
        "Zhuang et al., AdaBelief Optimizer: Adapting Stepsizes by the Belief in Observed Gradients, NeurIPS 2020, arXiv:2010.07468",
        "Adam with large steps where gradients are as expected and small ones where they surprise",
        """
        m = b1 m + (1 - b1) g
        s = b2 s + (1 - b2) (g - m)^2 + eps
        paper:  p = p - lr / (1 - b1^t) m / (sqrt(s / (1 - b2^t)) + eps)
        nd4j:   p = p - lr sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(s) + eps)\
        """,
        "The forms differ in the second epsilon, which does not matter. The first is added at every step and so keeps s from falling"
            + " below some 1000 eps: that is why epsilon is 1e-16 or 1e-14 here. ND4J's class cannot be instantiated; its native"
            + " rule can. Keras and PyTorch have none; the authors' package also rectifies as RAdam does, which is left off here.");
  }

  @Override
  public List<HyperParameter> hyperParameters() {
    return List.of(
        HyperParameter.learningRate(),
        HyperParameter.beta1(),
        HyperParameter.beta2(),
        HyperParameter.epsilon());
  }

  @Override
  public List<String> variants() {
    return List.of("paper", "nd4j");
  }

  @Override
  public ProfileDefaults defaults(Profile profile) {
    return switch (profile) {
      case KERAS ->
          of("paper", 1e-16, "Keras has no AdaBelief: the paper profile serves instead")
              .with(WeightDecayKind.DECOUPLED);
      case PYTORCH ->
          of("paper", 1e-16, "torch.optim has no AdaBelief: the paper profile serves instead")
              .with(WeightDecayKind.DECOUPLED);
      case DL4J ->
          of(
              "nd4j",
              1e-14,
              "org.nd4j.linalg.learning.config.AdaBelief, 1.0.0-M2.1, although it fails when instantiated");
      case PAPER ->
          of("paper", 1e-16, "adabelief_pytorch 0.2.1, by the paper's authors")
              .with(WeightDecayKind.DECOUPLED);
    };
  }

  @Override
  public UpdateRule rule(OptimizerSettings settings) {
    return new Rule(
        settings.get("beta1"),
        settings.get("beta2"),
        settings.get("epsilon"),
        settings.variant().equals("nd4j"));
  }

  private static ProfileDefaults of(String variant, double epsilon, String source) {
    return new ProfileDefaults(
        variant,
        Map.of(
            HyperParameter.LEARNING_RATE, 0.001, "beta1", 0.9, "beta2", 0.999, "epsilon", epsilon),
        source);
  }

  /** With {@code epsilonHat}, epsilon is added to the root before the bias is corrected. */
  private record Rule(double beta1, double beta2, double epsilon, boolean epsilonHat)
      implements UpdateRule {
    @Override
    public List<StateVector> state() {
      return List.of(StateVector.zero("m"), StateVector.zero("s"));
    }

    @Override
    public Update at(Step step) {
      AdamScalars scalars = AdamScalars.of(beta1, beta2, step.number());
      double rate = step.learningRate() * scalars.correction();
      double shift = epsilonHat ? epsilon : epsilon * scalars.root();
      return block -> {
        Vector mean = block.state(0);
        Vector surprise = block.state(1);
        mean.decayAndAdd(beta1, 1 - beta1, block.gradient());
        surprise.decayAndAddSquaredDifference(beta2, 1 - beta2, block.gradient(), mean, epsilon);
        block.parameters().addQuotient(-rate, mean, surprise, shift);
      };
    }
  }
}
