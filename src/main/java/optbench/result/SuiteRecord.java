package optbench.result;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a suite's results folder holds: a run for each task, in a folder of the task's name.
 *
 * @param tasks at least two, in their order
 */
public record SuiteRecord(int formatVersion, String name, List<Task> tasks) {
  /** The rest of a suite is in the records of its runs. */
  public static final int FORMAT_VERSION = 1;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

  public SuiteRecord {
    tasks = List.copyOf(tasks);
    Require.atLeast("how many tasks", 2, tasks.size());
    Require.different("names of tasks", tasks.stream().map(Task::name).toList());
  }

  /** Of a suite that begins. */
  public SuiteRecord(String name, List<Task> tasks) {
    this(FORMAT_VERSION, name, tasks);
  }

  /**
   * A task.
   *
   * @param name of its folder: it leads nowhere else
   * @param target the test accuracy, a fraction of 1, whose steps are compared
   */
  public record Task(String name, Optional<Double> target) {
    public Task {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("name must be that of a folder but was '" + name + "'");
      }
      target.ifPresent(accuracy -> Require.fraction("target", accuracy));
    }
  }
}
