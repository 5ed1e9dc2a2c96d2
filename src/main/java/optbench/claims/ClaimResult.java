package optbench.claims;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import optbench.result.Part;

/**
 * A claim and what came of it.
 *
 * @param negligible whether a difference that was shown, one way or the other, was also shown to be
 *     smaller than the margin; not looked for where a factor is claimed
 * @param seedsNeeded in all, for an inconclusive claim; empty if no number is known
 * @param reasons why it is inconclusive, other than for too few seeds
 * @param findings one for each comparison
 */
public record ClaimResult(
    Claim claim,
    ClaimVerdict verdict,
    PValues pValues,
    boolean negligible,
    OptionalInt seedsNeeded,
    List<String> reasons,
    List<ClaimFinding> findings) {
  /**
   * Of the whole claim, each before and after Holm's correction; empty if it is untestable.
   *
   * @param pSupported that not all of it holds
   * @param pRefuted that none of it is reversed
   * @param pEquivalent that it is not at most a tie
   */
  public record PValues(
      OptionalDouble pSupported,
      OptionalDouble pSupportedCorrected,
      OptionalDouble pRefuted,
      OptionalDouble pRefutedCorrected,
      OptionalDouble pEquivalent,
      OptionalDouble pEquivalentCorrected)
      implements Part {
    static final PValues NONE =
        new PValues(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());
  }

  public ClaimResult {
    reasons = List.copyOf(reasons);
    findings = List.copyOf(findings);
  }
}
