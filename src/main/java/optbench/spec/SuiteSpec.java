package optbench.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import optbench.spec.key.Pointers;

/**
 * Several tasks that the same optimizers are compared on, as asked for. All else that its file says
 * are keys of a spec, which all tasks share.
 *
 * @param name names the results folder
 * @param tasks by name, in their order; each name is that of a folder in the results folder
 */
public record SuiteSpec(String name, Map<String, Task> tasks) {
  private static final int FEWEST = 2;
  private static final int MOST = 100;

  public SuiteSpec {
    ExperimentKeys.NAME.require(name);
    tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
    if (tasks.size() < FEWEST || tasks.size() > MOST) {
      throw new SpecException(
          Pointers.child("", SuiteKeys.TASKS),
          "must be "
              + FEWEST
              + " to "
              + MOST
              + " tasks but "
              + (tasks.size() == 1 ? "was 1" : "were " + tasks.size()));
    }
    for (String task : tasks.keySet()) {
      if (SuiteKeys.RESERVED.contains(task)) {
        throw new SpecException(
            Pointers.child(Pointers.child("", SuiteKeys.TASKS), task),
            "no task can be called '" + task + "': results folders have a folder of that name");
      }
    }
  }

  /**
   * What a task has of its own, beside keys of a spec.
   *
   * @param spec path of a spec file that it begins with, relative to the file of the suite
   * @param target the test accuracy, a fraction of 1, whose cost is compared
   */
  public record Task(Optional<String> spec, Optional<Double> target) {}
}
