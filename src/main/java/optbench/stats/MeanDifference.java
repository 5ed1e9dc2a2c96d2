package optbench.stats;

import java.util.Optional;
import java.util.OptionalDouble;

/** How far the scores of one contender lie above those of another, and how sure that is. */
interface MeanDifference {
  /** Of first less second: by seed where the test is of pairs, else of two samples. */
  static MeanDifference of(Contender first, Contender second, PairedTest test) {
    return test.ofPairs()
        ? new PairedMeanDifference(test, first.differences(second))
        : TwoSamples.of(first, second);
  }

  /** Pairs of seeds; of two samples, the number of seeds of the smaller one. */
  int seeds();

  /** Empty where a side has no score. */
  OptionalDouble mean();

  /** Of the difference between one seed of each; empty where that is not known. */
  OptionalDouble sd();

  /** Of the mean, of 95 %; empty for fewer than two seeds. */
  Optional<Interval> ci95();

  /** Whether there are two seeds or more, and some difference. */
  boolean testable();

  /** One-sided: how likely it is by chance, if the mean of sign · difference is -offset. */
  double p(double offset, int sign);
}
