package optbench.stats;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holm's step-down correction ("A simple sequentially rejective multiple test procedure",
 * Scandinavian Journal of Statistics 6, 1979): with m tests, the r-th smallest p-value is
 * multiplied by m - r + 1, and never falls below the corrected one before it. Rejecting where the
 * result is below a level keeps the chance of even one false rejection below that level, whatever
 * the tests have in common.
 */
public final class Holm {
  private Holm() {}

  /** The corrected p-values, in the order given. */
  public static double[] adjusted(double... pValues) {
    return adjusted(pValues.length, pValues);
  }

  /**
   * The same where these are not all tests of the family: the others have larger p-values, or were
   * not made.
   */
  static double[] adjusted(int family, double... pValues) {
    int tests = pValues.length;
    List<Integer> order =
        IntStream.range(0, tests)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues[i]))
            .toList();
    double[] adjusted = new double[tests];
    double floor = 0;
    for (int rank = 0; rank < tests; rank++) {
      int test = order.get(rank);
      floor = Math.max(floor, Math.min(1, (family - rank) * pValues[test]));
      adjusted[test] = floor;
    }
    return adjusted;
  }
}
