package optbench.compare;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import optbench.stats.Interval;
import optbench.stats.MatchedComparisons;
import optbench.stats.PairedComparison;
import optbench.stats.Protocol;

/**
 * What lies between the two learning curves of an optimizer after an epoch: test accuracy in B less
 * that in A, paired by seed.
 *
 * @param epoch counted from 1
 * @param pairs seeds that neither diverged in by then
 * @param mean fraction of 1; empty without a pair
 * @param ci95 for this epoch alone
 * @param statistic of the paired test, in standard errors; empty if not tested
 * @param pValue two-sided and not corrected; empty if not tested
 */
public record EpochDifference(
    int epoch,
    int pairs,
    OptionalDouble mean,
    Optional<Interval> ci95,
    OptionalDouble statistic,
    OptionalDouble pValue) {

  static EpochDifference of(OptimizerMatch match, int epoch, Protocol protocol) {
    PairedComparison pair =
        MatchedComparisons.of(List.of(match.contenders(epoch)), protocol).pairs().get(0);
    return new EpochDifference(
        epoch, pair.pairs(), pair.mean(), pair.ci95(), pair.statistic(), pair.pValue());
  }

  /**
   * The first epoch from which on the curves are apart: every epoch from there to the last shows a
   * difference, always with the same sign.
   *
   * <p>Epochs are tested from the last one backwards, each at the same level, up to the first that
   * shows nothing. The order is fixed beforehand and a test counts only if all before it were
   * passed, so that the number of epochs asks for no correction: to name an epoch too early, the
   * test of the latest epoch without a true difference has to err, which is one test. The number of
   * optimizers does ask for one, after Bonferroni.
   *
   * @param epochs from the first to the last
   * @param level that all optimizers share
   * @return empty if not even the last epoch shows a difference
   */
  static OptionalInt parting(List<EpochDifference> epochs, double level, int optimizers) {
    int last = epochs.size() - 1;
    int first =
        IntStream.iterate(last, i -> i >= 0, i -> i - 1)
            .takeWhile(i -> epochs.get(i).shows(level / optimizers, epochs.get(last)))
            .reduce(last + 1, (later, earlier) -> earlier);
    return first > last ? OptionalInt.empty() : OptionalInt.of(epochs.get(first).epoch());
  }

  private boolean shows(double level, EpochDifference last) {
    return pValue.isPresent()
        && pValue.getAsDouble() < level
        && Math.signum(statistic.orElseThrow()) == Math.signum(last.statistic.orElseThrow());
  }
}
