package optbench.store;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A suite that was read: several tasks, each with a spec of its own.
 *
 * @param name names the results folder
 */
public record LoadedSuite(String name, List<Task> tasks) {
  public LoadedSuite {
    Objects.requireNonNull(name);
    tasks = List.copyOf(tasks);
  }

  /**
   * One of them.
   *
   * @param name also of its results folder, in that of the suite
   * @param target the test accuracy, a fraction of 1, whose steps are compared
   */
  public record Task(String name, OptionalDouble target, LoadedSpec spec) {}
}
