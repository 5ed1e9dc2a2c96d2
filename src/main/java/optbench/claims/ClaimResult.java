package optbench.claims;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A claim and what came of it.
 *
 * @param pSupported that not all of it holds, before and after Holm's correction; like the others
 *     empty if the claim is untestable
 * @param negligible whether a difference that was shown, one way or the other, was also shown to be
 *     smaller than the margin; not looked for where a factor is claimed
 * @param seedsNeeded in all, for an inconclusive claim; empty if no number is known
 * @param reasons why it is inconclusive, other than for too few seeds
 * @param findings one for each comparison
 */
public record ClaimResult(
    Claim claim,
    ClaimVerdict verdict,
    OptionalDouble pSupported,
    OptionalDouble pSupportedCorrected,
    OptionalDouble pRefuted,
    OptionalDouble pRefutedCorrected,
    OptionalDouble pEquivalent,
    OptionalDouble pEquivalentCorrected,
    boolean negligible,
    OptionalInt seedsNeeded,
    List<String> reasons,
    List<ClaimFinding> findings) {
  public ClaimResult {
    reasons = List.copyOf(reasons);
    findings = List.copyOf(findings);
  }
}
