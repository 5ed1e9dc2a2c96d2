package optbench.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import optbench.spec.key.Key;
import optbench.spec.key.MapType;
import optbench.spec.key.ObjectType;
import optbench.spec.key.ValueType;

/**
 * The keys of a suite: those of a spec, which all tasks share, and the tasks. A task has some keys
 * of a spec of its own, which go before those that are shared.
 */
public final class SuiteKeys {
  /** The key that makes a file a suite. */
  public static final String TASKS = "tasks";

  /** Keys of a task that are not keys of a spec. */
  public static final Set<String> OF_TASKS_ALONE = Set.of("spec", "target");

  /** Folders that every results folder may have. */
  static final Set<String> RESERVED = Set.of("charts", "trials");

  /** In what tasks may differ: more, and it would not be one comparison. */
  private static final List<String> MAY_DIFFER =
      List.of("data", "network", "epochs", "batch_size", "optimizers", "tune");

  private static final Key<String> SPEC =
      Key.of(
          "spec",
          ValueType.text(
                  "A spec file that the task begins with, relative to this file: what this file says goes before what that one says",
                  "a path")
              .notEmpty());

  private static final Key<Double> TARGET =
      Key.of(
              "target",
              ValueType.number("The test accuracy, as a fraction of 1, whose steps are compared")
                  .above(ReportSpec.LEAST_TARGET)
                  .below(1))
          .comment("there is no performance profile unless every task has a target");

  private SuiteKeys() {}

  /**
   * All keys.
   *
   * @param experiment the keys of a spec
   */
  public static ObjectType<SuiteSpec> of(ObjectType<ExperimentSpec> experiment) {
    Key<Map<String, SuiteSpec.Task>> tasks =
        Key.of(
                TASKS,
                MapType.of(
                    "Two tasks or more, by names that are those of their results folders",
                    ValueType.text(
                            "A name",
                            "1 to 64 letters, digits, '_' or '-', the first a letter or digit")
                        .pattern("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$"),
                    task(experiment)))
            .required();
    List<Key<?>> keys = new ArrayList<>(experiment.keys().values());
    keys.add(0, tasks);
    return ObjectType.<SuiteSpec>of(
            "Several tasks that the same optimizers are compared on. Beside tasks stand keys of a spec, which all tasks share.")
        .readOnly(keys.toArray(Key<?>[]::new))
        .example(TASKS, exampleOfTasks())
        .reads(given -> new SuiteSpec(given.get(ExperimentKeys.NAME), given.get(tasks)));
  }

  private static Map<String, Object> exampleOfTasks() {
    Map<String, Object> tasks = new LinkedHashMap<>();
    tasks.put("digits", Map.of("data", DataSpec.MNIST));
    tasks.put("clothes", Map.of("data", DataSpec.FASHION_MNIST));
    return tasks;
  }

  private static ObjectType<SuiteSpec.Task> task(ObjectType<ExperimentSpec> experiment) {
    ObjectType.Builder<SuiteSpec.Task> task =
        ObjectType.<SuiteSpec.Task>of("A task: in what it differs from the others")
            .readOnly(SPEC, TARGET);
    experiment
        .keys()
        .forEach(
            (name, key) -> {
              if (MAY_DIFFER.contains(name)) {
                task.readOnly(key);
              } else {
                task.hint(name, "it stands beside tasks, and is the same for all of them");
              }
            });
    return task.example("data", DataSpec.MNIST, "network", "mlp", "target", 0.97)
        .reads(given -> new SuiteSpec.Task(given.find(SPEC), given.find(TARGET)));
  }
}
