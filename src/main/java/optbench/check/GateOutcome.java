package optbench.check;

/** What was found of an optimizer, or of all: the worst first, which is what counts of several. */
public enum GateOutcome {
  /** Shown to have lost accuracy, to be slower, or diverges where it did not. */
  REGRESSED("regressed"),
  /** It is not known whether it lost accuracy, or its times cannot be compared. */
  NOT_COMPARED("not compared"),
  /** Shown to have gained more than the margin: the baseline no longer says how good it is. */
  BETTER("better"),
  /** Of times alone: they leave open whether it is slower by the margin, which is no failure. */
  UNCLEAR("could not tell"),
  /** Shown not to have lost as much as the margin, or not to be slower by it. */
  OK("ok"),
  /** The same metrics to the bit, in every epoch of every seed. */
  IDENTICAL("identical"),
  /** Not in the baseline. */
  NEW("new");

  private final String word;

  GateOutcome(String word) {
    this.word = word;
  }

  /** As tables call it. */
  public String word() {
    return word;
  }
}
