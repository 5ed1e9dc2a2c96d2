package optbench.claims;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import optbench.stats.Interval;

/**
 * What was found of one comparison, paired by seed.
 *
 * @param of what is claimed to be greater or less
 * @param factor at least so many times as large, or as small
 * @param margin as the claim's test states it
 * @param seeds compared
 * @param remarks what must be known of single seeds: diverged, censored, left out
 * @param obstacle why nothing could be tested, if so
 * @param ofMean arithmetic mean over those seeds; empty without one
 * @param ofBound at least, if a seed is known only so
 * @param estimate mean difference, or on the scale of ratios the geometric mean ratio, of to
 *     reference
 * @param ci95 of the estimate: Student's t, for this comparison alone
 * @param bound of the estimate
 * @param pHolds one-sided: that it is not as claimed
 * @param pReversed one-sided: that it is not the other way round
 * @param pEquivalent the larger p of two one-sided tests: that it is not within the margin
 * @param pNotWorse one-sided: that it falls short of the claim by the margin or more
 * @param pCorrected of the claimed direction, after Holm, as if the claim rested on this alone
 * @param seedsNeeded in all, to show a difference of this size or that it lies within the margin;
 *     empty if it is shown already or no number is known
 * @param outlook the same in words; empty if it is shown already
 */
public record ClaimFinding(
    Measure measure,
    MeasureSettings settings,
    String of,
    Direction direction,
    String reference,
    double factor,
    double margin,
    int seeds,
    List<String> remarks,
    Optional<String> obstacle,
    OptionalDouble ofMean,
    Bound ofBound,
    OptionalDouble referenceMean,
    Bound referenceBound,
    OptionalDouble estimate,
    Optional<Interval> ci95,
    Bound bound,
    OptionalDouble pHolds,
    OptionalDouble pReversed,
    OptionalDouble pEquivalent,
    OptionalDouble pNotWorse,
    OptionalDouble pCorrected,
    OptionalInt seedsNeeded,
    String outlook) {
  public ClaimFinding {
    remarks = List.copyOf(remarks);
  }

  /** Whether p-values say anything. */
  public boolean tested() {
    return obstacle.isEmpty();
  }

  ClaimFinding judged(OptionalDouble corrected, OptionalInt needed, String newOutlook) {
    return new ClaimFinding(
        measure,
        settings,
        of,
        direction,
        reference,
        factor,
        margin,
        seeds,
        remarks,
        obstacle,
        ofMean,
        ofBound,
        referenceMean,
        referenceBound,
        estimate,
        ci95,
        bound,
        pHolds,
        pReversed,
        pEquivalent,
        pNotWorse,
        corrected,
        needed,
        newOutlook);
  }
}
