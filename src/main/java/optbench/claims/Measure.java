package optbench.claims;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import optbench.result.EpochMetrics;
import optbench.result.EpochProbe;
import optbench.result.TimeSplit;
import optbench.stats.Cost;
import optbench.stats.LearningCurve;
import optbench.stats.PairedTest;
import optbench.stats.Roughness;
import optbench.stats.SeedRun;

/**
 * What may be claimed about, read from one trial. A measure more is a constant more: a name, a
 * scale, which end is the better one, and how it is read.
 *
 * <p><b>Diverged runs.</b> Their accuracy counts as guessing, {@link LearningCurve#CHANCE}; their
 * loss is at least that of guessing, the logarithm of ten classes; they never reach a target that
 * they had not reached; of anything else they say nothing. Each is said where it was done.
 */
public enum Measure {
  /** At the last epoch. */
  TEST_ACCURACY("test accuracy", "", Scale.POINTS, true) {
    @Override
    Reading read(SeedRun run, MeasureSettings settings) {
      return accuracy(run, EpochMetrics::testAccuracy);
    }
  },
  /** At the last epoch. */
  TEST_LOSS("test loss", "nats", Scale.RATIO, false) {
    @Override
    Reading read(SeedRun run, MeasureSettings settings) {
      return loss(run, EpochMetrics::testLoss);
    }
  },
  /** Mean over the last epoch, as trained on. */
  TRAIN_LOSS("training loss", "nats", Scale.RATIO, false) {
    @Override
    Reading read(SeedRun run, MeasureSettings settings) {
      return loss(run, EpochMetrics::trainLoss);
    }
  },
  /** Mean over the last epoch, as trained on. */
  TRAIN_ACCURACY("training accuracy", "", Scale.POINTS, true) {
    @Override
    Reading read(SeedRun run, MeasureSettings settings) {
      return accuracy(run, EpochMetrics::trainAccuracy);
    }
  },
  /**
   * Training accuracy less test accuracy, at the last epoch: both evaluated alike where there is a
   * probe, else the former as trained on.
   */
  GENERALIZATION_GAP("generalization gap", "", Scale.POINTS, false) {
    @Override
    Reading read(SeedRun run, MeasureSettings settings) {
      return run.diverged()
          ? Reading.none(DIVERGED_RUN)
          : Reading.of(
              run.last()
                      .probe()
                      .map(EpochProbe::trainAccuracyAfter)
                      .orElse(run.last().trainAccuracy())
                  - run.last().testAccuracy());
    }
  },
  /** Root of the sum of squares of all weights, after the last epoch. */
  WEIGHT_NORM("norm of the weights", "", Scale.RATIO, false) {
    @Override
    Reading read(SeedRun run, MeasureSettings settings) {
      return probed(run, probe -> Reading.of(probe.weightNorm()));
    }
  },
  /** The largest change of a parameter in any step, over the learning rate in force then. */
  LARGEST_STEP_OVER_RATE("largest step over the learning rate", "", Scale.RATIO, false) {
    @Override
    Reading read(SeedRun run, MeasureSettings settings) {
      OptionalDouble largest =
          run.finiteEpochs().stream()
              .flatMap(epoch -> epoch.probe().stream())
              .flatMapToDouble(probe -> probe.largestStepOverRate().stream())
              .max();
      return largest.isPresent() ? Reading.of(largest.getAsDouble()) : Reading.none(NOT_WATCHED);
    }
  },
  /**
   * The effective learning rate at the last epoch over that at an earlier one that is named: below
   * 1 if it shrank.
   */
  EFFECTIVE_RATE_CHANGE("effective learning rate in the end over before", "", Scale.RATIO, true) {
    @Override
    Reading read(SeedRun run, MeasureSettings settings) {
      return probed(
          run,
          last -> {
            OptionalDouble then =
                at(run, settings).stream()
                    .flatMap(epoch -> epoch.probe().stream())
                    .flatMapToDouble(probe -> probe.effectiveRate().stream())
                    .findFirst();
            return then.isPresent() && last.effectiveRate().isPresent()
                ? Reading.of(last.effectiveRate().getAsDouble() / then.getAsDouble())
                : Reading.none(NOT_WATCHED);
          });
    }

    @Override
    public boolean needsEpoch() {
      return true;
    }
  },
  /** Standard deviation of the change of the loss on the probe's images from step to step. */
  PROBE_ROUGHNESS("roughness of the loss by step", "nats", Scale.RATIO, false) {
    @Override
    Reading read(SeedRun run, MeasureSettings settings) {
      return rough(run, Roughness::sd);
    }
  },
  /** Share of the first steps on which the loss on the probe's images rises. */
  PROBE_UPHILL("share of steps uphill", "", Scale.POINTS, false, 0.02) {
    @Override
    Reading read(SeedRun run, MeasureSettings settings) {
      return rough(run, Roughness::uphill);
    }
  },
  /** 1 for a seed that diverged, 0 for one that finished; the mean of a group is its share. */
  DIVERGED("share of diverged runs", "", Scale.POINTS, false, 0.05) {
    @Override
    Reading read(SeedRun run, MeasureSettings settings) {
      return Reading.of(run.diverged() ? 1 : 0);
    }

    /** Zeros and ones are as far from normal as can be; signs are all that they have. */
    @Override
    PairedTest test() {
      return PairedTest.WILCOXON;
    }
  },
  /** The highest of all epochs. */
  BEST_TEST_ACCURACY("highest test accuracy of any epoch", "", Scale.POINTS, true) {
    @Override
    Reading read(SeedRun run, MeasureSettings settings) {
      double highest = LearningCurve.of(run.result()).highestAccuracy();
      return run.finiteEpochs().isEmpty() ? Reading.of(highest, GUESSING) : Reading.of(highest);
    }
  },
  /** After an epoch that is named. */
  TEST_ACCURACY_AT("test accuracy", "", Scale.POINTS, true) {
    @Override
    Reading read(SeedRun run, MeasureSettings settings) {
      Optional<EpochMetrics> there = at(run, settings);
      if (there.isPresent()) {
        return Reading.of(there.get().testAccuracy());
      }
      return run.diverged()
          ? Reading.of(LearningCurve.CHANCE, GUESSING)
          : Reading.none("it has no such epoch");
    }

    @Override
    public boolean needsEpoch() {
      return true;
    }
  },
  /** How much the training loss still falls from an epoch that is named to the last. */
  LOSS_DROP_LATE("fall of the training loss", "nats", Scale.DIFFERENCE, true) {
    @Override
    Reading read(SeedRun run, MeasureSettings settings) {
      if (run.diverged()) {
        return Reading.none(DIVERGED_RUN);
      }
      return at(run, settings)
          .map(there -> Reading.of(there.trainLoss() - run.last().trainLoss()))
          .orElse(Reading.none("it has no such epoch"));
    }

    @Override
    public boolean needsEpoch() {
      return true;
    }
  },
  /** Parameter updates to a test accuracy. */
  STEPS_TO("steps", "steps", Scale.RATIO, false) {
    @Override
    Reading read(SeedRun run, MeasureSettings settings) {
      return cost(run, settings, Cost.STEPS, (double) run.result().settings().totalSteps());
    }

    @Override
    public boolean needsTarget() {
      return true;
    }
  },
  /** Passes over the training set to a test accuracy; fractions by interpolation. */
  EPOCHS_TO("epochs", "epochs", Scale.RATIO, false) {
    @Override
    Reading read(SeedRun run, MeasureSettings settings) {
      return cost(run, settings, Cost.EPOCHS, run.result().settings().epochs());
    }

    @Override
    public boolean needsTarget() {
      return true;
    }
  },
  /** Time in gradient and update to a test accuracy. */
  SECONDS_TO("seconds", "s", Scale.RATIO, false) {
    @Override
    Reading read(SeedRun run, MeasureSettings settings) {
      return timed(
          run,
          time ->
              cost(
                  run,
                  settings,
                  Cost.TRAIN_SECONDS,
                  time.stepMillisMedian() * run.result().settings().totalSteps() / 1000));
    }

    @Override
    public boolean needsTarget() {
      return true;
    }

    @Override
    public boolean isTime() {
      return true;
    }
  },
  /** Gradients computed to a test accuracy: more than steps where there is a line search. */
  GRADIENT_EVALUATIONS_TO("gradient evaluations", "gradient evaluations", Scale.RATIO, false) {
    @Override
    Reading read(SeedRun run, MeasureSettings settings) {
      return cost(
          run, settings, Cost.GRADIENT_EVALUATIONS, (double) run.result().settings().totalSteps());
    }

    @Override
    public boolean needsTarget() {
      return true;
    }
  },
  /** Training samples seen to a test accuracy, again and again counted. */
  EXAMPLES_TO("examples", "examples", Scale.RATIO, false) {
    @Override
    Reading read(SeedRun run, MeasureSettings settings) {
      Reading epochs = cost(run, settings, Cost.EPOCHS, run.result().settings().epochs());
      int samples = run.result().settings().trainingSamples();
      return new Reading(
          OptionalDouble.of(epochs.low() * samples), epochs.atLeast(), epochs.remark());
    }

    @Override
    public boolean needsTarget() {
      return true;
    }
  },
  /** Gradient and update, the median over the steps of a trial. */
  MS_PER_STEP("time of a step", "ms", Scale.RATIO, false) {
    @Override
    Reading read(SeedRun run, MeasureSettings settings) {
      return timeOfFinished(run, TimeSplit::stepMillisMedian);
    }

    @Override
    public boolean isTime() {
      return true;
    }
  },
  /** The optimizer's update alone, the median over the steps of a trial. */
  UPDATE_MS_PER_STEP("time of an update", "ms", Scale.RATIO, false) {
    @Override
    Reading read(SeedRun run, MeasureSettings settings) {
      return timeOfFinished(run, TimeSplit::updateMillisMedian);
    }

    @Override
    public boolean isTime() {
      return true;
    }
  },
  /** Gradients and updates of all steps. */
  TRAIN_SECONDS("training time", "s", Scale.RATIO, false) {
    @Override
    Reading read(SeedRun run, MeasureSettings settings) {
      return timeOfFinished(run, TimeSplit::trainSeconds);
    }

    @Override
    public boolean isTime() {
      return true;
    }
  };

  private static final String DIVERGED_RUN = "it diverged";
  private static final String NOT_WATCHED = "it was not watched (probe: true)";
  private static final String GUESSING = "it diverged, which counts as guessing";
  private static final String LOSS_OF_GUESSING = "it diverged: a loss of at least that of guessing";

  private final String title;
  private final String unit;
  private final Scale scale;
  private final boolean higherIsBetter;
  private final double defaultMargin;

  Measure(String title, String unit, Scale scale, boolean higherIsBetter) {
    this(title, unit, scale, higherIsBetter, scale.defaultMargin());
  }

  Measure(String title, String unit, Scale scale, boolean higherIsBetter, double defaultMargin) {
    this.title = title;
    this.unit = unit;
    this.scale = scale;
    this.higherIsBetter = higherIsBetter;
    this.defaultMargin = defaultMargin;
  }

  /** As it is written in a claims file. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As one writes it in a sentence, without target or epoch. */
  public String title() {
    return title;
  }

  /** Of its values; empty for fractions, which are shown as percentages. */
  public String unit() {
    return unit;
  }

  /** How values are compared. */
  public Scale scale() {
    return scale;
  }

  /** Which of a group is its best. */
  boolean higherIsBetter() {
    return higherIsBetter;
  }

  /** A difference, or on the ratio scale a relative difference, that makes none. */
  public double defaultMargin() {
    return defaultMargin;
  }

  /** How differences are tested. */
  PairedTest test() {
    return PairedTest.STUDENT_T;
  }

  /** Whether a target accuracy must be named. */
  public boolean needsTarget() {
    return false;
  }

  /** Whether an epoch must be named. */
  public boolean needsEpoch() {
    return false;
  }

  /** Whether it depends on the machine and on what else ran there. */
  public boolean isTime() {
    return false;
  }

  /** What a settled trial shows. */
  abstract Reading read(SeedRun run, MeasureSettings settings);

  private static Reading accuracy(SeedRun run, ToDoubleFunction<EpochMetrics> figure) {
    return run.diverged()
        ? Reading.of(LearningCurve.CHANCE, GUESSING)
        : Reading.of(figure.applyAsDouble(run.last()));
  }

  private static Reading loss(SeedRun run, ToDoubleFunction<EpochMetrics> figure) {
    return run.diverged()
        ? Reading.atLeast(-Math.log(LearningCurve.CHANCE), LOSS_OF_GUESSING)
        : Reading.of(figure.applyAsDouble(run.last()));
  }

  private static Optional<EpochMetrics> at(SeedRun run, MeasureSettings settings) {
    int epoch = settings.epoch().orElseThrow();
    return run.finiteEpochs().stream().filter(e -> e.epoch() == epoch).findFirst();
  }

  /**
   * What a target costs.
   *
   * @param planned what the whole training would have cost: any bound holds for a run that
   *     diverged, and this is the one that it is given, as if it had run on in vain
   */
  private static Reading cost(SeedRun run, MeasureSettings settings, Cost cost, double planned) {
    LearningCurve curve = LearningCurve.of(run.result());
    var time = curve.timeTo(settings.target().orElseThrow(), cost);
    if (time.reached()) {
      return Reading.of(time.cost());
    }
    return Double.isInfinite(time.cost())
        ? Reading.atLeast(planned, "it diverged, and so never reached the target")
        : Reading.atLeast(time.cost(), "it never reached the target");
  }

  /** Of the last epoch. */
  private static Reading probed(SeedRun run, Function<EpochProbe, Reading> reading) {
    return run.diverged()
        ? Reading.none(DIVERGED_RUN)
        : run.last().probe().map(reading).orElse(Reading.none(NOT_WATCHED));
  }

  private static Reading rough(SeedRun run, Function<Roughness, OptionalDouble> figure) {
    OptionalDouble found =
        run.result().probe().stream()
            .map(probe -> Roughness.of(probe.losses()))
            .flatMapToDouble(roughness -> figure.apply(roughness).stream())
            .findFirst();
    return found.isPresent() ? Reading.of(found.getAsDouble()) : Reading.none(NOT_WATCHED);
  }

  private static Reading timed(SeedRun run, Function<TimeSplit, Reading> reading) {
    return run.timed()
        ? reading.apply(run.result().time().orElseThrow())
        : Reading.none("it has no training time of its own");
  }

  private static Reading timeOfFinished(SeedRun run, ToDoubleFunction<TimeSplit> figure) {
    return run.diverged()
        ? Reading.none(DIVERGED_RUN)
        : timed(run, time -> Reading.of(figure.applyAsDouble(time)));
  }
}
