package optbench.optimizer;

import java.util.List;
import java.util.Map;
import optbench.spec.Profile;

/** LAMB: Adam with a trust ratio for each weight matrix. */
final class Lamb implements Optimizer {
  @Override
  public Description description() {
    return new Description(
        "lamb",
        "LAMB",
        Description.Family.LAYERS,
        2020,
        "You et al., Large Batch Optimization for Deep Learning: Training BERT in 76 minutes, ICLR 2020, arXiv:1904.00962",
        "Adam whose step in each tensor is as long as its weights, times the learning rate",
        """
        m = b1 m + (1 - b1) g                      M = m / (1 - b1^t)
        v = b2 v + (1 - b2) g^2                    V = v / (1 - b2^t)
        u = M / (sqrt(V) + eps) + wd p             keras: p = p - lr wd p before all, and no wd p here
        p = p - lr |p| / |u| u                     by tensor; |p| / |u| is 1 where either is 0\
        """,
        "The paper puts weight decay inside the trust ratio and uses 0.01; Keras decays beforehand, by default not at all, and has"
            + " epsilon 1e-7 instead of 1e-6. Without decay they agree. PyTorch and ND4J have none.");
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
    return List.of("keras", "paper");
  }

  @Override
  public ProfileDefaults defaults(Profile profile) {
    return switch (profile) {
      case KERAS -> of("keras", 1e-7, 0, "keras.optimizers.Lamb, Keras 3.16");
      case PYTORCH ->
          of("paper", 1e-6, 0.01, "torch.optim has no LAMB: the paper profile serves instead");
      case DL4J -> of("keras", 1e-7, 0, "ND4J has no LAMB: the keras profile serves instead");
      case PAPER ->
          of(
              "paper",
              1e-6,
              0.01,
              "You et al. 2020, who scale the rate with the batch; 0.001 is the customary one");
    };
  }

  @Override
  public UpdateRule rule(OptimizerSettings settings) {
    return new Rule(
        settings.get("beta1"),
        settings.get("beta2"),
        settings.get("epsilon"),
        settings.variant().equals("paper"));
  }

  private static ProfileDefaults of(
      String variant, double epsilon, double weightDecay, String source) {
    return new ProfileDefaults(
        variant,
        Map.of(
            HyperParameter.LEARNING_RATE, 0.001, "beta1", 0.9, "beta2", 0.999, "epsilon", epsilon),
        weightDecay,
        source);
  }

  private record Rule(double beta1, double beta2, double epsilon, boolean decaysWeights)
      implements UpdateRule {
    @Override
    public List<StateVector> state() {
      return List.of(StateVector.zero("m"), StateVector.zero("v"));
    }

    @Override
    public Scope scope() {
      return Scope.TENSORS;
    }

    @Override
    public Update at(Step step) {
      AdamScalars scalars = AdamScalars.of(beta1, beta2, step.number());
      return block -> {
        Vector mean = block.state(0);
        Vector square = block.state(1);
        Vector update = block.scratch();
        mean.decayAndAdd(beta1, 1 - beta1, block.gradient());
        square.decayAndAddSquare(beta2, 1 - beta2, block.gradient());
        update.setQuotient(scalars.correction(), mean, square, epsilon * scalars.root());
        if (decaysWeights) {
          update.add(block.weightDecay(), block.parameters());
        }
        block.parameters().addAtOwnNorm(-step.learningRate(), update);
      };
    }
  }
}
