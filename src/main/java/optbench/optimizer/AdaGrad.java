package optbench.optimizer;

import java.util.List;
import java.util.Map;
import optbench.spec.Profile;

/** AdaGrad. */
final class AdaGrad implements Optimizer {
  private static final HyperParameter INITIAL_ACCUMULATOR =
      new HyperParameter(
          "initial_accumulator_value",
          "G0",
          "where the sum of squared gradients starts",
          HyperParameter.Range.AT_LEAST_ZERO);
  private static final HyperParameter RATE_DECAY =
      new HyperParameter(
          "lr_decay",
          "k",
          "step t has the learning rate lr / (1 + k (t - 1))",
          HyperParameter.Range.AT_LEAST_ZERO);

  @Override
  public Description description() {
    return new Description(
        "adagrad",
        "AdaGrad",
        Description.Family.ADAPTIVE,
        2011,
        "Duchi, Hazan & Singer, Adaptive Subgradient Methods for Online Learning and Stochastic Optimization, JMLR 12, 2011",
        "each parameter's rate shrinks with the sum of its squared gradients",
        """
        G = G + g^2                                        G starts at G0
        pytorch, nd4j, tfv2:  p = p - lr g / (sqrt(G) + eps)
        keras:                p = p - lr g / sqrt(G + eps)\
        """,
        "What matters is where the sum starts and the default rate: Keras starts at 0.1 with lr 0.001, and so learns very slowly;"
            + " PyTorch at 0 with lr 0.01; ND4J at 1e-6, whatever epsilon is set, with lr 0.1. The place of epsilon does not"
            + " matter at the defaults. tfv2 is tf.keras up to 2.10: Keras's numbers with epsilon outside the root.");
  }

  @Override
  public List<HyperParameter> hyperParameters() {
    return List.of(
        HyperParameter.learningRate(), HyperParameter.epsilon(), INITIAL_ACCUMULATOR, RATE_DECAY);
  }

  @Override
  public List<String> variants() {
    return List.of("keras", "pytorch", "nd4j", "tfv2");
  }

  @Override
  public ProfileDefaults defaults(Profile profile) {
    return switch (profile) {
      case KERAS ->
          of("keras", 0.001, 1e-7, 0.1, "keras.optimizers.Adagrad, Keras 3.16")
              .with(WeightDecayKind.DECOUPLED);
      case PYTORCH ->
          of("pytorch", 0.01, 1e-10, 0, "torch.optim.Adagrad, PyTorch 2.10")
              .with(WeightDecayKind.COUPLED);
      case DL4J ->
          of("nd4j", 0.1, 1e-6, 1e-6, "org.nd4j.linalg.learning.config.AdaGrad, 1.0.0-M2.1");
      case PAPER ->
          of(
              "pytorch",
              0.01,
              1e-8,
              0,
              "the paper tunes the rate; 0.01 and 1e-8 are the customary numbers");
    };
  }

  @Override
  public Map<String, Double> numbersOf(String variant) {
    double start =
        switch (variant) {
          case "pytorch" -> 0;
          case "nd4j" -> 1e-6;
          default -> 0.1;
        };
    return Map.of("initial_accumulator_value", start);
  }

  @Override
  public UpdateRule rule(OptimizerSettings settings) {
    return new Rule(
        settings.get("epsilon"),
        settings.get("initial_accumulator_value"),
        settings.get("lr_decay"),
        settings.variant().equals("keras"));
  }

  private static ProfileDefaults of(
      String variant, double learningRate, double epsilon, double start, String source) {
    return new ProfileDefaults(
        variant,
        Map.of(
            HyperParameter.LEARNING_RATE,
            learningRate,
            "epsilon",
            epsilon,
            "initial_accumulator_value",
            start,
            "lr_decay",
            0.0),
        source);
  }

  private record Rule(double epsilon, double start, double rateDecay, boolean epsilonInside)
      implements UpdateRule {
    @Override
    public List<StateVector> state() {
      return List.of(new StateVector("G", start));
    }

    @Override
    public Update at(Step step) {
      double rate = step.learningRate() / (1 + (step.number() - 1) * rateDecay);
      return block -> {
        Vector sum = block.state(0);
        sum.decayAndAddSquare(1, 1, block.gradient());
        if (epsilonInside) {
          block.parameters().addQuotientOfShifted(-rate, block.gradient(), sum, epsilon);
        } else {
          block.parameters().addQuotient(-rate, block.gradient(), sum, epsilon);
        }
      };
    }
  }
}
