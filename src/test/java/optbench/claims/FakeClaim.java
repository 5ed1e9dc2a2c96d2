package optbench.claims;

import java.util.List;
import java.util.Optional;
import optbench.claims.Claim.Requirement;

/** Claims of which only what matters is said. */
public final class FakeClaim {
  private FakeClaim() {}

  /** All tests of it must hold, or one of them. */
  public static Claim of(
      String id, List<String> sources, String text, Requirement requirement, ClaimTest... tests) {
    return new Claim(
        id,
        sources,
        text,
        Optional.empty(),
        requirement,
        List.of(tests),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** One that cannot be tested. */
  public static Claim untestable(String id, String text, String reason, Optional<String> note) {
    return new Claim(
        id,
        List.of(),
        text,
        Optional.empty(),
        Requirement.ALL,
        List.of(),
        Optional.of(reason),
        note,
        Optional.empty());
  }

  /** The same with what makes it worth reading alone. */
  public static Claim explained(Claim claim, String article, String changed) {
    return new Claim(
        claim.id(),
        claim.sources(),
        claim.text(),
        Optional.of(article),
        claim.requirement(),
        claim.tests(),
        claim.untestable(),
        claim.note(),
        Optional.of(changed));
  }
}
