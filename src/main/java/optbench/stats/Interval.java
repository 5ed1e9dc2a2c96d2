package optbench.stats;

import java.util.Optional;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.apache.commons.statistics.distribution.TDistribution;

/** A two-sided 95 % confidence interval; not clipped to what the quantity can be. */
public record Interval(double low, double high) {
  private static final double UPPER_QUANTILE = 0.975;

  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "low end must be at most the high end but was " + low + " > " + high);
    }
  }

  /**
   * Student's t-interval for the mean that the values are drawn around.
   *
   * @return empty for fewer than two values
   */
  static Optional<Interval> ofMean(double... values) {
    int n = values.length;
    if (n < 2) {
      return Optional.empty();
    }
    double mean = Mean.of(values).getAsDouble();
    double half =
        TDistribution.of(n - 1).inverseCumulativeProbability(UPPER_QUANTILE)
            * StandardDeviation.of(values).getAsDouble()
            / Math.sqrt(n);
    return Optional.of(new Interval(mean - half, mean + half));
  }
}
