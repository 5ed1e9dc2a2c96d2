package optbench.intake;

/** Whose log it is. */
public record TrialName(String label, long seed) {
  /** As one names it in a sentence. */
  String text() {
    return label + ", seed " + seed;
  }
}
