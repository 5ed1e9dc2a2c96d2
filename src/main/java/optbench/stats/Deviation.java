package optbench.stats;

import org.apache.commons.statistics.descriptive.StandardDeviation;

/**
 * The standard deviation of paired differences that a t-test reckons with.
 *
 * @param sd in the unit of the differences, at least 0
 * @param freedom degrees of freedom behind it, more than 0
 */
public record Deviation(double sd, double freedom) {
  /** Of these differences alone, of which there must be two. */
  static Deviation own(double... differences) {
    return new Deviation(StandardDeviation.of(differences).getAsDouble(), differences.length - 1);
  }
}
