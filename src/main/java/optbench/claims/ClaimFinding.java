package optbench.claims;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import optbench.result.Part;
import optbench.stats.Interval;

/** What was found of one comparison, paired by seed. */
public record ClaimFinding(
    Statement statement,
    Evidence evidence,
    Means means,
    Difference difference,
    Tests tests,
    Judgement judgement) {
  /**
   * What is claimed of two sides.
   *
   * @param of what is claimed to be greater or less
   * @param factor at least so many times as large, or as small
   * @param margin as the claim's test states it
   */
  public record Statement(
      Measure measure,
      MeasureSettings settings,
      String of,
      Direction direction,
      String reference,
      double factor,
      double margin)
      implements Part {}

  /**
   * What it rests on.
   *
   * @param seeds compared
   * @param remarks what must be known of single seeds: diverged, censored, left out
   * @param obstacle why nothing could be tested, if so
   */
  public record Evidence(int seeds, List<String> remarks, Optional<String> obstacle)
      implements Part {
    public Evidence {
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * Both sides, in the measure's unit.
   *
   * @param ofMean arithmetic mean over those seeds; empty without one
   * @param ofBound at least, if a seed is known only so
   */
  public record Means(
      OptionalDouble ofMean, Bound ofBound, OptionalDouble referenceMean, Bound referenceBound)
      implements Part {}

  /**
   * Between the sides, on the measure's scale.
   *
   * @param estimate mean difference, or on the scale of ratios the geometric mean ratio, of to
   *     reference
   * @param ci95 of the estimate: Student's t, for this comparison alone
   * @param bound of the estimate
   */
  public record Difference(OptionalDouble estimate, Optional<Interval> ci95, Bound bound)
      implements Part {}

  /**
   * p-values of this comparison alone; empty if nothing could be tested.
   *
   * @param pHolds one-sided: that it is not as claimed
   * @param pReversed one-sided: that it is not the other way round
   * @param pEquivalent the larger p of two one-sided tests: that it is not within the margin
   * @param pNotWorse one-sided: that it falls short of the claim by the margin or more
   * @param pNotBetter one-sided: that it exceeds the claim by the margin or more
   */
  public record Tests(
      OptionalDouble pHolds,
      OptionalDouble pReversed,
      OptionalDouble pEquivalent,
      OptionalDouble pNotWorse,
      OptionalDouble pNotBetter)
      implements Part {}

  /**
   * What is known once all claims of the file are.
   *
   * @param pCorrected of the claimed direction, after Holm, as if the claim rested on this alone
   * @param seedsNeeded in all, to show a difference of this size or that it lies within the margin;
   *     empty if it is shown already or no number is known
   * @param outlook the same in words; empty if it is shown already
   */
  public record Judgement(OptionalDouble pCorrected, OptionalInt seedsNeeded, String outlook)
      implements Part {
    static final Judgement NONE = new Judgement(OptionalDouble.empty(), OptionalInt.empty(), "");

    /** Of a comparison that no more seeds are asked for. */
    static Judgement of(double pCorrected) {
      return new Judgement(OptionalDouble.of(pCorrected), OptionalInt.empty(), "");
    }
  }

  /** Whether p-values say anything. */
  public boolean tested() {
    return evidence.obstacle().isEmpty();
  }

  ClaimFinding judged(Judgement found) {
    return new ClaimFinding(statement, evidence, means, difference, tests, found);
  }
}
