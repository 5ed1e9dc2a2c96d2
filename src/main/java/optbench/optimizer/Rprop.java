package optbench.optimizer;

import java.util.List;
import java.util.Map;
import optbench.spec.Profile;

/** Rprop: steps whose size depends on nothing but the signs of gradients. */
final class Rprop implements Optimizer {
  private static final HyperParameter FIRST_STEP =
      new HyperParameter(
          HyperParameter.LEARNING_RATE,
          "lr",
          "size of every parameter's first step; later steps do not depend on it",
          HyperParameter.Range.POSITIVE);
  private static final HyperParameter SHRINK =
      new HyperParameter(
          "etaminus",
          "n-",
          "a step shrinks by this where the sign changed",
          HyperParameter.Range.DECAY);
  private static final HyperParameter GROW =
      new HyperParameter(
          "etaplus",
          "n+",
          "a step grows by this where the sign stayed",
          HyperParameter.Range.AT_LEAST_ZERO);
  private static final HyperParameter SMALLEST =
      new HyperParameter(
          "step_min", "min", "the smallest step", HyperParameter.Range.AT_LEAST_ZERO);
  private static final HyperParameter LARGEST =
      new HyperParameter("step_max", "max", "the largest step", HyperParameter.Range.AT_LEAST_ZERO);

  @Override
  public Description description() {
    return new Description(
        "rprop",
        "Rprop",
        Description.Family.SIGN,
        1993,
        "Riedmiller & Braun, A direct adaptive method for faster backpropagation learning: the RPROP algorithm, ICNN 1993;"
            + " the form iRprop-: Igel & Huesken, Neurocomputing 50, 2003",
        "each parameter's step grows while its gradient keeps its sign and shrinks when it changes",
        """
        g g_old > 0:  s = min(n+ s, max)
        g g_old < 0:  s = max(n- s, min)           g = 0
        p = p - s sign(g)                          s starts at lr\
        """,
        "Only PyTorch has it. It is made for full batches (batch_size: full): between mini-batches signs change by chance, and steps"
            + " shrink to nothing. Learning-rate schedules have no effect on it.");
  }

  @Override
  public List<HyperParameter> hyperParameters() {
    return List.of(FIRST_STEP, SHRINK, GROW, SMALLEST, LARGEST);
  }

  @Override
  public List<String> variants() {
    return List.of("pytorch");
  }

  @Override
  public ProfileDefaults defaults(Profile profile) {
    return switch (profile) {
      case KERAS -> of(0.01, "Keras has no Rprop: the pytorch profile serves instead");
      case PYTORCH -> of(0.01, "torch.optim.Rprop, PyTorch 2.10");
      case DL4J -> of(0.01, "ND4J has no Rprop: the pytorch profile serves instead");
      case PAPER -> of(0.1, "Riedmiller & Braun 1993, in PyTorch's form");
    };
  }

  @Override
  public UpdateRule rule(OptimizerSettings settings) {
    return new Rule(
        settings.get(HyperParameter.LEARNING_RATE),
        settings.get("etaminus"),
        settings.get("etaplus"),
        settings.get("step_min"),
        settings.get("step_max"));
  }

  private static ProfileDefaults of(double firstStep, String source) {
    return new ProfileDefaults(
        "pytorch",
        Map.of(
            HyperParameter.LEARNING_RATE,
            firstStep,
            "etaminus",
            0.5,
            "etaplus",
            1.2,
            "step_min",
            1e-6,
            "step_max",
            50.0),
        source);
  }

  /** Of the last gradient only the sign is kept, or 0 where it had changed. */
  private record Rule(double firstStep, double shrink, double grow, double smallest, double largest)
      implements UpdateRule {
    @Override
    public List<StateVector> state() {
      return List.of(StateVector.zero("g_old"), new StateVector("s", firstStep));
    }

    @Override
    public Update at(Step step) {
      return block -> {
        Vector last = block.state(0);
        Vector size = block.state(1);
        Vector sign = block.gradient();
        Vector agreement = block.scratch();
        sign.setSign(sign);
        agreement.setProduct(sign, last);
        size.growOrShrink(agreement, grow, shrink, smallest, largest);
        last.setUnlessNegative(sign, agreement);
        block.parameters().addProduct(-1, last, size);
      };
    }
  }
}
