package optbench.optimizer;

import java.util.List;
import java.util.Map;
import optbench.spec.Profile;

/** AMSGrad: Adam whose divisor never shrinks. */
final class AmsGrad implements Optimizer {
  @Override
  public Description description() {
    return new Description(
        "amsgrad",
        "AMSGrad",
        Description.Family.ADAPTIVE,
        2018,
        "Reddi, Kale & Kumar, On the Convergence of Adam and Beyond, ICLR 2018, arXiv:1904.09237",
        "Adam that divides by the largest average of squares so far, so that no step size grows again",
        """
        m = b1 m + (1 - b1) g
        v = b2 v + (1 - b2) g^2                    w = max(w, v)
        pytorch:      p = p - lr / (1 - b1^t) m / (sqrt(w / (1 - b2^t)) + eps)
        keras, nd4j:  p = p - lr sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(w) + eps)
        paper:        p = p - lr m / (sqrt(w) + eps)\
        """,
        "All take the maximum of uncorrected averages. PyTorch, Keras and ND4J then correct for their start at zero as their Adam does;"
            + " the paper does not: its first steps are some three times larger, and it needs a smaller rate. The place of epsilon does"
            + " not matter. Keras and PyTorch have it as Adam(amsgrad=True).");
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
          of("keras", 1e-7, "keras.optimizers.Adam(amsgrad=True), Keras 3.16")
              .with(WeightDecayKind.DECOUPLED);
      case PYTORCH ->
          of("pytorch", 1e-8, "torch.optim.Adam(amsgrad=True), PyTorch 2.10")
              .with(WeightDecayKind.COUPLED);
      case DL4J -> of("nd4j", 1e-8, "org.nd4j.linalg.learning.config.AMSGrad, 1.0.0-M2.1");
      case PAPER ->
          of(
              "paper",
              1e-8,
              "Reddi et al. 2018, Algorithm 2, which has no epsilon and tunes the rate; 0.001 and 1e-8 are the customary numbers");
    };
  }

  @Override
  public UpdateRule rule(OptimizerSettings settings) {
    return new Rule(
        settings.get("beta1"),
        settings.get("beta2"),
        settings.get("epsilon"),
        !settings.variant().equals("paper"),
        settings.variant().equals("pytorch"));
  }

  private static ProfileDefaults of(String variant, double epsilon, String source) {
    return new ProfileDefaults(
        variant,
        Map.of(
            HyperParameter.LEARNING_RATE, 0.001, "beta1", 0.9, "beta2", 0.999, "epsilon", epsilon),
        source);
  }

  /** Corrected for the start at zero or not; if so, epsilon joins the corrected root or not. */
  private record Rule(
      double beta1, double beta2, double epsilon, boolean corrected, boolean epsilonAfter)
      implements UpdateRule {
    @Override
    public List<StateVector> state() {
      return List.of(StateVector.zero("m"), StateVector.zero("v"), StateVector.zero("w"));
    }

    @Override
    public Update at(Step step) {
      AdamScalars scalars = AdamScalars.of(beta1, beta2, step.number());
      double rate = step.learningRate() * (corrected ? scalars.correction() : 1);
      double shift = epsilonAfter ? epsilon * scalars.root() : epsilon;
      return block -> {
        Vector mean = block.state(0);
        Vector square = block.state(1);
        Vector largest = block.state(2);
        mean.decayAndAdd(beta1, 1 - beta1, block.gradient());
        square.decayAndAddSquare(beta2, 1 - beta2, block.gradient());
        largest.raiseTo(square);
        block.parameters().addQuotient(-rate, mean, largest, shift);
      };
    }
  }
}
