package optbench.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import optbench.spec.Profile;

/** RMSprop. */
final class RmsProp implements Optimizer {
  private static final HyperParameter CENTERED =
      new HyperParameter(
          "centered",
          "centered",
          "divide by the standard deviation, not the root mean square",
          HyperParameter.Range.FLAG);
  private static final HyperParameter INITIAL_MEAN_SQUARE =
      new HyperParameter(
          "initial_mean_square",
          "v0",
          "where the average of squared gradients starts (in ND4J's form at eps)",
          HyperParameter.Range.AT_LEAST_ZERO);

  @Override
  public Description description() {
    return new Description(
        "rmsprop",
        "RMSprop",
        Description.Family.ADAPTIVE,
        2012,
        "Tieleman & Hinton, Lecture 6.5: rmsprop, Neural Networks for Machine Learning, Coursera, 2012",
        "each parameter's rate is divided by the root of a decaying average of its squared gradients",
        """
        v = rho v + (1 - rho) g^2                          v starts at v0
        pytorch, nd4j:  p = p - lr g / (sqrt(v) + eps)
        keras, tf1:     p = p - lr g / sqrt(v + eps)
        centered:       v - a^2 in place of v, with a = rho a + (1 - rho) g
        momentum:       b = mu b + (the fraction)          p = p - lr b     (keras: b contains lr)\
        """,
        "The numbers matter, the form hardly: Keras lr 0.001 and rho 0.9; PyTorch lr 0.01 and rho 0.99; ND4J lr 0.1, too large for"
            + " most networks, and rho 0.95. Epsilon stands inside the root in Keras, outside in PyTorch and ND4J, which starts"
            + " the average at epsilon. TensorFlow 1 (tf1) started it at 1: slow first steps.");
  }

  @Override
  public List<HyperParameter> hyperParameters() {
    return List.of(
        HyperParameter.learningRate(),
        HyperParameter.rho(),
        HyperParameter.epsilon(),
        HyperParameter.momentum(),
        CENTERED,
        INITIAL_MEAN_SQUARE);
  }

  @Override
  public List<String> variants() {
    return List.of("keras", "pytorch", "nd4j", "tf1");
  }

  @Override
  public ProfileDefaults defaults(Profile profile) {
    return switch (profile) {
      case KERAS ->
          of("keras", 0.001, 0.9, 1e-7, 0, "keras.optimizers.RMSprop, Keras 3.16")
              .with(WeightDecayKind.DECOUPLED);
      case PYTORCH ->
          of("pytorch", 0.01, 0.99, 1e-8, 0, "torch.optim.RMSprop, PyTorch 2.10")
              .with(WeightDecayKind.COUPLED);
      case DL4J ->
          of("nd4j", 0.1, 0.95, 1e-8, 0, "org.nd4j.linalg.learning.config.RmsProp, 1.0.0-M2.1");
      case PAPER ->
          of(
              "pytorch",
              0.001,
              0.9,
              1e-8,
              0,
              "the lecture's 0.9; 0.001 and 1e-8 are the customary numbers");
    };
  }

  @Override
  public Map<String, Double> numbersOf(String variant) {
    return Map.of("initial_mean_square", variant.equals("tf1") ? 1.0 : 0.0);
  }

  @Override
  public UpdateRule rule(OptimizerSettings settings) {
    String variant = settings.variant();
    return new Rule(
        settings.get("rho"),
        settings.get("epsilon"),
        settings.get("momentum"),
        settings.flag("centered"),
        variant.equals("nd4j") ? settings.get("epsilon") : settings.get("initial_mean_square"),
        variant.equals("keras") || variant.equals("tf1"));
  }

  private static ProfileDefaults of(
      String variant,
      double learningRate,
      double rho,
      double epsilon,
      double start,
      String source) {
    return new ProfileDefaults(
        variant,
        Map.of(
            HyperParameter.LEARNING_RATE,
            learningRate,
            "rho",
            rho,
            "epsilon",
            epsilon,
            "momentum",
            0.0,
            "centered",
            0.0,
            "initial_mean_square",
            start),
        source);
  }

  /**
   * With {@code asInKeras}, epsilon stands inside the root and the velocity contains the learning
   * rate.
   */
  private record Rule(
      double rho,
      double epsilon,
      double momentum,
      boolean centered,
      double start,
      boolean asInKeras)
      implements UpdateRule {
    @Override
    public List<StateVector> state() {
      List<StateVector> state = new ArrayList<>(List.of(new StateVector("v", start)));
      if (momentum > 0) {
        state.add(StateVector.zero("b"));
      }
      if (centered) {
        state.add(StateVector.zero("a"));
      }
      return state;
    }

    @Override
    public Update at(Step step) {
      double rate = step.learningRate();
      return block -> {
        Vector square = block.state(0);
        square.decayAndAddSquare(rho, 1 - rho, block.gradient());
        Vector spread = centered ? variance(block, square) : square;
        if (momentum > 0) {
          followVelocity(block, spread, rate);
        } else if (asInKeras) {
          block.parameters().addQuotientOfShifted(-rate, block.gradient(), spread, epsilon);
        } else {
          block.parameters().addQuotient(-rate, block.gradient(), spread, epsilon);
        }
      };
    }

    private Vector variance(Block block, Vector square) {
      Vector average = block.state(momentum > 0 ? 2 : 1);
      average.decayAndAdd(rho, 1 - rho, block.gradient());
      block.scratch().setVariance(square, average);
      return block.scratch();
    }

    private void followVelocity(Block block, Vector spread, double rate) {
      Vector fraction = block.gradient();
      Vector velocity = block.state(1);
      if (asInKeras) {
        fraction.setQuotientOfShifted(rate, fraction, spread, epsilon);
      } else {
        fraction.setQuotient(1, fraction, spread, epsilon);
      }
      velocity.decayAndAdd(momentum, 1, fraction);
      block.parameters().add(asInKeras ? -1 : -rate, velocity);
    }
  }
}
