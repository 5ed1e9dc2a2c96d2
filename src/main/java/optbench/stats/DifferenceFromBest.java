package optbench.stats;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An optimizer against the best, in test accuracy at the last epoch, over the seeds that both
 * finished.
 *
 * @param pairs number of seeds in common
 * @param mean of its accuracy less the best's, as a fraction of 1: negative where it is worse
 * @param ci95 t-interval of the mean difference, not corrected for the number of comparisons
 * @param pValue two-sided, of the test that the protocol names
 * @param pHolm the same after Holm's correction over all pairs of optimizers
 */
public record DifferenceFromBest(
    String label,
    int pairs,
    OptionalDouble mean,
    Optional<Interval> ci95,
    OptionalDouble pValue,
    OptionalDouble pHolm,
    Judgement judgement) {}
