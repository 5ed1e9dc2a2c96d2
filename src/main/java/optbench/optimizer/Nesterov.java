package optbench.optimizer;

import java.util.List;
import java.util.Map;
import optbench.spec.Profile;

/** Nesterov's accelerated gradient. */
final class Nesterov implements Optimizer {
  @Override
  public Description description() {
    return new Description(
        "nesterov",
        "Nesterov",
        Description.Family.GRADIENT_DESCENT,
        1983,
        "Nesterov, A method of solving a convex programming problem with convergence rate O(1/k^2), Soviet Math. Dokl. 27, 1983;"
            + " Sutskever et al., On the importance of initialization and momentum in deep learning, ICML 2013",
        "momentum that looks one step ahead",
        """
        keras:    v = mu v - lr g             p = p + mu v - lr g
        nd4j:     v = mu v - lr g             p = p + (1 + mu) v - mu v_old
        pytorch:  b = mu b + g                p = p - lr (g + mu b)      (at the first step b = g)\
        """,
        "Keras's and ND4J's forms are the same in exact arithmetic. PyTorch's buffer does not contain the learning rate: it"
            + " parts from them only when the rate changes. What matters is the default rate: 0.01 in Keras, 0.001 in"
            + " PyTorch, 0.1 in ND4J.");
  }

  @Override
  public List<HyperParameter> hyperParameters() {
    return List.of(HyperParameter.learningRate(), HyperParameter.momentum());
  }

  @Override
  public List<String> variants() {
    return List.of("keras", "pytorch", "nd4j");
  }

  @Override
  public ProfileDefaults defaults(Profile profile) {
    return switch (profile) {
      case KERAS ->
          of(
                  "keras",
                  0.01,
                  "keras.optimizers.SGD(momentum=0.9, nesterov=True), Keras 3.16; 0.9 is the customary value")
              .with(WeightDecayKind.DECOUPLED);
      case PYTORCH ->
          of(
                  "pytorch",
                  0.001,
                  "torch.optim.SGD(momentum=0.9, nesterov=True), PyTorch 2.10; 0.9 is the customary value")
              .with(WeightDecayKind.COUPLED);
      case DL4J -> of("nd4j", 0.1, "org.nd4j.linalg.learning.config.Nesterovs, 1.0.0-M2.1");
      case PAPER ->
          of(
              "keras",
              0.01,
              "Sutskever et al. 2013, who tune both numbers; 0.01 and 0.9 are the customary ones");
    };
  }

  @Override
  public UpdateRule rule(OptimizerSettings settings) {
    double momentum = settings.get("momentum");
    return switch (settings.variant()) {
      case "pytorch" -> new OfGradients(momentum);
      case "nd4j" -> new AsInNd4j(momentum);
      default -> new OfSteps(momentum);
    };
  }

  private static ProfileDefaults of(String variant, double learningRate, String source) {
    return new ProfileDefaults(
        variant, Map.of(HyperParameter.LEARNING_RATE, learningRate, "momentum", 0.9), source);
  }

  private record OfSteps(double momentum) implements UpdateRule {
    @Override
    public List<StateVector> state() {
      return List.of(StateVector.zero("v"));
    }

    @Override
    public Update at(Step step) {
      double rate = step.learningRate();
      return block -> {
        Vector velocity = block.state(0);
        velocity.decayAndAdd(momentum, -rate, block.gradient());
        block.parameters().add(momentum, velocity);
        block.parameters().add(-rate, block.gradient());
      };
    }
  }

  private record AsInNd4j(double momentum) implements UpdateRule {
    @Override
    public List<StateVector> state() {
      return List.of(StateVector.zero("v"));
    }

    @Override
    public Update at(Step step) {
      return block -> {
        Vector velocity = block.state(0);
        block.parameters().add(-momentum, velocity);
        velocity.decayAndAdd(momentum, -step.learningRate(), block.gradient());
        block.parameters().add(1 + momentum, velocity);
      };
    }
  }

  private record OfGradients(double momentum) implements UpdateRule {
    @Override
    public List<StateVector> state() {
      return List.of(StateVector.zero("b"));
    }

    @Override
    public Update at(Step step) {
      double rate = step.learningRate();
      return block -> {
        Vector velocity = block.state(0);
        velocity.decayAndAdd(momentum, 1, block.gradient());
        block.parameters().add(-rate * momentum, velocity);
        block.parameters().add(-rate, block.gradient());
      };
    }
  }
}
