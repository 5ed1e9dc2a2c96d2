package optbench.stats;

import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** The quantiles that the outlooks of all pairs of an experiment are made of. */
final class OutlookQuantiles {
  /** How many equally likely values stand for what is possible. */
  static final int PARTS = 10;

  private final QuantileTable difference;
  private final QuantileTable equivalence;
  private final QuantileTable power;
  private final QuantileTable[] means;
  private final QuantileTable[] variances;

  OutlookQuantiles(PowerPlan plan) {
    difference = upper(plan.alpha() / 2);
    equivalence = upper(plan.alpha());
    power = upper(1 - plan.power());
    // The lower half mirrors these.
    means =
        IntStream.range(PARTS / 2, PARTS)
            .mapToObj(i -> upper(1 - middle(i)))
            .toArray(QuantileTable[]::new);
    variances =
        IntStream.range(0, PARTS)
            .mapToObj(
                i ->
                    new QuantileTable(
                        freedom ->
                            ChiSquaredDistribution.of(freedom)
                                .inverseCumulativeProbability(middle(i))))
            .toArray(QuantileTable[]::new);
  }

  private static QuantileTable upper(double tail) {
    return new QuantileTable(freedom -> TDistribution.of(freedom).inverseSurvivalProbability(tail));
  }

  private static double middle(int part) {
    return (part + 0.5) / PARTS;
  }

  /** The effect, in standard errors, that is shown to be a difference. */
  double difference(double freedom) {
    return difference.at(freedom) + power.at(freedom);
  }

  /** How far, in standard errors, a difference within the margin is shown to lie within it. */
  double equivalence(double freedom) {
    return equivalence.at(freedom) + power.at(freedom);
  }

  /** One of the equally likely values of Student's t, rising with the part. */
  double mean(int part, double freedom) {
    return part < PARTS / 2
        ? -means[PARTS / 2 - 1 - part].at(freedom)
        : means[part - PARTS / 2].at(freedom);
  }

  /** One of the equally likely values of chi-squared, rising with the part. */
  double variance(int part, double freedom) {
    return variances[part].at(freedom);
  }
}
