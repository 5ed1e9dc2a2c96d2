package optbench.optimizer;

import java.util.List;
import java.util.Map;
import optbench.spec.Profile;

/** Heavy-ball momentum. */
final class Momentum implements Optimizer {
  static final HyperParameter DAMPENING =
      new HyperParameter(
          "dampening",
          "d",
          "share of each gradient that is withheld (PyTorch's form only)",
          HyperParameter.Range.DECAY);

  @Override
  public Description description() {
    return new Description(
        "momentum",
        "Momentum",
        Description.Family.GRADIENT_DESCENT,
        1964,
        "Polyak, Some methods of speeding up the convergence of iteration methods, USSR Comput. Math. Math. Phys. 4(5), 1964",
        "a step along a decaying sum of past gradients",
        """
        keras:    v = mu v - lr g             p = p + v
        pytorch:  b = mu b + (1 - d) g        p = p - lr b      (at the first step b = g)\
        """,
        "Keras's velocity contains the learning rate, PyTorch's buffer does not: they part only when the rate"
            + " changes during training. With either, a steady gradient is followed at lr / (1 - mu), ten times the"
            + " rate at mu = 0.9. ND4J has no plain momentum at all.");
  }

  @Override
  public List<HyperParameter> hyperParameters() {
    return List.of(HyperParameter.learningRate(), HyperParameter.momentum(), DAMPENING);
  }

  @Override
  public List<String> variants() {
    return List.of("keras", "pytorch");
  }

  @Override
  public ProfileDefaults defaults(Profile profile) {
    return switch (profile) {
      case KERAS ->
          of(
                  "keras",
                  0.01,
                  "keras.optimizers.SGD(momentum=0.9), Keras 3.16; 0.9 is the customary value, not a default")
              .with(WeightDecayKind.DECOUPLED);
      case PYTORCH ->
          of(
                  "pytorch",
                  0.001,
                  "torch.optim.SGD(momentum=0.9), PyTorch 2.10; 0.9 is the customary value, not a default")
              .with(WeightDecayKind.COUPLED);
      case DL4J ->
          of("keras", 0.01, "ND4J has no plain momentum: the keras profile serves instead")
              .with(WeightDecayKind.DECOUPLED);
      case PAPER ->
          of("pytorch", 0.01, "the paper gives no numbers; 0.01 and 0.9 are the customary ones");
    };
  }

  @Override
  public UpdateRule rule(OptimizerSettings settings) {
    double momentum = settings.get("momentum");
    return settings.variant().equals("pytorch")
        ? ofGradients(momentum, settings.get("dampening"))
        : ofSteps(momentum);
  }

  /** The velocity is a sum of steps, each with the learning rate of its time. */
  static UpdateRule ofSteps(double momentum) {
    return new OfSteps(momentum);
  }

  /** The velocity is a sum of gradients; the learning rate of the moment scales all of it. */
  static UpdateRule ofGradients(double momentum, double dampening) {
    return new OfGradients(momentum, dampening);
  }

  private static ProfileDefaults of(String variant, double learningRate, String source) {
    return new ProfileDefaults(
        variant,
        Map.of(HyperParameter.LEARNING_RATE, learningRate, "momentum", 0.9, "dampening", 0.0),
        source);
  }

  private record OfSteps(double momentum) implements UpdateRule {
    @Override
    public List<StateVector> state() {
      return List.of(StateVector.zero("v"));
    }

    @Override
    public Update at(Step step) {
      return block -> {
        Vector velocity = block.state(0);
        velocity.decayAndAdd(momentum, -step.learningRate(), block.gradient());
        block.parameters().add(1, velocity);
      };
    }
  }

  private record OfGradients(double momentum, double dampening) implements UpdateRule {
    @Override
    public List<StateVector> state() {
      return List.of(StateVector.zero("b"));
    }

    @Override
    public Update at(Step step) {
      double share = step.number() == 1 ? 1 : 1 - dampening;
      return block -> {
        Vector velocity = block.state(0);
        velocity.decayAndAdd(momentum, share, block.gradient());
        block.parameters().add(-step.learningRate(), velocity);
      };
    }
  }
}
