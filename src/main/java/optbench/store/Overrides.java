package optbench.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import optbench.spec.ExperimentSpec;
import optbench.spec.key.Key;
import optbench.spec.key.ObjectType;
import optbench.spec.key.Pointers;
import optbench.spec.key.QuotedText;
import optbench.spec.key.Suggestions;

/** Puts values from the command line into a spec's tree, before it is validated. */
final class Overrides {
  private static final String OPTIMIZERS = "optimizers";

  private final SourceTree tree;
  private final Map<String, Key<?>> keys;
  private final List<Fault> faults = new ArrayList<>();

  private Overrides(SourceTree tree, Map<String, Key<?>> keys) {
    this.tree = tree;
    this.keys = keys;
  }

  /**
   * Changes the tree. Where a part of the spec is not what it should be, it is left for the
   * validation to complain about.
   *
   * @param type of the spec
   * @return overrides that have no place to go
   */
  static List<Fault> apply(
      SourceTree tree, List<SpecOverride> overrides, ObjectType<ExperimentSpec> type) {
    Overrides edits = new Overrides(tree, type.keys());
    if (tree.root() instanceof Map<?, ?>) {
      overrides.stream()
          .sorted(Comparator.comparingInt(SpecOverride::depth))
          .forEach(override -> edits.apply(SourceTree.mapping(tree.root()), override));
    }
    return edits.faults;
  }

  /** The same for whole keys, where the spec has none of that name. */
  static List<Fault> applyWhereMissing(
      SourceTree tree, List<SpecOverride> usual, ObjectType<ExperimentSpec> type) {
    return apply(
        tree,
        usual.stream()
            .filter(u -> tree.root() instanceof Map<?, ?> root && !root.containsKey(u.path()))
            .toList(),
        type);
  }

  private void apply(Map<String, Object> root, SpecOverride override) {
    SourceTree value = TreeReader.option(override.text(), override.origin());
    String path = override.path();
    int dot = path.indexOf('.');
    if (dot < 0) {
      tree.graft(root, "", path, value);
      return;
    }
    String head = path.substring(0, dot);
    String rest = path.substring(dot + 1);
    Key<?> key = keys.get(head);
    if (head.equals(OPTIMIZERS)) {
      optimizer(root, rest, value, Place.of(override.origin()));
    } else if (key != null && key.type().mayBeMapping()) {
      makeMapping(root, key);
      nested(root, "", path, value);
    } else {
      fault(override, wholeOnly(head));
    }
  }

  private String wholeOnly(String head) {
    return keys.containsKey(head)
        ? head + " can only be set as a whole: " + head + "=..."
        : Suggestions.unknownKey(head, keys.keySet());
  }

  /** Where something shorter stands for a mapping, the mapping takes its place. */
  private static void makeMapping(Map<String, Object> root, Key<?> key) {
    Object given = root.get(key.name());
    if (given instanceof Map || !root.containsKey(key.name())) {
      return;
    }
    if (key.type().rewritten(given) instanceof Map<?, ?> longer) {
      root.put(key.name(), new LinkedHashMap<>(longer));
    } else if (!(given instanceof String) || key.type().isValid(given)) {
      root.put(key.name(), new LinkedHashMap<>());
    }
  }

  /** Mappings on the way that are not there are made. */
  private void nested(Map<String, Object> parent, String pointer, String path, SourceTree value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      tree.graft(parent, pointer, path, value);
      return;
    }
    String key = path.substring(0, dot);
    if (!parent.containsKey(key)) {
      parent.put(key, new LinkedHashMap<>());
    }
    if (parent.get(key) instanceof Map<?, ?>) {
      nested(
          SourceTree.mapping(parent.get(key)),
          Pointers.child(pointer, key),
          path.substring(dot + 1),
          value);
    }
  }

  private void optimizer(Map<String, Object> root, String rest, SourceTree value, Place place) {
    int dot = rest.lastIndexOf('.');
    if (dot < 1) {
      faults.add(
          new Fault(
              place, "must say what to set, as in optimizers." + rest + ".learning_rate=0.01"));
      return;
    }
    if (!root.containsKey(OPTIMIZERS)) {
      List<?> usual = (List<?>) keys.get(OPTIMIZERS).usual().orElseThrow();
      root.put(OPTIMIZERS, new ArrayList<>(usual));
    }
    if (root.get(OPTIMIZERS) instanceof List<?>) {
      List<Object> list = list(root.get(OPTIMIZERS));
      String name = rest.substring(0, dot);
      List<Integer> found = find(list, name);
      if (found.size() != 1) {
        faults.add(new Fault(place, notOne(list, name, found)));
        return;
      }
      int index = found.get(0);
      tree.graft(
          entry(list, index), Pointers.child("/optimizers", index), rest.substring(dot + 1), value);
    }
  }

  @SuppressWarnings("unchecked") // The reader makes lists of values of all kinds.
  private static List<Object> list(Object value) {
    return (List<Object>) value;
  }

  /** The entry as a mapping, whatever it was. */
  private static Map<String, Object> entry(List<Object> list, int index) {
    if (!(list.get(index) instanceof Map<?, ?>)) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("optimizer", list.get(index));
      list.set(index, entry);
    }
    return SourceTree.mapping(list.get(index));
  }

  /** Entries of this label; if there are none, entries for the optimizer of this name. */
  private static List<Integer> find(List<Object> list, String name) {
    List<Integer> labelled = indexes(list, entry -> label(entry).equals(name));
    return labelled.isEmpty() ? indexes(list, entry -> optimizer(entry).equals(name)) : labelled;
  }

  private static List<Integer> indexes(List<Object> list, Predicate<Object> wanted) {
    return IntStream.range(0, list.size()).filter(i -> wanted.test(list.get(i))).boxed().toList();
  }

  private static String optimizer(Object entry) {
    Object name = entry instanceof Map<?, ?> mapping ? mapping.get("optimizer") : entry;
    return name instanceof String text ? text : "";
  }

  private static String label(Object entry) {
    return entry instanceof Map<?, ?> mapping && mapping.get("label") instanceof String label
        ? label
        : optimizer(entry);
  }

  private static String notOne(List<Object> list, String name, List<Integer> found) {
    List<String> labels = new ArrayList<>();
    list.forEach(entry -> labels.add(label(entry)));
    if (found.isEmpty()) {
      boolean near = Suggestions.nearest(name, labels).isPresent();
      return "no optimizer "
          + QuotedText.quote(name)
          + " in this spec"
          + (near ? Suggestions.didYouMean(name, labels) : ".")
          + " It has: "
          + String.join(", ", labels);
    }
    List<String> several = found.stream().map(labels::get).toList();
    return "'"
        + name
        + "' means several entries: say which by its label: "
        + String.join(", ", several);
  }

  private void fault(SpecOverride override, String message) {
    faults.add(new Fault(Place.of(override.origin()), message));
  }
}
