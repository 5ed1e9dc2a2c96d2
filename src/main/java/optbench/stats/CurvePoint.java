package optbench.stats;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import optbench.result.EpochMetrics;
import org.apache.commons.statistics.descriptive.Mean;

/**
 * One epoch of a learning curve, over seeds.
 *
 * @param trainSeconds mean training time so far; empty if the engine does not time trials apart
 * @param validationAccuracy empty if nothing was held out
 */
public record CurvePoint(
    int epoch,
    OptionalDouble trainSeconds,
    Spread trainLoss,
    Spread trainAccuracy,
    Spread testLoss,
    Spread testAccuracy,
    Optional<Spread> validationAccuracy) {

  static CurvePoint of(List<EpochMetrics> seeds, boolean timed) {
    boolean validated = seeds.stream().allMatch(e -> e.validationAccuracy().isPresent());
    return new CurvePoint(
        seeds.get(0).epoch(),
        timed
            ? OptionalDouble.of(Mean.of(values(seeds, EpochMetrics::trainSeconds)).getAsDouble())
            : OptionalDouble.empty(),
        spread(seeds, EpochMetrics::trainLoss),
        spread(seeds, EpochMetrics::trainAccuracy),
        spread(seeds, EpochMetrics::testLoss),
        spread(seeds, EpochMetrics::testAccuracy),
        validated
            ? Optional.of(spread(seeds, e -> e.validationAccuracy().orElseThrow()))
            : Optional.empty());
  }

  private static Spread spread(List<EpochMetrics> seeds, ToDoubleFunction<EpochMetrics> metric) {
    return Spread.of(values(seeds, metric));
  }

  private static double[] values(List<EpochMetrics> seeds, ToDoubleFunction<EpochMetrics> metric) {
    return seeds.stream().mapToDouble(metric).toArray();
  }
}
