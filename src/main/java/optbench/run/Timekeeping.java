package optbench.run;

import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * How the times of a run are taken.
 *
 * @param repeats how often each trial is trained, at least 1
 * @param load the machine's load average, empty where it has none
 * @param permit waits until this run may train; asked for only if there is something to train
 */
public record Timekeeping(
    int repeats, Supplier<OptionalDouble> load, Supplier<TrainingPermit> permit) {
  /** Each trial once, at once, and nothing is known of the machine. */
  public static final Timekeeping PLAIN = new Timekeeping(1, OptionalDouble::empty, () -> () -> {});

  public Timekeeping {
    if (repeats < 1) {
      throw new IllegalArgumentException("repeats must be at least 1 but was " + repeats);
    }
  }
}
