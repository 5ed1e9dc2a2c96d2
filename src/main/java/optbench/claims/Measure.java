package optbench.claims;

import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import optbench.result.TimeSplit;
import optbench.stats.Cost;
import optbench.stats.LearningCurve;
import optbench.stats.PairedTest;
import optbench.stats.SeedRun;

/**
 * What may be claimed about, read from one trial. A measure more is a constant more: a name, a
 * unit, a scale, which end is the better one, and how it is read.
 *
 * <p><b>Diverged runs.</b> Their accuracy counts as guessing, {@link LearningCurve#CHANCE}; their
 * loss is at least that of guessing, the logarithm of ten classes; they never reach a target that
 * they had not reached; of anything else they say nothing. Each is said where it was done.
 */
public enum Measure {
  /** At the last epoch. */
  TEST_ACCURACY("test accuracy", "", Scale.POINTS, Better.HIGHER, Readings::testAccuracy),
  /** At the last epoch. */
  TEST_LOSS("test loss", "nats", Scale.RATIO, Better.LOWER, Readings::testLoss),
  /** Mean over the last epoch, as trained on. */
  TRAIN_LOSS("training loss", "nats", Scale.RATIO, Better.LOWER, Readings::trainLoss),
  /** Mean over the last epoch, as trained on. */
  TRAIN_ACCURACY("training accuracy", "", Scale.POINTS, Better.HIGHER, Readings::trainAccuracy),
  /**
   * Training accuracy less test accuracy, at the last epoch; both evaluated in the same way where
   * the trial was probed.
   */
  GENERALIZATION_GAP("generalization gap", "", Scale.POINTS, Better.LOWER, Readings::gap),
  /** 1 for a seed that diverged, 0 for one that finished; the mean of a group is its share. */
  DIVERGED("share of diverged runs", "", Scale.POINTS, Better.LOWER, Readings::diverged),
  /** The highest of all epochs. */
  BEST_TEST_ACCURACY(
      "highest test accuracy of any epoch", "", Scale.POINTS, Better.HIGHER, Readings::best),
  /** After an epoch that is named. */
  TEST_ACCURACY_AT("test accuracy", "", Scale.POINTS, Better.HIGHER, Readings::testAccuracyAt),
  /** How much the training loss still falls from an epoch that is named to the last. */
  LOSS_DROP_LATE(
      "fall of the training loss", "nats", Scale.DIFFERENCE, Better.HIGHER, Readings::lossDrop),
  /** Parameter updates to a test accuracy. */
  STEPS_TO(
      "steps",
      "steps",
      Scale.RATIO,
      Better.LOWER,
      (run, settings) ->
          Readings.cost(run, settings, Cost.STEPS, (double) run.result().settings().totalSteps())),
  /** Passes over the training set to a test accuracy; fractions within the first. */
  EPOCHS_TO(
      "epochs",
      "epochs",
      Scale.RATIO,
      Better.LOWER,
      (run, settings) ->
          Readings.cost(run, settings, Cost.EPOCHS, run.result().settings().epochs())),
  /** Time in gradient and update to a test accuracy. */
  SECONDS_TO("seconds", "s", Scale.RATIO, Better.LOWER, Readings::seconds),
  /** Gradients computed to a test accuracy: more than steps where there is a line search. */
  GRADIENT_EVALUATIONS_TO(
      "gradient evaluations",
      "gradient evaluations",
      Scale.RATIO,
      Better.LOWER,
      (run, settings) ->
          Readings.cost(
              run,
              settings,
              Cost.GRADIENT_EVALUATIONS,
              (double) run.result().settings().totalSteps())),
  /** Training samples seen to a test accuracy, each time they are. */
  EXAMPLES_TO("examples", "examples", Scale.RATIO, Better.LOWER, Readings::examples),
  /** Gradient and update, the median over the steps of a trial. */
  MS_PER_STEP(
      "time of a step",
      "ms",
      Scale.RATIO,
      Better.LOWER,
      (run, settings) -> Readings.time(run, TimeSplit::stepMillis)),
  /** The optimizer's update alone, the median over the steps of a trial. */
  UPDATE_MS_PER_STEP(
      "time of an update",
      "ms",
      Scale.RATIO,
      Better.LOWER,
      (run, settings) -> Readings.time(run, t -> t.measured().updateMillisMedian())),
  /** Gradients and updates of all steps. */
  TRAIN_SECONDS(
      "training time",
      "s",
      Scale.RATIO,
      Better.LOWER,
      (run, settings) -> Readings.time(run, t -> t.measured().trainSeconds())),
  /** Root of the sum of squares of all weights after the last epoch; of probed trials. */
  WEIGHT_NORM("norm of the weights", "", Scale.RATIO, Better.LOWER, Readings::weightNorm),
  /** The largest change of any parameter in any step; of probed trials. */
  LARGEST_STEP("largest step", "", Scale.RATIO, Better.LOWER, Readings::largestStep),
  /** The same over the learning rate in force at that step; of probed trials. */
  LARGEST_STEP_OVER_RATE(
      "largest step over learning rate",
      "",
      Scale.RATIO,
      Better.LOWER,
      Readings::largestStepOverRate),
  /** Median of change over gradient in the last step of training; of probed trials. */
  EFFECTIVE_RATE(
      "effective learning rate", "", Scale.RATIO, Better.HIGHER, Readings::effectiveRate),
  /** The same in the last step of an epoch that is named. */
  EFFECTIVE_RATE_AT(
      "effective learning rate", "", Scale.RATIO, Better.HIGHER, Readings::effectiveRateAt),
  /** The effective learning rate in the end over that of an epoch that is named. */
  EFFECTIVE_RATE_SINCE(
      "effective learning rate in the end over that",
      "",
      Scale.RATIO,
      Better.HIGHER,
      Readings::effectiveRateSince),
  /** The effective learning rate of the last step over that of the first; of probed trials. */
  EFFECTIVE_RATE_KEPT(
      "last over first effective learning rate",
      "",
      Scale.RATIO,
      Better.HIGHER,
      Readings::effectiveRateKept),
  /**
   * Standard deviation of the changes of the loss on the same images from step to step, over the
   * first steps; of probed trials.
   */
  ROUGHNESS("roughness of the loss", "nats", Scale.RATIO, Better.LOWER, Readings::roughness),
  /** Share of the first steps after which that loss is higher than before; of probed trials. */
  UPHILL_STEPS("share of steps uphill", "", Scale.POINTS, Better.LOWER, Readings::uphill);

  /** Which of a group is its best. */
  private enum Better {
    HIGHER,
    LOWER
  }

  private static final double MARGIN_OF_SHARES = 0.05;

  private final String title;
  private final String unit;
  private final Scale scale;
  private final Better better;

  @SuppressWarnings("ImmutableEnumChecker") // Functions without state.
  private final BiFunction<SeedRun, MeasureSettings, Reading> reading;

  Measure(
      String title,
      String unit,
      Scale scale,
      Better better,
      BiFunction<SeedRun, MeasureSettings, Reading> reading) {
    this.title = title;
    this.unit = unit;
    this.scale = scale;
    this.better = better;
    this.reading = reading;
  }

  /** As it is written in a claims file. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As one writes it in a sentence, without target or epoch. */
  public String title() {
    return title;
  }

  /** Of its values; empty for fractions, which are shown as percentages, and bare numbers. */
  public String unit() {
    return unit;
  }

  /** How values are compared. */
  public Scale scale() {
    return scale;
  }

  /** A difference, or on the ratio scale a relative difference, that makes none. */
  public double defaultMargin() {
    return Set.of(DIVERGED, UPHILL_STEPS).contains(this) ? MARGIN_OF_SHARES : scale.defaultMargin();
  }

  /** Whether a target accuracy must be named. */
  public boolean needsTarget() {
    return Set.of(STEPS_TO, EPOCHS_TO, SECONDS_TO, GRADIENT_EVALUATIONS_TO, EXAMPLES_TO)
        .contains(this);
  }

  /** Whether an epoch must be named. */
  public boolean needsEpoch() {
    return Set.of(TEST_ACCURACY_AT, LOSS_DROP_LATE, EFFECTIVE_RATE_AT, EFFECTIVE_RATE_SINCE)
        .contains(this);
  }

  /** Whether it depends on the machine and on what else ran there. */
  public boolean isTime() {
    return Set.of(SECONDS_TO, MS_PER_STEP, UPDATE_MS_PER_STEP, TRAIN_SECONDS).contains(this);
  }

  boolean higherIsBetter() {
    return better == Better.HIGHER;
  }

  /** Zeros and ones are as far from normal as can be; signs are all that they have. */
  PairedTest test() {
    return this == DIVERGED ? PairedTest.WILCOXON : PairedTest.STUDENT_T;
  }

  /** What a settled trial shows. */
  Reading read(SeedRun run, MeasureSettings settings) {
    return reading.apply(run, settings);
  }
}
