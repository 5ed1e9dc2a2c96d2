package optbench.stats;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import optbench.result.TimeSplit;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Median;

/**
 * Where the training time of an optimizer went: medians over seeds, but for {@code
 * trainSecondsMean}.
 *
 * @param seeds how many were timed
 */
public record Timing(
    int seeds,
    double stepMillis,
    double gradientMillis,
    double updateMillis,
    double samplesPerSecond,
    double trainSecondsMean) {

  static Optional<Timing> of(List<TimeSplit> seeds) {
    if (seeds.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Timing(
            seeds.size(),
            median(seeds, TimeSplit::stepMillisMedian),
            median(seeds, TimeSplit::gradientMillisMedian),
            median(seeds, TimeSplit::updateMillisMedian),
            median(seeds, TimeSplit::samplesPerSecond),
            Mean.of(values(seeds, TimeSplit::trainSeconds)).getAsDouble()));
  }

  private static double median(List<TimeSplit> seeds, ToDoubleFunction<TimeSplit> figure) {
    return Median.withDefaults().evaluate(values(seeds, figure));
  }

  private static double[] values(List<TimeSplit> seeds, ToDoubleFunction<TimeSplit> figure) {
    return seeds.stream().mapToDouble(figure).toArray();
  }
}
