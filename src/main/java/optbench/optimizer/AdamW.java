package optbench.optimizer;

import java.util.List;
import java.util.Map;
import optbench.spec.Profile;

/** Adam with decoupled weight decay. */
final class AdamW implements Optimizer {
  @Override
  public Description description() {
    return new Description(
        "adamw",
        "AdamW",
        Description.Family.ADAPTIVE,
        2019,
        "Loshchilov & Hutter, Decoupled Weight Decay Regularization, ICLR 2019, arXiv:1711.05101",
        "Adam whose weights also shrink a little at every step, by the same share each",
        """
        p = p - lr wd p                                           wd: weight_decay
        then Adam's step, with the gradient of the loss alone\
        """,
        "Each framework adds the decay to its own form of Adam. What matters is the coefficient: 0.01 in PyTorch, 0.004 in Keras."
            + " ND4J has no AdamW, but Adam with WeightDecay is the same; its setting for the whole network applies the decay twice.");
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
    return List.of("keras", "pytorch", "nd4j");
  }

  @Override
  public ProfileDefaults defaults(Profile profile) {
    return switch (profile) {
      case KERAS -> of("keras", 1e-7, 0.004, "keras.optimizers.AdamW, Keras 3.16");
      case PYTORCH -> of("pytorch", 1e-8, 0.01, "torch.optim.AdamW, PyTorch 2.10");
      case DL4J ->
          of(
              "nd4j",
              1e-8,
              0.01,
              "ND4J has no AdamW: its Adam with WeightDecay, and the coefficient of the pytorch profile");
      case PAPER ->
          of("pytorch", 1e-8, 0.01, "the paper tunes the decay; 0.01 is the customary number");
    };
  }

  @Override
  public UpdateRule rule(OptimizerSettings settings) {
    return Adam.ruleOf(settings);
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
}
