package optbench.optimizer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.spec.Profile;

/** Schedule-free AdamW. */
final class ScheduleFreeAdamW implements Optimizer {
  private static final HyperParameter INTERPOLATION =
      new HyperParameter(
          "beta1",
          "b1",
          "where gradients are taken: this share of the average, the rest of the fast iterate",
          HyperParameter.Range.SHARE);
  private static final HyperParameter WARMUP_STEPS =
      new HyperParameter(
          "warmup_steps",
          "W",
          "steps over which the learning rate rises from 0",
          HyperParameter.Range.COUNT);
  private static final HyperParameter R =
      new HyperParameter(
          "r",
          "r",
          "step t counts t^r times in the average (reference form only)",
          HyperParameter.Range.AT_LEAST_ZERO);
  private static final HyperParameter WEIGHT_LR_POWER =
      new HyperParameter(
          "weight_lr_power",
          "q",
          "a step counts by this power of the largest rate so far (reference form only)",
          HyperParameter.Range.AT_LEAST_ZERO);

  @Override
  public Description description() {
    return new Description(
        "schedulefree_adamw",
        "Schedule-free AdamW",
        Description.Family.ADAPTIVE,
        2024,
        "Defazio et al., The Road Less Scheduled, NeurIPS 2024, arXiv:2405.15682",
        "AdamW on a fast iterate, and an average of it to evaluate: does without a falling learning rate",
        """
        v = b2 v + (1 - b2) g^2                    g is taken at y; z and x start as y does
        a = lr min(t / W, 1)                       d = g / (sqrt(v / (1 - b2^t)) + eps)
        reference:  z = z - a (d + wd y)           A = max(A, a)
                    c = t^r A^q / (the sum of t^r A^q so far)
        keras:      y = y - lr wd y before all     z = z - a d
                    c = 1 / t
        x = (1 - c) x + c z                        to be evaluated
        p = y = (1 - b1) z + b1 x                  to be trained\
        """,
        "The authors weigh the steps of a warm-up by their rates, Keras weighs all steps alike; weight decay moves z with the authors"
            + " and y in Keras. At the defaults, without either, they agree. torch.optim has none, nor has ND4J. Networks"
            + " with batch normalisation are evaluated at x with statistics gathered at y, which can cost accuracy.");
  }

  @Override
  public List<HyperParameter> hyperParameters() {
    return List.of(
        HyperParameter.learningRate(),
        INTERPOLATION,
        HyperParameter.beta2(),
        HyperParameter.epsilon(),
        WARMUP_STEPS,
        R,
        WEIGHT_LR_POWER);
  }

  @Override
  public List<String> variants() {
    return List.of("keras", "reference");
  }

  @Override
  public ProfileDefaults defaults(Profile profile) {
    return switch (profile) {
      case KERAS ->
          of("keras", "keras.optimizers.ScheduleFreeAdamW, Keras 3.16")
              .with(WeightDecayKind.DECOUPLED);
      case PYTORCH ->
          of("reference", "torch.optim has none: the authors' package, as in the paper profile")
              .with(WeightDecayKind.DECOUPLED);
      case DL4J ->
          of("keras", "ND4J has none: the keras profile serves instead")
              .with(WeightDecayKind.DECOUPLED);
      case PAPER ->
          of("reference", "schedulefree.AdamWScheduleFreeReference, by the paper's authors")
              .with(WeightDecayKind.DECOUPLED);
    };
  }

  @Override
  public UpdateRule rule(OptimizerSettings settings) {
    Averages averages =
        new Averages(settings.get("beta1"), settings.get("beta2"), settings.get("epsilon"));
    double warmupSteps = settings.get("warmup_steps");
    return settings.variant().equals("keras")
        ? new AsInKeras(averages, warmupSteps)
        : new Reference(averages, warmupSteps, settings.get("r"), settings.get("weight_lr_power"));
  }

  private static ProfileDefaults of(String variant, String source) {
    return new ProfileDefaults(
        variant,
        Map.of(
            HyperParameter.LEARNING_RATE,
            0.0025,
            "beta1",
            0.9,
            "beta2",
            0.999,
            "epsilon",
            1e-8,
            "warmup_steps",
            0.0,
            "r",
            0.0,
            "weight_lr_power",
            2.0),
        source);
  }

  private static double warmUp(long step, double steps) {
    return step < steps ? step / steps : 1;
  }

  /**
   * What both forms share. The parameters are y; z is kept and x is not, as y and z give it: x = (y
   * - (1 - b1) z) / b1. Put into the formulas, y = (1 - c) y + c z - a (1 - b1 (1 - c)) d, where d
   * is the direction that z takes.
   */
  private record Averages(double beta1, double beta2, double epsilon) {
    static final List<UpdateRule.StateVector> STATE =
        List.of(UpdateRule.StateVector.zero("z"), UpdateRule.StateVector.zero("v"));

    /** z starts where the parameters do, before any decay. */
    void start(UpdateRule.Step step, UpdateRule.Block block) {
      if (step.number() == 1) {
        block.state(0).set(block.parameters());
      }
    }

    /** The direction of z, without the rate. */
    Vector direction(UpdateRule.Block block, double scale, double shift) {
      Vector square = block.state(1);
      square.decayAndAddSquare(beta2, 1 - beta2, block.gradient());
      block.scratch().setQuotient(scale, block.gradient(), square, shift);
      return block.scratch();
    }

    void move(UpdateRule.Block block, Vector direction, double rate, double share) {
      Vector fast = block.state(0);
      block.parameters().approach(share, fast);
      block.parameters().add(-rate * (1 - beta1 * (1 - share)), direction);
      fast.add(-rate, direction);
    }

    void toAverage(UpdateRule.Block block) {
      block.parameters().approach(1 - 1 / beta1, block.state(0));
    }
  }

  private record AsInKeras(Averages averages, double warmupSteps) implements UpdateRule {
    @Override
    public List<StateVector> state() {
      return Averages.STATE;
    }

    @Override
    public boolean decaysWeights() {
      return true;
    }

    @Override
    public Update at(Step step) {
      double root = AdamScalars.of(0, averages.beta2, step.number()).root();
      double rate = step.learningRate() * warmUp(step.number(), warmupSteps);
      double share = 1.0 / step.number();
      return block -> {
        averages.start(step, block);
        block.parameters().scale(1 - step.learningRate() * block.weightDecay());
        Vector direction = averages.direction(block, root, averages.epsilon * root);
        averages.move(block, direction, rate, share);
      };
    }

    @Override
    public Optional<Update> evaluation() {
      return Optional.of(averages::toAverage);
    }
  }

  private record Reference(Averages averages, double warmupSteps, double r, double weightLrPower)
      implements UpdateRule {
    @Override
    public List<StateVector> state() {
      return Averages.STATE;
    }

    @Override
    public List<StateScalar> scalars() {
      return List.of(new StateScalar("A", 0), new StateScalar("sum", 0));
    }

    @Override
    public boolean decaysWeights() {
      return true;
    }

    @Override
    public Update at(Step step) {
      double root = AdamScalars.of(0, averages.beta2, step.number()).root();
      double rate = step.learningRate() * warmUp(step.number(), warmupSteps);
      double share = share(step, rate);
      return block -> {
        averages.start(step, block);
        Vector direction = averages.direction(block, root, averages.epsilon * root);
        direction.add(block.weightDecay(), block.parameters());
        averages.move(block, direction, rate, share);
      };
    }

    /** How much of the average this step makes up. */
    private double share(Step step, double rate) {
      double largest = Math.max(step.scalars().get(0), rate);
      double weight = Math.pow((double) step.number(), r) * Math.pow(largest, weightLrPower);
      double sum = step.scalars().get(1) + weight;
      step.scalars().set(0, largest);
      step.scalars().set(1, sum);
      return sum > 0 ? weight / sum : 0;
    }

    @Override
    public Optional<Update> evaluation() {
      return Optional.of(averages::toAverage);
    }
  }
}
