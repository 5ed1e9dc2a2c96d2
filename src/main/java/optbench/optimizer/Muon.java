package optbench.optimizer;

import java.util.List;
import java.util.Map;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.spec.Profile;

/** Muon: momentum made orthogonal. */
final class Muon implements Optimizer {
  private static final HyperParameter NS_STEPS =
      new HyperParameter("ns_steps", "k", "Newton-Schulz steps", HyperParameter.Range.COUNT);
  private static final HyperParameter RMS_RATE =
      new HyperParameter(
          "rms_rate",
          "r",
          "root mean square of a step, in learning rates (Keras's form only)",
          HyperParameter.Range.AT_LEAST_ZERO);
  private static final HyperParameter ADAM_LR_RATIO =
      new HyperParameter(
          "adam_lr_ratio",
          "q",
          "biases and the like are trained by Adam at this times the learning rate; 0 leaves them as they are",
          HyperParameter.Range.AT_LEAST_ZERO);

  @Override
  public Description description() {
    return new Description(
        "muon",
        "Muon",
        Description.Family.LAYERS,
        2024,
        "Jordan et al., Muon: An optimizer for hidden layers in neural networks, kellerjordan.github.io/posts/muon, 2024",
        "momentum, with all directions of each weight matrix made equally strong",
        """
        keras:     m = mu m + g                    u = g + mu m
        original:  m = mu m + (1 - mu) g           u = (1 - mu) g + mu m
        X = u / (|u| + 1e-7), then k times:
            A = X X'        X = 3.4445 X - 4.7750 A X + 2.0315 A A X
        original:  p = (1 - lr wd) p - lr sqrt(max(1, outputs / inputs)) X
        keras:     p = (1 - lr wd) p - lr r sqrt(max(outputs, inputs)) X
        biases and the like: Adam, at the rate q lr\
        """,
        "The original and PyTorch scale a step by the shape so that rates carry over between widths; Keras so that Adam's rates do."
            + " That matters: the rates that suit them differ by up to ten. The original's rate is 0.02, PyTorch's and Keras's 0.001."
            + " The original and PyTorch compute Newton-Schulz in bfloat16, Keras and this program in float32. Here all matrices are"
            + " orthogonalised, the output layer's too, and filters as matrices of a row for each output. ND4J has none.");
  }

  @Override
  public List<HyperParameter> hyperParameters() {
    return List.of(
        HyperParameter.learningRate(),
        HyperParameter.momentum(),
        NS_STEPS,
        RMS_RATE,
        ADAM_LR_RATIO,
        HyperParameter.beta1(),
        HyperParameter.beta2(),
        HyperParameter.epsilon());
  }

  @Override
  public List<String> variants() {
    return List.of("keras", "original");
  }

  @Override
  public ProfileDefaults defaults(Profile profile) {
    return switch (profile) {
      case KERAS -> of("keras", 0.001, 1, 0.999, 1e-7, 0.004, "keras.optimizers.Muon, Keras 3.16");
      case PYTORCH ->
          of(
              "original",
              0.001,
              1,
              0.999,
              1e-8,
              0.1,
              "torch.optim.Muon, PyTorch 2.10; it takes matrices only: torch.optim.AdamW's numbers for the rest");
      case DL4J ->
          of(
              "keras",
              0.001,
              1,
              0.999,
              1e-7,
              0.004,
              "ND4J has no Muon: the keras profile serves instead");
      case PAPER ->
          of(
              "original",
              0.02,
              0.015,
              0.95,
              1e-10,
              0,
              "github.com/KellerJordan/Muon, MuonWithAuxAdam: 0.02, and 3e-4 for the rest");
    };
  }

  @Override
  public UpdateRule rule(OptimizerSettings settings) {
    return new Rule(
        settings.get("momentum"),
        (int) settings.get("ns_steps"),
        settings.get("rms_rate"),
        settings.variant().equals("keras"),
        settings.get("adam_lr_ratio"),
        Adam.ruleOf(
            settings.get("beta1"),
            settings.get("beta2"),
            settings.get("epsilon"),
            settings.variant().equals("keras")));
  }

  private static ProfileDefaults of(
      String variant,
      double learningRate,
      double adamRatio,
      double beta2,
      double epsilon,
      double weightDecay,
      String source) {
    return new ProfileDefaults(
        variant,
        Map.of(
            HyperParameter.LEARNING_RATE,
            learningRate,
            "momentum",
            0.95,
            "ns_steps",
            5.0,
            "rms_rate",
            0.2,
            "adam_lr_ratio",
            adamRatio,
            "beta1",
            0.9,
            "beta2",
            beta2,
            "epsilon",
            epsilon),
        weightDecay,
        source);
  }

  /** Matrices by momentum made orthogonal; all else by another rule. */
  private record Rule(
      double momentum,
      int newtonSchulzSteps,
      double rmsRate,
      boolean asInKeras,
      double otherRatio,
      UpdateRule other)
      implements UpdateRule {
    @Override
    public List<StateVector> state() {
      return List.of(StateVector.zero("m"));
    }

    @Override
    public List<StateVector> state(Tensor tensor) {
      return tensor.isMatrix() ? state() : other.state();
    }

    @Override
    public Scope scope() {
      return Scope.TENSORS;
    }

    /** With the rate that each tensor has. */
    @Override
    public boolean decaysWeights() {
      return true;
    }

    @Override
    public Update at(Step step) {
      double otherRate = step.learningRate() * otherRatio;
      Update otherUpdate = other.at(new Step(step.number(), otherRate, step.scalars()));
      return block -> {
        boolean matrix = block.tensor().isMatrix();
        double rate = matrix ? step.learningRate() : otherRate;
        block.parameters().scale(1 - rate * block.weightDecay());
        if (matrix) {
          move(block, rate);
        } else {
          otherUpdate.apply(block);
        }
      };
    }

    private void move(Block block, double rate) {
      double share = asInKeras ? 1 : 1 - momentum;
      Vector buffer = block.state(0);
      Vector direction = block.scratch();
      buffer.decayAndAdd(momentum, share, block.gradient());
      direction.setSum(share, block.gradient(), momentum, buffer);
      Orthogonal.approximate(block, direction, newtonSchulzSteps);
      block.parameters().add(-rate * scale(block.tensor()), direction);
    }

    private double scale(Tensor tensor) {
      return asInKeras
          ? rmsRate * Math.sqrt(Math.max(tensor.rows(), tensor.columns()))
          : Math.sqrt(Math.max(1.0, (double) tensor.rows() / tensor.columns()));
    }
  }
}
