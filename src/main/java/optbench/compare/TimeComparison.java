package optbench.compare;

import java.util.Optional;
import java.util.OptionalDouble;
import optbench.stats.Interval;
import optbench.stats.PairVerdict;

/**
 * What a step of an optimizer cost in both runs, over the seeds that were timed in both.
 *
 * @param stepMillisA median over seeds; empty without a seed
 * @param ratio time in B divided by time in A, the geometric mean over seeds
 * @param ratioCi95 of the ratio
 * @param pHolm corrected over the optimizers; empty if not tested
 * @param verdict {@code BETTER} where B is faster
 */
public record TimeComparison(
    int pairs,
    OptionalDouble stepMillisA,
    OptionalDouble stepMillisB,
    OptionalDouble ratio,
    Optional<Interval> ratioCi95,
    OptionalDouble pHolm,
    PairVerdict verdict) {}
