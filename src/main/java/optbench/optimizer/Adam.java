package optbench.optimizer;

import java.util.List;
import java.util.Map;
import optbench.spec.Profile;

/** Adam. */
final class Adam implements Optimizer {
  @Override
  public Description description() {
    return new Description(
        "adam",
        "Adam",
        Description.Family.ADAPTIVE,
        2015,
        "Kingma & Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, arXiv:1412.6980",
        "momentum over the root of a decaying average of squared gradients, both corrected for their start at zero",
        """
        m = b1 m + (1 - b1) g
        v = b2 v + (1 - b2) g^2
        pytorch:      p = p - lr / (1 - b1^t) m / (sqrt(v / (1 - b2^t)) + eps)
        keras, nd4j:  p = p - lr sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(v) + eps)\
        """,
        "Keras and ND4J take the short form at the end of the paper's section 2, whose epsilon works as eps / sqrt(1 - b2^t): 32 times"
            + " larger at the first step. PyTorch and the paper's Algorithm 1 add it to the corrected root. Epsilon is 1e-7 in Keras,"
            + " 1e-8 elsewhere. None of it changes a results table.");
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
    return List.of("keras", "pytorch", "nd4j");
  }

  @Override
  public ProfileDefaults defaults(Profile profile) {
    return switch (profile) {
      case KERAS ->
          of("keras", 1e-7, "keras.optimizers.Adam, Keras 3.16").with(WeightDecayKind.DECOUPLED);
      case PYTORCH ->
          of("pytorch", 1e-8, "torch.optim.Adam, PyTorch 2.10").with(WeightDecayKind.COUPLED);
      case DL4J -> of("nd4j", 1e-8, "org.nd4j.linalg.learning.config.Adam, 1.0.0-M2.1");
      case PAPER -> of("pytorch", 1e-8, "Kingma & Ba 2015, Algorithm 1");
    };
  }

  @Override
  public UpdateRule rule(OptimizerSettings settings) {
    return ruleOf(settings);
  }

  /** For optimizers that are Adam with something else around it. */
  static UpdateRule ruleOf(OptimizerSettings settings) {
    return ruleOf(
        settings.get("beta1"),
        settings.get("beta2"),
        settings.get("epsilon"),
        !settings.variant().equals("pytorch"));
  }

  /** With {@code epsilonHat}, epsilon is added to the root before the bias is corrected. */
  static UpdateRule ruleOf(double beta1, double beta2, double epsilon, boolean epsilonHat) {
    return new Rule(beta1, beta2, epsilon, epsilonHat);
  }

  private static ProfileDefaults of(String variant, double epsilon, String source) {
    return new ProfileDefaults(
        variant,
        Map.of(
            HyperParameter.LEARNING_RATE, 0.001, "beta1", 0.9, "beta2", 0.999, "epsilon", epsilon),
        source);
  }

  private record Rule(double beta1, double beta2, double epsilon, boolean epsilonHat)
      implements UpdateRule {
    @Override
    public List<StateVector> state() {
      return List.of(StateVector.zero("m"), StateVector.zero("v"));
    }

    @Override
    public Update at(Step step) {
      AdamScalars scalars = AdamScalars.of(beta1, beta2, step.number());
      double rate = step.learningRate() * scalars.correction();
      double shift = epsilonHat ? epsilon : epsilon * scalars.root();
      return block -> {
        Vector mean = block.state(0);
        Vector square = block.state(1);
        mean.decayAndAdd(beta1, 1 - beta1, block.gradient());
        square.decayAndAddSquare(beta2, 1 - beta2, block.gradient());
        block.parameters().addQuotient(-rate, mean, square, shift);
      };
    }
  }
}
