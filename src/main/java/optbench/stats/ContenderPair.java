package optbench.stats;

import java.util.OptionalDouble;

/**
 * A contender and its counterpart, such as itself in an earlier run: differences are first less.
 */
public record ContenderPair(Contender first, Contender second) {
  /** How far the first lies above the second. */
  MeanDifference difference(PairedTest test) {
    return MeanDifference.of(first, second, test);
  }

  /**
   * Of the first, over the seeds that both finished where the test is of pairs, else over all: the
   * difference of means is the mean.
   */
  public OptionalDouble firstMean(PairedTest test) {
    return first.mean(test.ofPairs() ? first.seedsInCommon(second) : first.scores().keySet());
  }

  /** Likewise of the second. */
  public OptionalDouble secondMean(PairedTest test) {
    return second.mean(test.ofPairs() ? second.seedsInCommon(first) : second.scores().keySet());
  }
}
