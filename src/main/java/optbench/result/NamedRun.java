package optbench.result;

/**
 * A run among others.
 *
 * @param name what sentences call it, such as its folder as it was given
 */
public record NamedRun(String name, Run run) {
  /** What was planned, and where it ran. */
  public RunRecord record() {
    return run.record();
  }
}
