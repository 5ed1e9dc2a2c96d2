package optbench.optimizer;

import java.util.List;
import java.util.Map;
import optbench.spec.Profile;

/** Lion: the sign of momentum. */
final class Lion implements Optimizer {
  @Override
  public Description description() {
    return new Description(
        "lion",
        "Lion",
        Description.Family.SIGN,
        2023,
        "Chen et al., Symbolic Discovery of Optimization Algorithms, NeurIPS 2023, arXiv:2302.06675",
        "every parameter moves by the learning rate, in the direction of its momentum",
        """
        p = p - lr sign(b1 m + (1 - b1) g)
        m = b2 m + (1 - b2) g\
        """,
        "One rule everywhere, and one state vector instead of Adam's two. What matters is the rate: every step has full length, so that"
            + " the paper asks for a third to a tenth of Adam's, and its 1e-4 suits better than Keras's 0.001. Its decay has to"
            + " be larger by as much. PyTorch and ND4J have none.");
  }

  @Override
  public List<HyperParameter> hyperParameters() {
    return List.of(
        HyperParameter.learningRate(),
        HyperParameter.beta1(),
        new HyperParameter(
            "beta2", "b2", "share of the momentum that is kept", HyperParameter.Range.DECAY));
  }

  @Override
  public List<String> variants() {
    return List.of("keras");
  }

  @Override
  public ProfileDefaults defaults(Profile profile) {
    return switch (profile) {
      case KERAS -> of(0.001, "keras.optimizers.Lion, Keras 3.16").with(WeightDecayKind.DECOUPLED);
      case PYTORCH ->
          of(1e-4, "torch.optim has no Lion: the paper profile serves instead")
              .with(WeightDecayKind.DECOUPLED);
      case DL4J ->
          of(0.001, "ND4J has no Lion: the keras profile serves instead")
              .with(WeightDecayKind.DECOUPLED);
      case PAPER -> of(1e-4, "Chen et al. 2023, the authors' code").with(WeightDecayKind.DECOUPLED);
    };
  }

  @Override
  public UpdateRule rule(OptimizerSettings settings) {
    return new Rule(settings.get("beta1"), settings.get("beta2"));
  }

  private static ProfileDefaults of(double learningRate, String source) {
    return new ProfileDefaults(
        "keras",
        Map.of(HyperParameter.LEARNING_RATE, learningRate, "beta1", 0.9, "beta2", 0.99),
        source);
  }

  private record Rule(double beta1, double beta2) implements UpdateRule {
    @Override
    public List<StateVector> state() {
      return List.of(StateVector.zero("m"));
    }

    @Override
    public Update at(Step step) {
      return block -> {
        Vector momentum = block.state(0);
        block.scratch().setSum(beta1, momentum, 1 - beta1, block.gradient());
        block.parameters().addSign(-step.learningRate(), block.scratch());
        momentum.decayAndAdd(beta2, 1 - beta2, block.gradient());
      };
    }
  }
}
