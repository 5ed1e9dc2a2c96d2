package optbench.stats;

/** What reaching a target is counted in. */
public enum Cost {
  STEPS("steps"),
  EPOCHS("epochs"),
  /** Time in gradient and update; not known where an engine does not time trials apart. */
  TRAIN_SECONDS("seconds of training"),
  GRADIENT_EVALUATIONS("gradient evaluations");

  private final String unit;

  Cost(String unit) {
    this.unit = unit;
  }

  /** In the plural. */
  public String unit() {
    return unit;
  }
}
