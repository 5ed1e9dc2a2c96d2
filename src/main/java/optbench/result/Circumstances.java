package optbench.result;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What is known of the circumstances in which a trial's time was taken.
 *
 * @param isolated whether it was trained in a JVM of its own
 * @param loadBefore the machine's load average over the minute before the first step that counts;
 *     empty where the system has none, or for trials of before it was recorded
 * @param loadAfter the same after the last epoch
 * @param repeatStepMillis milliseconds a step of every run of the trial, in the order in which they
 *     ran, the one whose time counts among them; empty if it ran once
 */
public record Circumstances(
    boolean isolated,
    OptionalDouble loadBefore,
    OptionalDouble loadAfter,
    List<Double> repeatStepMillis) {
  /** Nothing is known. */
  public static final Circumstances UNKNOWN =
      new Circumstances(false, OptionalDouble.empty(), OptionalDouble.empty(), List.of());

  public Circumstances {
    loadBefore.ifPresent(load -> Require.notNegative("load_before", load));
    loadAfter.ifPresent(load -> Require.notNegative("load_after", load));
    repeatStepMillis = List.copyOf(repeatStepMillis);
    repeatStepMillis.forEach(millis -> Require.notNegative("repeat_step_millis", millis));
  }

  /** The same, in a JVM of its own. */
  public Circumstances alone() {
    return new Circumstances(true, loadBefore, loadAfter, repeatStepMillis);
  }

  /** The same with these load averages. */
  public Circumstances withLoad(OptionalDouble before, OptionalDouble after) {
    return new Circumstances(isolated, before, after, repeatStepMillis);
  }

  /** The same, one run of several. */
  public Circumstances among(List<Double> stepMillis) {
    return new Circumstances(isolated, loadBefore, loadAfter, stepMillis);
  }
}
