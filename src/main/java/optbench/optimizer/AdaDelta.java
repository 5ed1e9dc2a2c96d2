package optbench.optimizer;

import java.util.List;
import java.util.Map;
import optbench.spec.Profile;

/** AdaDelta. */
final class AdaDelta implements Optimizer {
  @Override
  public Description description() {
    return new Description(
        "adadelta",
        "AdaDelta",
        Description.Family.ADAPTIVE,
        2012,
        "Zeiler, ADADELTA: An Adaptive Learning Rate Method, arXiv:1212.5701, 2012",
        "steps in the units of the parameters: past steps over past gradients",
        """
        v = rho v + (1 - rho) g^2
        d = g sqrt(u + eps) / sqrt(v + eps)
        u = rho u + (1 - rho) d^2
        p = p - lr d                                              paper, nd4j: lr = 1\
        """,
        "One rule, but the paper and ND4J have no learning rate (1), PyTorch multiplies by 1.0, Keras by 0.001. It matters more than"
            + " anything else here: Keras's default is a thousand times slower than the method that its author proposed.");
  }

  @Override
  public List<HyperParameter> hyperParameters() {
    return List.of(HyperParameter.learningRate(), HyperParameter.rho(), HyperParameter.epsilon());
  }

  @Override
  public List<String> variants() {
    return List.of("keras", "pytorch", "nd4j", "paper");
  }

  @Override
  public ProfileDefaults defaults(Profile profile) {
    return switch (profile) {
      case KERAS ->
          of("keras", 0.001, 0.95, 1e-7, "keras.optimizers.Adadelta, Keras 3.16")
              .with(WeightDecayKind.DECOUPLED);
      case PYTORCH ->
          of("pytorch", 1, 0.9, 1e-6, "torch.optim.Adadelta, PyTorch 2.10")
              .with(WeightDecayKind.COUPLED);
      case DL4J ->
          of("nd4j", 1, 0.95, 1e-6, "org.nd4j.linalg.learning.config.AdaDelta, 1.0.0-M2.1");
      case PAPER -> of("paper", 1, 0.95, 1e-6, "Zeiler 2012, section 4.1");
    };
  }

  @Override
  public UpdateRule rule(OptimizerSettings settings) {
    return new Rule(settings.get("rho"), settings.get("epsilon"));
  }

  private static ProfileDefaults of(
      String variant, double learningRate, double rho, double epsilon, String source) {
    return new ProfileDefaults(
        variant,
        Map.of(HyperParameter.LEARNING_RATE, learningRate, "rho", rho, "epsilon", epsilon),
        source);
  }

  private record Rule(double rho, double epsilon) implements UpdateRule {
    @Override
    public List<StateVector> state() {
      return List.of(StateVector.zero("v"), StateVector.zero("u"));
    }

    @Override
    public Update at(Step step) {
      return block -> {
        Vector gradientSquare = block.state(0);
        Vector deltaSquare = block.state(1);
        Vector delta = block.scratch();
        gradientSquare.decayAndAddSquare(rho, 1 - rho, block.gradient());
        delta.setQuotientOfShifted(1, block.gradient(), gradientSquare, epsilon);
        delta.multiplyByRoot(deltaSquare, epsilon);
        deltaSquare.decayAndAddSquare(rho, 1 - rho, delta);
        block.parameters().add(-step.learningRate(), delta);
      };
    }
  }
}
