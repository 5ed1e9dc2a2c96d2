package optbench.claims;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import optbench.claims.ClaimFinding.Tests;

/** A claim with what its comparisons showed, before any correction. */
record UncorrectedClaimResult(
    Claim claim, List<Comparing> comparings, List<ClaimFinding> findings) {
  UncorrectedClaimResult {
    comparings = List.copyOf(comparings);
    findings = List.copyOf(findings);
  }

  double pSupported() {
    return switch (claim.requirement()) {
      case ALL -> largest(Tests::pHolds);
      case ANY -> smallestTimesCount(Tests::pHolds);
    };
  }

  double pRefuted() {
    return switch (claim.requirement()) {
      case ALL -> smallestTimesCount(Tests::pReversed);
      case ANY -> largest(Tests::pReversed);
    };
  }

  /** That it is at most a tie: of several that must hold one is, of which one must, each. */
  double pEquivalent() {
    double oneIs = smallestTimesCount(Tests::pEquivalent);
    return Math.max(
        oneIs,
        switch (claim.requirement()) {
          case ALL -> largest(Tests::pNotWorse);
          case ANY -> largest(Tests::pNotBetter);
        });
  }

  private double largest(Function<Tests, OptionalDouble> p) {
    return findings.stream().mapToDouble(f -> p.apply(f.tests()).orElse(1)).max().orElse(1);
  }

  private double smallestTimesCount(Function<Tests, OptionalDouble> p) {
    double smallest =
        findings.stream().mapToDouble(f -> p.apply(f.tests()).orElse(1)).min().orElse(1);
    return Math.min(1, findings.size() * smallest);
  }
}
