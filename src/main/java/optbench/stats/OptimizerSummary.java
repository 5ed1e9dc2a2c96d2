package optbench.stats;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import optbench.result.EpochMetrics;
import optbench.result.TrialResult;
import optbench.result.TrialSettings;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Median;

/**
 * One optimizer over its seeds; accuracies are fractions of 1, all of the last epoch.
 *
 * <p><b>How diverged seeds count.</b> A diverged network has no final accuracy: its weights are not
 * numbers. So means, deviations and intervals are over the seeds that finished. That alone would
 * reward luck, so an optimizer with even one diverged seed is never called the best, is not tested
 * against it, and never joins the group that cannot be told from it; it is listed after all others,
 * with the count. Timings leave diverged seeds out as well, since arithmetic on NaN may take
 * another time.
 *
 * @param threads OpenMP threads of the native code; empty, too, where trials differ in it
 * @param batchSize samples a step
 * @param seeds how many settled: finished or diverged
 * @param diverged how many of them diverged
 * @param missing planned seeds without a result: failed, skipped or not run yet
 * @param missingReason of the first that gives one
 * @param testAccuracyMean empty if no seed finished, like all figures here
 * @param testAccuracySd sample standard deviation; empty for fewer than two finished seeds
 * @param testAccuracyCi95 Student's t-interval of the mean, clipped to 0 to 1; empty likewise
 * @param testAccuracyInterquartileMean see {@link SampleSummary}
 * @param timing empty if no finished seed was timed
 * @param testLossMean empty, like that of training, if nobody recorded losses
 * @param stateBytes memory that the optimizer keeps between steps: the median over settled seeds;
 *     empty where nobody recorded it
 * @param gradientEvaluationsPerStep mean over the finished seeds: 1, or more with a line search
 * @param results of the finished seeds, in the order of the run
 * @param curve over the finished seeds
 * @param bySteps likewise
 * @param divergedRuns one for each diverged seed
 */
public record OptimizerSummary(
    String label,
    String optimizer,
    Optional<String> engine,
    Optional<String> device,
    OptionalLong threads,
    OptionalInt batchSize,
    int seeds,
    int diverged,
    int missing,
    Optional<String> missingReason,
    OptionalDouble testAccuracyMean,
    OptionalDouble testAccuracySd,
    Optional<Interval> testAccuracyCi95,
    OptionalDouble testAccuracyMedian,
    OptionalDouble testAccuracyInterquartileMean,
    OptionalDouble testLossMean,
    OptionalDouble trainLossMean,
    Optional<Timing> timing,
    OptionalLong stateBytes,
    OptionalDouble gradientEvaluationsPerStep,
    List<SeedResult> results,
    List<CurvePoint> curve,
    List<StepPoint> bySteps,
    List<DivergedRun> divergedRuns) {
  public OptimizerSummary {
    results = List.copyOf(results);
    curve = List.copyOf(curve);
    bySteps = List.copyOf(bySteps);
    divergedRuns = List.copyOf(divergedRuns);
  }

  /** How many seeds the means are over. */
  public int finished() {
    return results.size();
  }

  /** Whether it may be called the best: it has a figure, and no seed diverged. */
  public boolean rankable() {
    return diverged == 0 && finished() > 0;
  }

  static OptimizerSummary of(
      String label,
      String optimizer,
      int planned,
      List<SeedRun> settled,
      Optional<String> missingReason,
      TimeGroups groups) {
    List<SeedRun> finished = settled.stream().filter(r -> !r.diverged()).toList();
    List<SeedRun> diverged = settled.stream().filter(SeedRun::diverged).toList();
    List<SeedResult> results = finished.stream().map(OptimizerSummary::seedResult).toList();
    Optional<SampleSummary> accuracy =
        results.isEmpty()
            ? Optional.empty()
            : Optional.of(SampleSummary.ofFractions(values(results, SeedResult::testAccuracy)));
    Optional<TrialResult> any = settled.stream().map(SeedRun::result).findFirst();
    return new OptimizerSummary(
        label,
        optimizer,
        any.map(TrialResult::settings).map(TrialSettings::engine),
        any.map(TrialResult::settings).map(TrialSettings::device),
        threads(settled),
        any.flatMap(r -> r.settings().batchSize())
            .map(OptionalInt::of)
            .orElseGet(OptionalInt::empty),
        settled.size(),
        diverged.size(),
        planned - settled.size(),
        missingReason,
        figure(accuracy, SampleSummary::mean),
        accuracy.map(SampleSummary::sd).orElseGet(OptionalDouble::empty),
        accuracy.flatMap(SampleSummary::ci95),
        figure(accuracy, SampleSummary::median),
        figure(accuracy, SampleSummary::interquartileMean),
        meanIfAll(results, SeedResult::testLoss),
        meanIfAll(results, SeedResult::trainLoss),
        Timing.of(finished.stream().map(SeedRun::result).toList(), groups),
        stateBytes(settled),
        evaluationsPerStep(finished),
        results,
        curve(finished, groups),
        StepPoint.of(finished),
        diverged.stream().map(run -> divergedRun(run, groups)).toList());
  }

  private static OptionalLong threads(List<SeedRun> settled) {
    List<Optional<Integer>> counts =
        settled.stream().map(r -> r.result().threads()).distinct().toList();
    return counts.size() == 1 && counts.get(0).isPresent()
        ? OptionalLong.of(counts.get(0).get())
        : OptionalLong.empty();
  }

  private static SeedResult seedResult(SeedRun run) {
    EpochMetrics last = run.last();
    return new SeedResult(
        run.seed(), last.testAccuracy(), known(last.testLoss()), known(last.trainLoss()));
  }

  private static OptionalDouble known(Optional<Double> figure) {
    return figure.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
  }

  /** Empty, too, where somebody did not count them. */
  private static OptionalDouble evaluationsPerStep(List<SeedRun> finished) {
    List<EpochMetrics> last = finished.stream().map(SeedRun::last).toList();
    return last.stream().allMatch(e -> e.gradientEvaluations().isPresent() && e.steps().isPresent())
        ? mean(
            last.stream()
                .mapToDouble(e -> (double) e.gradientEvaluations().get() / e.steps().get())
                .toArray())
        : OptionalDouble.empty();
  }

  private static DivergedRun divergedRun(SeedRun run, TimeGroups groups) {
    return new DivergedRun(
        run.seed(),
        run.result().divergedAtStep(),
        curve(List.of(run), groups),
        StepPoint.of(List.of(run)));
  }

  /** As far as all of the runs got: a mean over changing seeds would jump for no reason. */
  private static List<CurvePoint> curve(List<SeedRun> runs, TimeGroups groups) {
    int epochs = runs.stream().mapToInt(r -> r.usableEpochs().size()).min().orElse(0);
    boolean timed = runs.stream().allMatch(SeedRun::timed) && timedAlike(runs, groups);
    return IntStream.range(0, epochs)
        .mapToObj(i -> runs.stream().map(r -> r.usableEpochs().get(i)).toList())
        .map(seeds -> CurvePoint.of(seeds, timed))
        .toList();
  }

  /** A mean over times that were taken otherwise would be the time of none of them. */
  private static boolean timedAlike(List<SeedRun> runs, TimeGroups groups) {
    return runs.stream()
            .map(SeedRun::result)
            .map(
                r ->
                    List.of(
                        groups.of(r),
                        r.time().orElseThrow().jobs(),
                        r.time().orElseThrow().circumstances().isolated()))
            .distinct()
            .count()
        <= 1;
  }

  /** What it keeps between steps, in multiples of so many parameters; it must have a state size. */
  public double stateInParameters(long parameters) {
    return (double) stateBytes.getAsLong() / Float.BYTES / parameters;
  }

  private static OptionalLong stateBytes(List<SeedRun> settled) {
    double[] bytes =
        settled.stream()
            .flatMap(r -> r.result().stateBytes().stream())
            .mapToDouble(Long::doubleValue)
            .toArray();
    OptionalDouble median = median(bytes);
    return median.isPresent()
        ? OptionalLong.of(Math.round(median.getAsDouble()))
        : OptionalLong.empty();
  }

  private static OptionalDouble figure(
      Optional<SampleSummary> sample, ToDoubleFunction<SampleSummary> figure) {
    return sample.isPresent()
        ? OptionalDouble.of(figure.applyAsDouble(sample.get()))
        : OptionalDouble.empty();
  }

  /**
   * Empty, too, where a seed has no such figure: the mean of the others would be of other seeds.
   */
  private static OptionalDouble meanIfAll(
      List<SeedResult> results, Function<SeedResult, OptionalDouble> figure) {
    return results.stream().allMatch(r -> figure.apply(r).isPresent())
        ? mean(values(results, r -> figure.apply(r).getAsDouble()))
        : OptionalDouble.empty();
  }

  private static OptionalDouble mean(double... values) {
    return values.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Mean.of(values).getAsDouble());
  }

  private static OptionalDouble median(double... values) {
    return values.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Median.withDefaults().evaluate(values));
  }

  private static double[] values(List<SeedResult> results, ToDoubleFunction<SeedResult> figure) {
    return results.stream().mapToDouble(figure).toArray();
  }
}
