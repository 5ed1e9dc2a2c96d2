package optbench.claims;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import optbench.result.EpochMetrics;
import optbench.result.EpochProbe;
import optbench.result.TimeSplit;
import optbench.result.TrialProbe;
import optbench.stats.Cost;
import optbench.stats.LearningCurve;
import optbench.stats.Roughness;
import optbench.stats.SeedRun;
import optbench.stats.TimeToTarget;

/** How measures are read from trials that finished or diverged. */
final class Readings {
  private static final String DIVERGED = "it diverged";
  private static final String GUESSING = "it diverged, which counts as guessing";
  private static final String LOSS_OF_GUESSING = "it diverged: a loss of at least that of guessing";
  private static final String NOT_RECORDED = "nobody recorded it";
  private static final String NO_EPOCH = "it has no such epoch";
  private static final String NOT_PROBED = "it was not watched from inside (probe: true)";
  private static final String NO_FIGURE = "its optimizer has no such figure";
  private static final String AS_TRAINED =
      "training accuracy as trained on, for it was not watched from inside";

  private Readings() {}

  static Reading testAccuracy(SeedRun run, MeasureSettings settings) {
    return accuracy(run, e -> Optional.of(e.testAccuracy()));
  }

  static Reading trainAccuracy(SeedRun run, MeasureSettings settings) {
    return accuracy(run, EpochMetrics::trainAccuracy);
  }

  static Reading testLoss(SeedRun run, MeasureSettings settings) {
    return loss(run, EpochMetrics::testLoss);
  }

  static Reading trainLoss(SeedRun run, MeasureSettings settings) {
    return loss(run, EpochMetrics::trainLoss);
  }

  static Reading gap(SeedRun run, MeasureSettings settings) {
    if (run.diverged()) {
      return Reading.none(DIVERGED);
    }
    EpochMetrics last = run.last();
    return last.probe()
        .map(probe -> Reading.of(probe.trainAccuracyAfter() - last.testAccuracy()))
        .orElseGet(
            () ->
                last.trainAccuracy()
                    .map(trained -> Reading.of(trained - last.testAccuracy(), AS_TRAINED))
                    .orElse(Reading.none(NOT_RECORDED)));
  }

  static Reading diverged(SeedRun run, MeasureSettings settings) {
    return Reading.of(run.diverged() ? 1 : 0);
  }

  static Reading best(SeedRun run, MeasureSettings settings) {
    OptionalDouble highest =
        run.usableEpochs().stream().mapToDouble(EpochMetrics::testAccuracy).max();
    return highest.isPresent()
        ? Reading.of(highest.getAsDouble())
        : Reading.of(LearningCurve.CHANCE, GUESSING);
  }

  static Reading testAccuracyAt(SeedRun run, MeasureSettings settings) {
    Optional<EpochMetrics> there = at(run, settings);
    if (there.isPresent()) {
      return Reading.of(there.get().testAccuracy());
    }
    return run.diverged() ? Reading.of(LearningCurve.CHANCE, GUESSING) : Reading.none(NO_EPOCH);
  }

  static Reading lossDrop(SeedRun run, MeasureSettings settings) {
    if (run.diverged()) {
      return Reading.none(DIVERGED);
    }
    Optional<EpochMetrics> there = at(run, settings);
    if (there.isEmpty()) {
      return Reading.none(NO_EPOCH);
    }
    Optional<Double> last = run.last().trainLoss();
    return there
        .flatMap(EpochMetrics::trainLoss)
        .flatMap(before -> last.map(after -> Reading.of(before - after)))
        .orElse(Reading.none(NOT_RECORDED));
  }

  /**
   * What a target costs: that of the first evaluation at or above it.
   *
   * @param planned what the whole training would have cost: any bound holds for a run that
   *     diverged, and this is the one that it is given, as if it had run on in vain
   */
  static Reading cost(SeedRun run, MeasureSettings settings, Cost cost, double planned) {
    TimeToTarget time =
        LearningCurve.of(run.result()).timeTo(settings.target().orElseThrow(), cost);
    if (time.reached()) {
      return time.beforeFirst()
          ? Reading.atMost(time.to(), "it had reached the target by its first evaluation")
          : Reading.of(time.to());
    }
    return Double.isInfinite(time.from())
        ? Reading.atLeast(planned, "it diverged, and so never reached the target")
        : Reading.atLeast(time.from(), "it never reached the target");
  }

  static Reading examples(SeedRun run, MeasureSettings settings) {
    Reading epochs = cost(run, settings, Cost.EPOCHS, run.result().settings().epochs());
    int samples = run.result().settings().samplesAnEpoch();
    return new Reading(
        OptionalDouble.of(epochs.value().orElseThrow() * samples), epochs.bound(), epochs.remark());
  }

  static Reading seconds(SeedRun run, MeasureSettings settings) {
    return timed(
        run,
        time ->
            cost(
                run,
                settings,
                Cost.TRAIN_SECONDS,
                time.stepMillis() * run.result().settings().totalSteps() / 1000));
  }

  /** Arithmetic on NaN may take another time. */
  static Reading time(SeedRun run, ToDoubleFunction<TimeSplit> figure) {
    return run.diverged()
        ? Reading.none(DIVERGED)
        : timed(run, time -> Reading.of(figure.applyAsDouble(time)));
  }

  static Reading weightNorm(SeedRun run, MeasureSettings settings) {
    return lastProbe(run, probe -> Reading.of(probe.weightNorm()));
  }

  static Reading largestStep(SeedRun run, MeasureSettings settings) {
    return largest(run, probe -> OptionalDouble.of(probe.largestStep()));
  }

  static Reading largestStepOverRate(SeedRun run, MeasureSettings settings) {
    return largest(run, EpochProbe::largestStepOverRate);
  }

  static Reading effectiveRate(SeedRun run, MeasureSettings settings) {
    return lastProbe(run, probe -> figure(probe.effectiveRate()));
  }

  static Reading effectiveRateAt(SeedRun run, MeasureSettings settings) {
    Optional<EpochMetrics> there = at(run, settings);
    if (there.isEmpty()) {
      return Reading.none(run.diverged() ? DIVERGED : NO_EPOCH);
    }
    return there
        .get()
        .probe()
        .map(probe -> figure(probe.effectiveRate()))
        .orElse(Reading.none(NOT_PROBED));
  }

  static Reading effectiveRateKept(SeedRun run, MeasureSettings settings) {
    Reading last = effectiveRate(run, settings);
    Reading first =
        run.result()
            .probe()
            .map(probe -> figure(probe.firstEffectiveRate()))
            .orElse(Reading.none(NOT_PROBED));
    return over(last, first);
  }

  static Reading effectiveRateSince(SeedRun run, MeasureSettings settings) {
    return over(effectiveRate(run, settings), effectiveRateAt(run, settings));
  }

  private static Reading over(Reading later, Reading earlier) {
    if (later.value().isEmpty() || earlier.value().isEmpty()) {
      return later.value().isEmpty() ? later : earlier;
    }
    return Reading.of(later.low() / earlier.low());
  }

  static Reading roughness(SeedRun run, MeasureSettings settings) {
    return firstSteps(run, Roughness::sd);
  }

  static Reading uphill(SeedRun run, MeasureSettings settings) {
    return firstSteps(run, Roughness::uphill);
  }

  private static Reading accuracy(SeedRun run, Function<EpochMetrics, Optional<Double>> figure) {
    return run.diverged()
        ? Reading.of(LearningCurve.CHANCE, GUESSING)
        : recorded(figure.apply(run.last()));
  }

  private static Reading loss(SeedRun run, Function<EpochMetrics, Optional<Double>> figure) {
    return run.diverged()
        ? Reading.atLeast(-Math.log(LearningCurve.CHANCE), LOSS_OF_GUESSING)
        : recorded(figure.apply(run.last()));
  }

  private static Reading recorded(Optional<Double> figure) {
    return figure.map(Reading::of).orElse(Reading.none(NOT_RECORDED));
  }

  private static Optional<EpochMetrics> at(SeedRun run, MeasureSettings settings) {
    int epoch = settings.epoch().orElseThrow();
    return run.usableEpochs().stream().filter(e -> e.epoch() == epoch).findFirst();
  }

  private static Reading timed(SeedRun run, Function<TimeSplit, Reading> reading) {
    return run.timed()
        ? reading.apply(run.result().time().orElseThrow())
        : Reading.none("it has no training time of its own");
  }

  private static Reading lastProbe(SeedRun run, Function<EpochProbe, Reading> reading) {
    return run.diverged()
        ? Reading.none(DIVERGED)
        : run.last().probe().map(reading).orElse(Reading.none(NOT_PROBED));
  }

  /** Of all epochs; of a run that diverged, of those before: the truth is that or more. */
  private static Reading largest(SeedRun run, Function<EpochProbe, OptionalDouble> figure) {
    if (run.usableEpochs().stream().noneMatch(epoch -> epoch.probe().isPresent())) {
      return Reading.none(run.usableEpochs().isEmpty() ? DIVERGED : NOT_PROBED);
    }
    OptionalDouble largest =
        run.usableEpochs().stream()
            .flatMap(epoch -> epoch.probe().stream())
            .flatMapToDouble(probe -> figure.apply(probe).stream())
            .max();
    if (largest.isPresent() && run.diverged() && Double.isFinite(largest.getAsDouble())) {
      return Reading.atLeast(largest.getAsDouble(), "it diverged, with steps as large or larger");
    }
    return figure(largest);
  }

  private static Reading firstSteps(SeedRun run, Function<Roughness, OptionalDouble> figure) {
    return run.result()
        .probe()
        .map(TrialProbe::losses)
        .map(losses -> figure(figure.apply(Roughness.of(losses))))
        .orElse(Reading.none(NOT_PROBED));
  }

  private static Reading figure(OptionalDouble value) {
    return value.isPresent() ? Reading.of(value.getAsDouble()) : Reading.none(NO_FIGURE);
  }
}
