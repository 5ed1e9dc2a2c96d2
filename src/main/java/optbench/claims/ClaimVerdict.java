package optbench.claims;

/** What runs say of a claim. */
public enum ClaimVerdict {
  /** All that it says was shown. */
  SUPPORTED("supported"),
  /** The contrary of some of it was shown. */
  REFUTED("refuted"),
  /** Some of what it says to differ was shown to differ by less than the margin. */
  EQUIVALENT("equivalent"),
  /** Nothing was shown. */
  INCONCLUSIVE("inconclusive"),
  /** It cannot be tested here. */
  UNTESTABLE("untestable");

  private final String word;

  ClaimVerdict(String word) {
    this.word = word;
  }

  /** As tables have it. */
  public String word() {
    return word;
  }
}
