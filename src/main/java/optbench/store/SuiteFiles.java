package optbench.store;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import optbench.spec.ExperimentSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.SuiteKeys;
import optbench.spec.SuiteSpec;
import optbench.spec.key.KeyReference;
import optbench.spec.key.ObjectType;
import optbench.spec.key.Pointers;
import optbench.spec.key.QuotedText;

/**
 * Reads suites, in YAML or JSON. Each task becomes a spec, put together of the spec file that it
 * may name, the keys that all tasks share, its own keys, and the command line's: what comes later
 * goes before what comes first. All keys keep the places where they were written.
 */
public final class SuiteFiles {
  private static final String NAME = "name";
  private static final String TARGETS = "targets";

  /** Keys of a suite that are not keys of its tasks. */
  private static final Set<String> OF_THE_WHOLE = Set.of(SuiteKeys.TASKS, NAME, "$schema");

  private final ObjectType<ExperimentSpec> experiment;
  private final ObjectType<SuiteSpec> suite;

  SuiteFiles(ObjectType<ExperimentSpec> experiment) {
    this.experiment = experiment;
    this.suite = SuiteKeys.of(experiment);
  }

  /** The JSON Schema of suites, indented, with a line end at its end. */
  public String schema() {
    return Json.pretty(suite.document("optbench suite")) + "\n";
  }

  /** All keys of suites, as a page in Markdown. */
  public String reference() {
    return KeyReference.of("Keys of a suite", suite);
  }

  /**
   * Whether a file holds a suite. One that cannot be read is none: whoever reads it as a spec says
   * what is wrong with it.
   */
  public static boolean isSuite(Path file) {
    try {
      return TreeReader.file(file).root() instanceof Map<?, ?> root
          && root.containsKey(SuiteKeys.TASKS);
    } catch (SpecFileException e) {
      return false;
    }
  }

  /**
   * Reads a file.
   *
   * @param overrides of every task, but for the name, which is that of the suite
   * @param usual of keys that neither a task nor the overrides have
   * @throws SpecFileException with the faults that were found
   */
  public LoadedSuite read(Path file, List<SpecOverride> overrides, List<SpecOverride> usual) {
    SourceTree tree = TreeReader.file(file);
    List<SpecOverride> ofTheWhole = overrides.stream().filter(o -> o.path().equals(NAME)).toList();
    List<Fault> faults = new ArrayList<>(Overrides.apply(tree, ofTheWhole, experiment));
    faults.addAll(tree.faults(suite));
    throwAll(faults);
    SuiteSpec said = tree.read(suite, Map.of(NAME, SpecFiles.nameOf(file)));
    List<SpecOverride> ofTasks = overrides.stream().filter(o -> !o.path().equals(NAME)).toList();
    List<LoadedSuite.Task> tasks = new ArrayList<>();
    said.tasks().forEach((name, task) -> tasks.add(task(name, task, tree, file, ofTasks, usual)));
    throwAll(differentLabels(tasks, tree));
    throwAll(twice(tasks, tree));
    return new LoadedSuite(said.name(), tasks);
  }

  private static void throwAll(List<Fault> faults) {
    if (!faults.isEmpty()) {
      throw SpecFileException.of(faults);
    }
  }

  private LoadedSuite.Task task(
      String name,
      SuiteSpec.Task said,
      SourceTree whole,
      Path file,
      List<SpecOverride> overrides,
      List<SpecOverride> usual) {
    String pointer = pointer(name);
    SourceTree tree =
        said.spec().map(path -> begun(path, pointer, whole, file)).orElseGet(SourceTree::empty);
    if (said.spec().isEmpty()) {
      tree.putValue("", whole.value(pointer));
    }
    if (tree.root() instanceof Map<?, ?>) {
      Map<String, Object> root = SourceTree.mapping(tree.root());
      root.remove(NAME);
      putInto(tree, "", OF_THE_WHOLE, whole);
      putInto(tree, pointer, SuiteKeys.OF_TASKS_ALONE, whole);
      said.target()
          .filter(target -> !root.containsKey(TARGETS))
          .ifPresent(target -> root.put(TARGETS, new ArrayList<>(List.of(target))));
    }
    List<Fault> faults = new ArrayList<>(Overrides.apply(tree, overrides, experiment));
    faults.addAll(Overrides.applyWhereMissing(tree, usual, experiment));
    faults.addAll(tree.faults(experiment));
    throwAll(faults);
    return new LoadedSuite.Task(
        name,
        said.target().map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
        new LoadedSpec(tree.read(experiment, Map.of(NAME, name)), tree));
  }

  private static String pointer(String task) {
    return Pointers.child(Pointers.child("", SuiteKeys.TASKS), task);
  }

  /** The spec file that a task begins with. */
  private static SourceTree begun(String path, String pointer, SourceTree whole, Path file) {
    Place place = whole.value(pointer + "/spec");
    Path spec;
    try {
      spec = file.resolveSibling(path);
    } catch (InvalidPathException e) {
      throw new SpecFileException(
          new Fault(place, "no file can have the name " + QuotedText.quote(path)));
    }
    if (!Files.exists(spec)) {
      throw new SpecFileException(
          new Fault(
              place, "there is no file " + spec + ": paths are relative to the suite's file"));
    }
    return TreeReader.file(spec);
  }

  /** Keys of a part of the suite go before those that the spec has. */
  private static void putInto(
      SourceTree spec, String pointer, Set<String> except, SourceTree whole) {
    Map<String, Object> root = SourceTree.mapping(spec.root());
    for (Object key : ((Map<?, ?>) whole.part(pointer).root()).keySet()) {
      String name = key.toString();
      if (!except.contains(name)) {
        spec.graft(root, "", name, whole.part(Pointers.child(pointer, name)));
      }
    }
  }

  /** Where optimizers differ, nothing can be said of one over all tasks. */
  private static List<Fault> differentLabels(List<LoadedSuite.Task> tasks, SourceTree tree) {
    LoadedSuite.Task first = tasks.get(0);
    List<Fault> faults = new ArrayList<>();
    for (LoadedSuite.Task task : tasks) {
      Set<String> missing = labels(first);
      missing.removeAll(labels(task));
      Set<String> more = labels(task);
      more.removeAll(labels(first));
      Optional<String> what =
          !missing.isEmpty()
              ? Optional.of("has no " + QuotedText.quote(missing.iterator().next()))
              : more.stream()
                  .findFirst()
                  .map(label -> "has " + QuotedText.quote(label) + " besides");
      what.ifPresent(
          w ->
              faults.add(
                  new Fault(
                      tree.value(pointer(task.name()) + "/optimizers"),
                      "all tasks must have the same optimizers, under the same labels, but task "
                          + task.name()
                          + " "
                          + w
                          + (missing.isEmpty() ? ", which task " : ", and task ")
                          + first.name()
                          + (missing.isEmpty() ? " has not" : " has it"))));
    }
    return faults;
  }

  private static Set<String> labels(LoadedSuite.Task task) {
    Set<String> labels = new LinkedHashSet<>();
    task.spec().spec().training().optimizers().stream()
        .map(OptimizerSpec::name)
        .forEach(labels::add);
    return labels;
  }

  /** What counts twice would be twice as right. */
  private static List<Fault> twice(List<LoadedSuite.Task> tasks, SourceTree tree) {
    Map<List<Object>, String> seen = new LinkedHashMap<>();
    List<Fault> faults = new ArrayList<>();
    for (LoadedSuite.Task task : tasks) {
      ExperimentSpec spec = task.spec().spec();
      String before =
          seen.putIfAbsent(List.of(spec.task(), spec.training(), spec.tune()), task.name());
      if (before != null) {
        faults.add(
            new Fault(
                tree.value(pointer(task.name())),
                "tasks "
                    + before
                    + " and "
                    + task.name()
                    + " are the same: they train the same network on the same data in the same way"));
      }
    }
    return faults;
  }
}
