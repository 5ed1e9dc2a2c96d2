package optbench.intake;

/** What an accuracy is counted in. */
public enum AccuracyUnit {
  FRACTION(1),
  PERCENT(100);

  private final double all;

  AccuracyUnit(double all) {
    this.all = all;
  }

  /** What is all, in this unit. */
  double all() {
    return all;
  }
}
