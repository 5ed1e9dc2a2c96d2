package optbench.report;

import java.util.Locale;
import java.util.Optional;
import optbench.claims.ClaimFinding;
import optbench.claims.ClaimResult;
import optbench.text.NumberText;

/** What was found of a claim, in plain sentences that can stand alone. */
final class ClaimSentence {
  private final ClaimResult claim;
  private final double level;

  /**
   * @param level below which a comparison was shown
   */
  ClaimSentence(ClaimResult claim, double level) {
    this.claim = claim;
    this.level = level;
  }

  /** Such as {@code Not on this task. Test accuracy: 96.90 % for adagrad, 98.24 % for sgd ...}. */
  String text() {
    Optional<ClaimFinding> deciding = claim.deciding();
    if (deciding.isEmpty()) {
      return "It cannot be tested here: " + String.join("; ", claim.reasons()) + ".";
    }
    return lead()
        + " "
        + deciding.filter(ClaimFinding::tested).map(this::figures).orElseGet(this::untested)
        + others();
  }

  private String lead() {
    return switch (claim.verdict()) {
      case SUPPORTED ->
          claim.negligible()
              ? "Yes on this task, but by less than what matters."
              : "Yes, on this task.";
      case REFUTED ->
          claim.negligible()
              ? "Not on this task, but by less than what matters."
              : "Not on this task.";
      case EQUIVALENT -> "No difference that matters on this task.";
      case INCONCLUSIVE -> "Open: the seeds do not decide it.";
      case UNTESTABLE -> "Not tested.";
    };
  }

  private String figures(ClaimFinding finding) {
    ClaimFindingText text = new ClaimFindingText(finding, claim);
    String what = text.what();
    return what.substring(0, 1).toUpperCase(Locale.ROOT)
        + what.substring(1)
        + ": "
        + text.mean(finding.means().ofMean(), finding.means().ofBound())
        + " for "
        + text.shortOf()
        + ", "
        + (text.isAgainstNumber()
            ? "held against " + finding.statement().reference()
            : text.mean(finding.means().referenceMean(), finding.means().referenceBound())
                + " for "
                + text.shortReference())
        + " ("
        + Captions.count(finding.evidence().seeds(), "seed")
        + ").";
  }

  private String untested() {
    return claim
        .deciding()
        .flatMap(f -> f.evidence().obstacle())
        .map(obstacle -> "Not tested: " + obstacle + ".")
        .orElse("");
  }

  /** How much of a claim of several comparisons was shown. */
  private String others() {
    int all = claim.findings().size();
    if (all == 1) {
      return "";
    }
    long shown =
        claim.findings().stream().filter(f -> f.judgement().pCorrected().orElse(1) < level).count();
    return " "
        + shown
        + " of "
        + NumberText.count(all)
        + " comparisons "
        + (shown == 1 ? "was" : "were")
        + " shown to be as claimed.";
  }
}
