package optbench.stats;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.StandardDeviation;

/**
 * One figure over seeds.
 *
 * <p>The interquartile mean is the mean of the middle half: of the sorted values, a weight of n / 4
 * is cut off at either end. Where n is not divisible by 4, the value at each cut keeps the part of
 * its weight that lies inside, so that the weights always add up to n / 2: of three values they are
 * 1/4, 1, 1/4; of five 3/4, 1, 3/4 after the outermost are dropped; of one or two it is the mean.
 * (rliable and SciPy's {@code trim_mean} drop whole values instead, ⌊n / 4⌋ at either end; for n
 * divisible by 4 both are the same.) Source: Agarwal et al., "Deep reinforcement learning at the
 * edge of the statistical precipice", NeurIPS 2021, who recommend it over the median for few runs.
 *
 * @param n number of values, at least 1
 * @param mean arithmetic
 * @param sd sample standard deviation, with n - 1; empty for one value
 * @param ci95 Student's t-interval of the mean; empty for one value; without width if sd is 0
 * @param median the middle value, or the mean of the two middle ones
 * @param interquartileMean as above
 */
public record SampleSummary(
    int n,
    double mean,
    OptionalDouble sd,
    Optional<Interval> ci95,
    double median,
    double interquartileMean,
    double min,
    double max) {
  private static final double TRIMMED = 0.25;

  /**
   * Sums up values of any range; the interval is not clipped.
   *
   * @throws IllegalArgumentException if there is no value, or one that is not finite
   */
  public static SampleSummary of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("must have at least one value but had none");
    }
    double[] sorted = Numbers.finite("a value", values);
    Arrays.sort(sorted);
    int n = sorted.length;
    boolean constant = sorted[0] == sorted[n - 1];
    double mean = constant ? sorted[0] : Mean.of(values).getAsDouble();
    return new SampleSummary(
        n,
        mean,
        n < 2 ? OptionalDouble.empty() : OptionalDouble.of(sd(constant, values)),
        constant && n > 1 ? Optional.of(new Interval(mean, mean)) : Interval.ofMean(values),
        Median.withDefaults().evaluate(sorted.clone()),
        constant ? mean : interquartileMean(sorted),
        sorted[0],
        sorted[n - 1]);
  }

  /**
   * Sums up fractions of 1, such as accuracies; the interval is clipped to 0 to 1, as {@link
   * Interval#clippedToFractions()} explains.
   */
  public static SampleSummary ofFractions(double... values) {
    for (double value : values) {
      Numbers.fraction("a fraction", value);
    }
    SampleSummary s = of(values);
    return new SampleSummary(
        s.n,
        s.mean,
        s.sd,
        s.ci95.map(Interval::clippedToFractions),
        s.median,
        s.interquartileMean,
        s.min,
        s.max);
  }

  private static double sd(boolean constant, double... values) {
    return constant ? 0 : StandardDeviation.of(values).getAsDouble();
  }

  private static double interquartileMean(double... sorted) {
    int n = sorted.length;
    double from = TRIMMED * n;
    double to = n - from;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      // The i-th value stands for the weight from i to i + 1.
      double weight = Math.min(i + 1.0, to) - Math.max(i, from);
      sum += Math.max(0, weight) * sorted[i];
    }
    return sum / (to - from);
  }
}
