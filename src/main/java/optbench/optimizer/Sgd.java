package optbench.optimizer;

import java.util.List;
import java.util.Map;
import optbench.spec.Profile;

/** Stochastic gradient descent, without momentum unless asked for. */
final class Sgd implements Optimizer {
  @Override
  public Description description() {
    return new Description(
        "sgd",
        "SGD",
        Description.Family.GRADIENT_DESCENT,
        1951,
        "Robbins & Monro, A Stochastic Approximation Method, Ann. Math. Statist. 22(3), 1951",
        "a step against the gradient of each mini-batch",
        """
        p = p - lr g                 with momentum 0, the default
        otherwise see momentum\
        """,
        "The same rule everywhere; only the default learning rate differs: 0.01 in Keras, 0.001 in PyTorch"
            + " and DL4J. It matters: at 0.001 SGD is about ten times slower.");
  }

  @Override
  public List<HyperParameter> hyperParameters() {
    return List.of(HyperParameter.learningRate(), HyperParameter.momentum());
  }

  @Override
  public List<String> variants() {
    return List.of("keras", "pytorch");
  }

  @Override
  public ProfileDefaults defaults(Profile profile) {
    return switch (profile) {
      case KERAS ->
          of("keras", 0.01, "keras.optimizers.SGD, Keras 3.16").with(WeightDecayKind.DECOUPLED);
      case PYTORCH ->
          of("pytorch", 0.001, "torch.optim.SGD, PyTorch 2.10").with(WeightDecayKind.COUPLED);
      case DL4J ->
          of(
              "keras",
              0.001,
              "org.nd4j.linalg.learning.config.Sgd, 1.0.0-M2.1 (it has no momentum; if asked for, in Keras's form)");
      case PAPER ->
          of(
              "pytorch",
              0.01,
              "the paper asks for a decreasing rate; 0.01 is the customary constant one");
    };
  }

  @Override
  public UpdateRule rule(OptimizerSettings settings) {
    double momentum = settings.get("momentum");
    if (momentum > 0) {
      return settings.variant().equals("pytorch")
          ? Momentum.ofGradients(momentum, 0)
          : Momentum.ofSteps(momentum);
    }
    return new Descent();
  }

  private static ProfileDefaults of(String variant, double learningRate, String source) {
    return new ProfileDefaults(
        variant, Map.of(HyperParameter.LEARNING_RATE, learningRate, "momentum", 0.0), source);
  }

  record Descent() implements UpdateRule {
    @Override
    public List<StateVector> state() {
      return List.of();
    }

    @Override
    public Update at(Step step) {
      return block -> block.parameters().add(-step.learningRate(), block.gradient());
    }
  }
}
