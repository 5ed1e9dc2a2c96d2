package optbench.stats;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The largest less the smallest of some independent standard normal numbers: Tukey's studentized
 * range with infinitely many degrees of freedom.
 */
final class NormalRange {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /** Beyond it the density is less than 1e-14. */
  private static final double END = 8;

  private static final int PARTS = 800;
  private static final int HALVINGS = 60;

  private NormalRange() {}

  /**
   * The range that so many numbers exceed with a probability of 1 - {@code probability}.
   *
   * @param numbers at least 2
   */
  static double quantile(int numbers, double probability) {
    Numbers.proportion("the probability", probability);
    double low = 0;
    // The range is at most twice the size of the number farthest from 0.
    double high = 2 * END;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (cumulative(numbers, middle) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** By the largest number, below which all others lie within the range: Simpson's rule. */
  static double cumulative(int numbers, double range) {
    if (numbers < 2) {
      throw new IllegalArgumentException("must be at least two numbers but was " + numbers);
    }
    double step = 2 * END / PARTS;
    double sum = 0;
    for (int i = 0; i <= PARTS; i++) {
      double largest = -END + i * step;
      double below =
          NORMAL.cumulativeProbability(largest) - NORMAL.cumulativeProbability(largest - range);
      int weight = i == 0 || i == PARTS ? 1 : i % 2 == 0 ? 2 : 4;
      sum += weight * NORMAL.density(largest) * Math.pow(below, numbers - 1);
    }
    return numbers * sum * step / 3;
  }
}
