package optbench.stats;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How often paired t-tests find what is there, exactly for normal differences.
 *
 * <p>With n pairs and ν = n - 1, the mean of the differences is normal, and independent of it their
 * standard deviation is σ S, where ν S² is χ² with ν degrees of freedom. Given S = s, a test's
 * chance is a difference of normal probabilities; what is asked for is its mean over the density of
 * S. For the one- and two-sided tests this is the noncentral t distribution in the form of Owen ("A
 * survey of properties and applications of the noncentral t-distribution", Technometrics 10, 1968):
 * P(T ≤ t) = ∫ Φ(t s - δ) f(s) ds with noncentrality δ. For two one-sided tests it is exact as
 * well, as in Phillips (Journal of Pharmacokinetics and Biopharmaceutics 18, 1990). The integral is
 * computed by Simpson's rule over all but 10⁻¹⁵ of the density, split where the integrand turns.
 */
final class PairedPower {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final double NEGLECTED = 1e-15;
  private static final double TURNS_WITHIN = 8;
  private static final int PANELS = 400;

  private final int freedom;
  private final ChiSquaredDistribution chiSquared;
  private final double low;
  private final double high;

  private PairedPower(int freedom) {
    this.freedom = freedom;
    chiSquared = ChiSquaredDistribution.of(freedom);
    low = Math.sqrt(chiSquared.inverseCumulativeProbability(NEGLECTED) / freedom);
    high = Math.sqrt(chiSquared.inverseSurvivalProbability(NEGLECTED) / freedom);
  }

  /** P(T ≤ t) for noncentral t with these degrees of freedom, at least 1. */
  static double noncentralT(double t, int freedom, double noncentrality) {
    return new PairedPower(freedom).probability(t, noncentrality);
  }

  /**
   * The chance that a two-sided t-test finds a difference.
   *
   * @param n pairs, at least 2
   * @param effect true mean difference / standard deviation of the differences
   * @param alpha level of the test
   */
  static double ofDifference(int n, double effect, double alpha) {
    PairedPower power = new PairedPower(n - 1);
    double critical = TDistribution.of(n - 1).inverseSurvivalProbability(alpha / 2);
    double noncentrality = Math.abs(effect) * Math.sqrt(n);
    return power.probability(-critical, noncentrality)
        + power.probability(-critical, -noncentrality);
  }

  /**
   * The chance that a one-sided t-test finds a difference above 0.
   *
   * @param effect true mean difference / standard deviation of the differences
   */
  static double ofGain(int n, double effect, double alpha) {
    double critical = TDistribution.of(n - 1).inverseSurvivalProbability(alpha);
    return new PairedPower(n - 1).probability(-critical, -effect * Math.sqrt(n));
  }

  /**
   * The chance that two one-sided t-tests show that a difference lies within a margin.
   *
   * @param effect true mean difference / standard deviation of the differences
   * @param margin likewise / standard deviation
   */
  static double ofEquivalence(int n, double effect, double margin, double alpha) {
    PairedPower power = new PairedPower(n - 1);
    double critical = TDistribution.of(n - 1).inverseSurvivalProbability(alpha);
    double root = Math.sqrt(n);
    // Beyond this deviation no mean can be shown to lie within the margin.
    double largest = Math.min(power.high, margin * root / critical);
    return power.integral(
        power.low,
        largest,
        s -> {
          double half = margin * root - critical * s;
          double shift = effect * root;
          return NORMAL.cumulativeProbability(half - shift)
              - NORMAL.cumulativeProbability(-half - shift);
        });
  }

  private double probability(double t, double noncentrality) {
    if (t == 0) {
      return NORMAL.cumulativeProbability(-noncentrality);
    }
    DoubleUnaryOperator given = s -> NORMAL.cumulativeProbability(t * s - noncentrality);
    double turn = noncentrality / t;
    double width = TURNS_WITHIN / Math.abs(t);
    double from = within(turn - width);
    double to = within(turn + width);
    return integral(low, from, given) + integral(from, to, given) + integral(to, high, given);
  }

  private double within(double s) {
    return s > low ? Math.min(s, high) : low;
  }

  private double integral(double from, double to, DoubleUnaryOperator given) {
    if (!(from < to)) {
      return 0;
    }
    double step = (to - from) / (2 * PANELS);
    double sum = 0;
    for (int i = 0; i <= 2 * PANELS; i++) {
      double weight = i == 0 || i == 2 * PANELS ? 1 : i % 2 == 0 ? 2 : 4;
      double s = from + i * step;
      sum += weight * density(s) * given.applyAsDouble(s);
    }
    return sum * step / 3;
  }

  /** Of S, from that of ν S². */
  private double density(double s) {
    return s == 0 ? 0 : chiSquared.density(freedom * s * s) * 2 * freedom * s;
  }
}
