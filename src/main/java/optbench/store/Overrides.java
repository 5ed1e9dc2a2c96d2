package optbench.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import optbench.spec.ExperimentSpec;

/** Puts values from the command line into a spec's tree, before it is validated. */
final class Overrides {
  private final SourceTree tree;
  private final List<String> topKeys;
  private final List<Fault> faults = new ArrayList<>();

  private Overrides(SourceTree tree, List<String> topKeys) {
    this.tree = tree;
    this.topKeys = topKeys;
  }

  /**
   * Changes the tree. Where a part of the spec is not what it should be, it is left for the
   * validation to complain about.
   *
   * @param topKeys the keys that a spec may have
   * @return overrides that have no place to go
   */
  static List<Fault> apply(SourceTree tree, List<SpecOverride> overrides, List<String> topKeys) {
    Overrides edits = new Overrides(tree, topKeys);
    if (tree.root() instanceof ObjectNode root) {
      overrides.stream()
          .sorted(Comparator.comparingInt(SpecOverride::depth))
          .forEach(override -> edits.apply(root, override));
    }
    return edits.faults;
  }

  private void apply(ObjectNode root, SpecOverride override) {
    SourceTree value = TreeReader.option(override.text(), override.origin());
    String path = override.path();
    int dot = path.indexOf('.');
    if (dot < 0) {
      tree.graft(root, "", path, value);
      return;
    }
    String head = path.substring(0, dot);
    String rest = path.substring(dot + 1);
    switch (head) {
      case "data" -> data(root, rest, value);
      case "timing" -> timing(root, rest, value);
      case TuneSchema.KEY -> nested(root, "", path, value);
      case "optimizers" -> optimizer(root, rest, value, Place.of(override.origin()));
      default -> fault(override, wholeOnly(head));
    }
  }

  private String wholeOnly(String head) {
    return topKeys.contains(head)
        ? head + " can only be set as a whole: " + head + "=..."
        : FaultWords.unknownKey(head, topKeys);
  }

  private void data(ObjectNode root, String key, SourceTree value) {
    JsonNode data = root.get("data");
    if (data == null || data.isTextual()) {
      ObjectNode object = root.objectNode();
      if (data != null) {
        object.set("name", data);
        tree.putValue("/data/name", tree.value("/data"));
      }
      root.set("data", object);
    }
    if (root.get("data") instanceof ObjectNode object) {
      tree.graft(object, "/data", key, value);
    }
  }

  /** Who says how times are to be taken wants them, whatever else the spec says. */
  private void timing(ObjectNode root, String key, SourceTree value) {
    JsonNode timing = root.path("timing");
    if (timing.isMissingNode() || timing.isBoolean()) {
      timing = root.putObject("timing");
    }
    if (timing instanceof ObjectNode object) {
      tree.graft(object, "/timing", key, value);
    }
  }

  /** Mappings on the way that are not there are made. */
  private void nested(ObjectNode parent, String pointer, String path, SourceTree value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      tree.graft(parent, pointer, path, value);
      return;
    }
    String key = path.substring(0, dot);
    if (!parent.has(key)) {
      parent.putObject(key);
    }
    if (parent.get(key) instanceof ObjectNode below) {
      nested(below, Pointers.child(pointer, key), path.substring(dot + 1), value);
    }
  }

  private void optimizer(ObjectNode root, String rest, SourceTree value, Place place) {
    int dot = rest.lastIndexOf('.');
    if (dot < 1) {
      faults.add(
          new Fault(
              place, "must say what to set, as in optimizers." + rest + ".learning_rate=0.01"));
      return;
    }
    if (!root.has("optimizers")) {
      ExperimentSpec.DEFAULT_OPTIMIZERS.forEach(root.putArray("optimizers")::add);
    }
    if (root.get("optimizers") instanceof ArrayNode list) {
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

  /** The entry as a mapping, whatever it was. */
  private ObjectNode entry(ArrayNode list, int index) {
    if (list.get(index) instanceof ObjectNode object) {
      return object;
    }
    ObjectNode object = list.objectNode();
    object.set("optimizer", list.get(index));
    String pointer = Pointers.child("/optimizers", index);
    tree.putValue(Pointers.child(pointer, "optimizer"), tree.value(pointer));
    list.set(index, object);
    return object;
  }

  /** Entries of this label; if there are none, entries for the optimizer of this name. */
  private static List<Integer> find(ArrayNode list, String name) {
    List<Integer> labelled =
        IntStream.range(0, list.size())
            .filter(i -> label(list.get(i)).equals(name))
            .boxed()
            .toList();
    return labelled.isEmpty()
        ? IntStream.range(0, list.size())
            .filter(i -> list.get(i).path("optimizer").asText().equals(name))
            .boxed()
            .toList()
        : labelled;
  }

  private static String label(JsonNode entry) {
    return entry.path("label").asText(entry.path("optimizer").asText(entry.asText()));
  }

  private static String notOne(ArrayNode list, String name, List<Integer> found) {
    List<String> labels = new ArrayList<>();
    list.forEach(entry -> labels.add(label(entry)));
    if (found.isEmpty()) {
      boolean near = Suggestions.nearest(name, labels).isPresent();
      return "no optimizer "
          + Fault.quote(name)
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
