package optbench.stats;

import java.util.BitSet;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * McNemar's test of two single networks on the same images, in its mid-p form, which errs as rarely
 * as it states and finds more than the exact one (Fagerland, Lydersen and Laake, BMC Medical
 * Research Methodology 13:91, 2013). It is about these two networks, and knows nothing of other
 * seeds: it decides no comparison of optimizers.
 *
 * @param firstOnly images that the first alone answered right
 * @param secondOnly likewise
 * @param midP two-sided
 */
public record McNemar(int firstOnly, int secondOnly, double midP) {
  static McNemar of(BitSet first, BitSet second) {
    int firstOnly = only(first, second);
    int secondOnly = only(second, first);
    return new McNemar(firstOnly, secondOnly, midP(firstOnly, secondOnly));
  }

  private static int only(BitSet one, BitSet other) {
    BitSet rest = (BitSet) one.clone();
    rest.andNot(other);
    return rest.cardinality();
  }

  private static double midP(int firstOnly, int secondOnly) {
    if (firstOnly + secondOnly == 0) {
      return 1;
    }
    BinomialDistribution fair = BinomialDistribution.of(firstOnly + secondOnly, 0.5);
    int fewer = Math.min(firstOnly, secondOnly);
    return firstOnly == secondOnly
        ? 1 - fair.probability(fewer) / 2
        : 2 * fair.cumulativeProbability(fewer) - fair.probability(fewer);
  }

  McNemar reversed() {
    return new McNemar(secondOnly, firstOnly, midP);
  }
}
