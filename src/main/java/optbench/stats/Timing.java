package optbench.stats;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import optbench.result.TimeSplit;
import optbench.result.TimeSplit.Measured;
import optbench.result.TrialResult;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Median;

/**
 * Where the training time of an optimizer went: medians over seeds, but for {@code
 * trainSecondsMean}. Only seeds that were trained under the same conditions and timed in the same
 * way are taken together: where they differ, those under the conditions of most optimizers, and
 * among these those that the fewest others disturbed.
 *
 * @param seeds how many the figures are over
 * @param otherSeeds how many were timed in another way, and are left out
 * @param stepMillis the optimizer's share of the gradient, and its update
 * @param gradientMillis of all trials that shared the computation
 * @param sharedBy how many trials shared one computation of the gradient; 1 if each had its own
 * @param jobs how many computations ran side by side while the time was taken; 1 for one alone
 * @param isolated whether each trial was trained in a JVM of its own
 * @param repeats how often each trial was trained, at least; the median run counts
 * @param threads OpenMP threads of the native code
 * @param conditions in what they differ from those of other trials, such as {@code threads 2};
 *     empty where all of the run are alike
 * @param apart whether they are not those of most optimizers, so that times cannot be compared
 */
public record Timing(
    int seeds,
    int otherSeeds,
    double stepMillis,
    double gradientMillis,
    double updateMillis,
    double samplesPerSecond,
    double trainSecondsMean,
    int sharedBy,
    int jobs,
    boolean isolated,
    int repeats,
    int threads,
    String conditions,
    boolean apart) {
  private static final Comparator<TimeSplit> LEAST_DISTURBED =
      Comparator.comparingInt(TimeSplit::sharedBy)
          .thenComparingInt(TimeSplit::jobs)
          .thenComparing(time -> !time.circumstances().isolated());

  /**
   * Of the seeds of one optimizer.
   *
   * @param groups of all trials of the run
   */
  static Optional<Timing> of(List<TrialResult> seeds, TimeGroups groups) {
    List<TrialResult> timed = seeds.stream().filter(r -> r.time().isPresent()).toList();
    Comparator<TrialResult> order =
        Comparator.<TrialResult>comparingInt(groups::of)
            .thenComparing(Timing::time, LEAST_DISTURBED);
    return timed.stream()
        .min(order)
        .map(
            best ->
                of(
                    best,
                    timed.stream().filter(r -> order.compare(r, best) == 0).toList(),
                    timed.size(),
                    groups));
  }

  private static Timing of(
      TrialResult best, List<TrialResult> seeds, int timed, TimeGroups groups) {
    List<TimeSplit> alike = seeds.stream().map(Timing::time).toList();
    int group = groups.of(best);
    return new Timing(
        alike.size(),
        timed - alike.size(),
        median(alike, Measured::stepMillisMedian),
        median(alike, Measured::gradientMillisMedian),
        median(alike, Measured::updateMillisMedian),
        median(alike, Measured::samplesPerSecond),
        Mean.of(values(alike, Measured::trainSeconds)).getAsDouble(),
        time(best).sharedBy(),
        time(best).jobs(),
        time(best).circumstances().isolated(),
        alike.stream().mapToInt(Timing::repeats).min().getAsInt(),
        best.threads().orElse(1),
        groups.text(group),
        group > 0);
  }

  /** Gradient and update together, whoever shared the gradient. */
  public double gradientAndUpdateMillis() {
    return gradientMillis + updateMillis;
  }

  private static TimeSplit time(TrialResult seed) {
    return seed.time().orElseThrow();
  }

  private static int repeats(TimeSplit time) {
    return Math.max(1, time.circumstances().repeatStepMillis().size());
  }

  private static double median(List<TimeSplit> seeds, ToDoubleFunction<Measured> figure) {
    return Median.withDefaults().evaluate(values(seeds, figure));
  }

  private static double[] values(List<TimeSplit> seeds, ToDoubleFunction<Measured> figure) {
    return seeds.stream().map(TimeSplit::measured).mapToDouble(figure).toArray();
  }
}
