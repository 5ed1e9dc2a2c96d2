package optbench.stats;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import optbench.result.TimeSplit;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Median;

/**
 * Where the training time of an optimizer went: medians over seeds, but for {@code
 * trainSecondsMean}. Only seeds that were timed in the same way are taken together: where they
 * differ, those that the fewest others disturbed.
 *
 * @param seeds how many the figures are over
 * @param otherSeeds how many were timed in another way, and are left out
 * @param stepMillis the optimizer's share of the gradient, and its update
 * @param gradientMillis of all trials that shared the computation
 * @param sharedBy how many trials shared one computation of the gradient; 1 if each had its own
 * @param jobs how many computations ran side by side while the time was taken; 1 for one alone
 * @param isolated whether each trial was trained in a JVM of its own
 * @param repeats how often each trial was trained, at least; the median run counts
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
    int repeats) {
  private static final Comparator<TimeSplit> LEAST_DISTURBED =
      Comparator.comparingInt(TimeSplit::sharedBy)
          .thenComparingInt(TimeSplit::jobs)
          .thenComparing(time -> !time.circumstances().isolated());

  static Optional<Timing> of(List<TimeSplit> seeds) {
    return seeds.stream().min(LEAST_DISTURBED).map(best -> of(best, seeds));
  }

  private static Timing of(TimeSplit best, List<TimeSplit> seeds) {
    List<TimeSplit> alike =
        seeds.stream().filter(time -> LEAST_DISTURBED.compare(time, best) == 0).toList();
    return new Timing(
        alike.size(),
        seeds.size() - alike.size(),
        median(alike, TimeSplit::stepMillisMedian),
        median(alike, TimeSplit::gradientMillisMedian),
        median(alike, TimeSplit::updateMillisMedian),
        median(alike, TimeSplit::samplesPerSecond),
        Mean.of(values(alike, TimeSplit::trainSeconds)).getAsDouble(),
        best.sharedBy(),
        best.jobs(),
        best.circumstances().isolated(),
        alike.stream().mapToInt(Timing::repeats).min().getAsInt());
  }

  private static int repeats(TimeSplit time) {
    return Math.max(1, time.circumstances().repeatStepMillis().size());
  }

  private static double median(List<TimeSplit> seeds, ToDoubleFunction<TimeSplit> figure) {
    return Median.withDefaults().evaluate(values(seeds, figure));
  }

  private static double[] values(List<TimeSplit> seeds, ToDoubleFunction<TimeSplit> figure) {
    return seeds.stream().mapToDouble(figure).toArray();
  }
}
