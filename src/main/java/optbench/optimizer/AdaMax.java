package optbench.optimizer;

import java.util.List;
import java.util.Map;
import optbench.spec.Profile;

/** AdaMax: Adam with the largest gradient in place of the root mean square. */
final class AdaMax implements Optimizer {
  @Override
  public Description description() {
    return new Description(
        "adamax",
        "AdaMax",
        Description.Family.ADAPTIVE,
        2015,
        "Kingma & Ba, Adam: A Method for Stochastic Optimization, section 7.1, ICLR 2015, arXiv:1412.6980",
        "Adam that divides by a decaying maximum of gradients",
        """
        m = b1 m + (1 - b1) g
        paper, keras, nd4j:  u = max(b2 u, |g|)
        pytorch:             u = max(b2 u, |g| + eps)
        paper, pytorch:      p = p - lr / (1 - b1^t) m / u              0 / 0 is 0
        keras:               p = p - lr / (1 - b1^t) m / (u + eps)
        nd4j:                p = p - lr / (1 - b1^t) m / (u + 1e-32)\
        """,
        "They differ in what keeps the division away from zero: nothing in the paper, epsilon within the maximum in PyTorch, beside"
            + " it in Keras; ND4J ignores epsilon and adds 1e-32. It does not matter at the defaults. The default rate does:"
            + " 0.002 in PyTorch and the paper, 0.001 in Keras and ND4J.");
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
    return List.of("keras", "pytorch", "nd4j", "paper");
  }

  @Override
  public ProfileDefaults defaults(Profile profile) {
    return switch (profile) {
      case KERAS ->
          of("keras", 0.001, 1e-7, "keras.optimizers.Adamax, Keras 3.16")
              .with(WeightDecayKind.DECOUPLED);
      case PYTORCH ->
          of("pytorch", 0.002, 1e-8, "torch.optim.Adamax, PyTorch 2.10")
              .with(WeightDecayKind.COUPLED);
      case DL4J ->
          of(
              "nd4j",
              0.001,
              1e-8,
              "org.nd4j.linalg.learning.config.AdaMax, 1.0.0-M2.1, which ignores its epsilon");
      case PAPER -> of("paper", 0.002, 1e-8, "Kingma & Ba 2015, Algorithm 2, which has no epsilon");
    };
  }

  @Override
  public UpdateRule rule(OptimizerSettings settings) {
    double epsilon = settings.get("epsilon");
    double beta1 = settings.get("beta1");
    double beta2 = settings.get("beta2");
    return switch (settings.variant()) {
      case "pytorch" -> new Rule(beta1, beta2, epsilon, 0);
      case "keras" -> new Rule(beta1, beta2, 0, epsilon);
      default -> new Rule(beta1, beta2, 0, 0);
    };
  }

  private static ProfileDefaults of(
      String variant, double learningRate, double epsilon, String source) {
    return new ProfileDefaults(
        variant,
        Map.of(
            HyperParameter.LEARNING_RATE,
            learningRate,
            "beta1",
            0.9,
            "beta2",
            0.999,
            "epsilon",
            epsilon),
        source);
  }

  /**
   * With an epsilon within the maximum and one beside it. Where both are 0 the division adds 1e-30,
   * which stands for the paper's 0 / 0 = 0 and for ND4J's 1e-32: too little to change a float32
   * number that is no smaller than 1e-22.
   */
  private record Rule(double beta1, double beta2, double within, double beside)
      implements UpdateRule {
    @Override
    public List<StateVector> state() {
      return List.of(StateVector.zero("m"), StateVector.zero("u"));
    }

    @Override
    public Update at(Step step) {
      double rate = step.learningRate() / (1 - Math.pow(beta1, (double) step.number()));
      return block -> {
        Vector mean = block.state(0);
        Vector largest = block.state(1);
        mean.decayAndAdd(beta1, 1 - beta1, block.gradient());
        largest.decayAndRaiseTo(beta2, block.gradient(), within);
        block.parameters().addRatio(-rate, mean, largest, beside);
      };
    }
  }
}
