package optbench.stats;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import optbench.result.EpochMetrics;
import org.apache.commons.statistics.descriptive.Mean;

/**
 * One epoch of a learning curve, over seeds.
 *
 * @param trainSeconds mean training time so far; empty if the engine does not time trials apart
 * @param trainLoss empty, like other figures, where not all seeds have it
 * @param validationAccuracy empty if nothing was held out
 */
public record CurvePoint(
    int epoch,
    OptionalDouble trainSeconds,
    Optional<Spread> trainLoss,
    Optional<Spread> trainAccuracy,
    Optional<Spread> testLoss,
    Spread testAccuracy,
    Optional<Spread> validationAccuracy) {

  static CurvePoint of(List<EpochMetrics> seeds, boolean timed) {
    return new CurvePoint(
        seeds.get(0).epoch(),
        timed
            ? OptionalDouble.of(
                Mean.of(values(seeds, e -> e.trainSeconds().orElseThrow())).getAsDouble())
            : OptionalDouble.empty(),
        ifAll(seeds, EpochMetrics::trainLoss),
        ifAll(seeds, EpochMetrics::trainAccuracy),
        ifAll(seeds, EpochMetrics::testLoss),
        Spread.of(values(seeds, EpochMetrics::testAccuracy)),
        ifAll(seeds, EpochMetrics::validationAccuracy));
  }

  private static Optional<Spread> ifAll(
      List<EpochMetrics> seeds, Function<EpochMetrics, Optional<Double>> metric) {
    return seeds.stream().allMatch(e -> metric.apply(e).isPresent())
        ? Optional.of(Spread.of(values(seeds, e -> metric.apply(e).orElseThrow())))
        : Optional.empty();
  }

  private static double[] values(List<EpochMetrics> seeds, ToDoubleFunction<EpochMetrics> metric) {
    return seeds.stream().mapToDouble(metric).toArray();
  }
}
