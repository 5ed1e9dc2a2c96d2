package optbench.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Wilcoxon's signed-rank statistic of paired differences.
 *
 * <p>Zeros after Pratt ("Remarks on zeros and ties in the Wilcoxon signed rank procedures", JASA
 * 54, 1959): they take part in the ranking of absolute differences, and then drop out. Ties get the
 * mean of their ranks. The null distribution is that of the ranks at hand with every sign equally
 * likely: exact, zeros and ties and all, for up to {@value #EXACT_UP_TO} differences other than
 * zero, by counting sums of ranks; beyond, normal with mean Σr / 2 and variance Σr² / 4, without
 * correction for continuity.
 */
final class SignedRank {
  static final int EXACT_UP_TO = 25;

  /** Equal accuracies, subtracted, may differ in their last bits: that is not a difference. */
  private static final double RESOLUTION = 1e-12;

  /** Twice the ranks, which are whole numbers even where ties give halves. */
  private final int[] doubledRanks;

  private final int doubledSumOfPositive;

  SignedRank(double... exact) {
    double[] differences = Arrays.stream(exact).map(d -> Math.rint(d / RESOLUTION)).toArray();
    int[] all = doubledMidRanks(differences);
    doubledRanks =
        IntStream.range(0, all.length).filter(i -> differences[i] != 0).map(i -> all[i]).toArray();
    doubledSumOfPositive =
        IntStream.range(0, all.length).filter(i -> differences[i] > 0).map(i -> all[i]).sum();
  }

  /** W+: the sum of the ranks of the positive differences. */
  double sumOfPositiveRanks() {
    return doubledSumOfPositive / 2.0;
  }

  /** W+ less what chance gives, in standard deviations; 0 if all differences are. */
  double standardized() {
    if (doubledRanks.length == 0) {
      return 0;
    }
    double centre = Arrays.stream(doubledRanks).sum() / 2.0;
    double variance = Arrays.stream(doubledRanks).mapToDouble(r -> (double) r * r).sum() / 4;
    return (doubledSumOfPositive - centre) / Math.sqrt(variance);
  }

  /** The chance, if signs are, of a W+ as large or larger. */
  double pGreater() {
    return doubledRanks.length <= EXACT_UP_TO
        ? exactTail()
        : NormalDistribution.of(0, 1).survivalProbability(standardized());
  }

  private double exactTail() {
    int total = Arrays.stream(doubledRanks).sum();
    // ways[s]: how many choices of signs give a sum of s; at most 2^25, exact in a double.
    double[] ways = new double[total + 1];
    ways[0] = 1;
    for (int rank : doubledRanks) {
      for (int sum = total; sum >= rank; sum--) {
        ways[sum] += ways[sum - rank];
      }
    }
    double tail = Arrays.stream(ways, doubledSumOfPositive, total + 1).sum();
    return tail / Math.pow(2, doubledRanks.length);
  }

  private static int[] doubledMidRanks(double... differences) {
    int n = differences.length;
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> Math.abs(differences[i])))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] ranks = new int[n];
    int first = 0;
    while (first < n) {
      int last = first;
      double size = Math.abs(differences[order[first]]);
      while (last + 1 < n && Math.abs(differences[order[last + 1]]) == size) {
        last++;
      }
      for (int i = first; i <= last; i++) {
        ranks[order[i]] = first + last + 2;
      }
      first = last + 1;
    }
    return ranks;
  }
}
