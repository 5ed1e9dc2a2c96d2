package optbench.stats;

import java.util.OptionalDouble;

/**
 * A contender and its counterpart, such as itself in an earlier run: differences are first less.
 */
public record ContenderPair(Contender first, Contender second) {
  /** Of the first, over the seeds that both finished: the difference of means is the mean. */
  public OptionalDouble firstMean() {
    return first.mean(first.seedsInCommon(second));
  }

  /** Likewise of the second. */
  public OptionalDouble secondMean() {
    return second.mean(second.seedsInCommon(first));
  }

  /** By seed, over the seeds that both finished. */
  double[] differences() {
    return first.differences(second);
  }
}
