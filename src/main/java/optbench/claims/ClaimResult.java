package optbench.claims;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
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

  /**
   * The comparison that decided, or that would have to: of several that must hold the weakest
   * supports a claim and the first that is reversed refutes it; where one suffices, the other way
   * round.
   *
   * @return empty if there is no comparison
   */
  public Optional<ClaimFinding> deciding() {
    return deciding(claim.requirement(), verdict, findings);
  }

  static Optional<ClaimFinding> deciding(
      Claim.Requirement requirement, ClaimVerdict verdict, List<ClaimFinding> findings) {
    double sign =
        switch (requirement) {
          case ALL -> -1;
          case ANY -> 1;
        };
    return findings.stream()
        .min(
            switch (verdict) {
              case REFUTED -> by(-sign, f -> f.tests().pReversed());
              case EQUIVALENT -> by(1, f -> f.tests().pEquivalent());
              case SUPPORTED, INCONCLUSIVE, UNTESTABLE -> by(sign, f -> f.tests().pHolds());
            });
  }

  /**
   * By rising or falling p-values; what could not be tested decides against a verdict.
   *
   * @param sign of the order: 1 or -1
   */
  private static Comparator<ClaimFinding> by(
      double sign, Function<ClaimFinding, OptionalDouble> p) {
    return Comparator.comparingDouble(f -> sign * p.apply(f).orElse(2));
  }

  public ClaimResult {
    reasons = List.copyOf(reasons);
    findings = List.copyOf(findings);
  }
}
