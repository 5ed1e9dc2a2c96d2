package optbench.stats;

import java.util.Optional;
import java.util.function.DoubleFunction;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A two-sided confidence interval, of 95 % unless its place says otherwise. It is as the formula
 * gives it, not clipped, unless its place says so (see {@link #clippedToFractions()}).
 */
public record Interval(double low, double high) {
  private static final double CONFIDENCE = 0.95;

  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "low end must be at most the high end but was " + low + " > " + high);
    }
  }

  /**
   * Student's t-interval for the mean that the values are drawn around: mean ± t(0.975; n - 1) sd /
   * √n. Of values that do not vary it has no width, which says little where n is small.
   *
   * @return empty for fewer than two values
   */
  static Optional<Interval> ofMean(double... values) {
    return ofMean(CONFIDENCE, values);
  }

  static Optional<Interval> ofMean(double confidence, double... values) {
    return values.length < 2
        ? Optional.empty()
        : Optional.of(ofMean(confidence, Deviation.own(values), values));
  }

  /** The same with a standard deviation that may know of more than these values. */
  static Interval ofMean(Deviation deviation, double... values) {
    return ofMean(CONFIDENCE, deviation, values);
  }

  private static Interval ofMean(double confidence, Deviation deviation, double... values) {
    double mean = Mean.of(values).getAsDouble();
    double half =
        TDistribution.of(deviation.freedom()).inverseSurvivalProbability((1 - confidence) / 2)
            * deviation.sd()
            / Math.sqrt(values.length);
    return new Interval(mean - half, mean + half);
  }

  /**
   * The part within 0 to 1. The mean of fractions cannot lie outside, so that cutting there leaves
   * the confidence as it was; with two or three seeds Student's interval often reaches out.
   */
  public Interval clippedToFractions() {
    return new Interval(clipped(low), clipped(high));
  }

  /** Both ends, such as {@code 0.981 to 1.034}. */
  public String text(DoubleFunction<String> number) {
    return number.apply(low) + " to " + number.apply(high);
  }

  /** The interval of the quantity with its sign changed. */
  Interval negated() {
    return new Interval(-high, -low);
  }

  private static double clipped(double end) {
    return Math.min(1, Math.max(0, end));
  }
}
