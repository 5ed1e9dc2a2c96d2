package optbench.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Holds a spec against the schema, and tells faults in the words of someone who wrote the spec.
 *
 * <p>Where something may be written in several ways, a validator complains about each of them. Here
 * the way that was meant is found first (by type, or by the key that names the kind), and only
 * complaints about that one are passed on.
 */
final class SpecValidator {
  private final JsonNode root;
  private final SchemaWords words;
  private final FaultWords faultWords;
  private final Schema schema;

  SpecValidator(JsonNode schemaRoot) {
    this.root = schemaRoot;
    this.words = new SchemaWords(root);
    this.faultWords = new FaultWords(words);
    this.schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(root);
  }

  /** Everything that is wrong, without duplicates. */
  List<Fault> faults(SourceTree tree) {
    Set<Fault> faults = new LinkedHashSet<>();
    for (Error error : schema.validate(tree.root())) {
      Step end = walk(error, tree);
      if (end != null) {
        faults.add(faultWords.of(error, end, tree));
      }
    }
    return new ArrayList<>(faults);
  }

  /**
   * A part of the schema, and the part of the spec that was held against it.
   *
   * @param union the nearest choice on the way here that is about the same part of the spec; the
   *     same as {@code node} if there is none
   * @param meant whether it is clear which of the union's ways was meant
   */
  record Step(JsonNode node, JsonNode union, JsonNode value, String pointer, boolean meant) {}

  /** Follows an error's path through schema and spec; null if it is about a way not meant. */
  private Step walk(Error error, SourceTree tree) {
    NodePath path = error.getEvaluationPath();
    NodePath instance = error.getInstanceLocation();
    Step at = new Step(root, root, tree.root(), "", true);
    int depth = 0;
    // The last step is the keyword that was broken.
    for (int i = 0; i < path.getNameCount() - 1; i++) {
      switch (String.valueOf(path.getElement(i))) {
        case "properties" -> {
          i++;
          at = down(at, at.node().get("properties").get(key(path, i)), key(path, i));
          depth++;
        }
        case "items" -> {
          at = down(at, at.node().get("items"), Integer.parseInt(key(instance, depth)));
          depth++;
        }
        case "additionalProperties" -> {
          at = down(at, at.node().get("additionalProperties"), key(instance, depth));
          depth++;
        }
        case "anyOf" -> {
          i++;
          int meant = meant(at.node(), at.value());
          if (meant < 0) {
            return new Step(at.node(), at.node(), at.value(), at.pointer(), false);
          }
          if (meant != Integer.parseInt(key(path, i))) {
            return null;
          }
          JsonNode way = at.node().get("anyOf").get(meant);
          at = new Step(way, at.node(), at.value(), at.pointer(), true);
        }
        case "$ref" ->
            at = new Step(words.resolve(at.node()), at.union(), at.value(), at.pointer(), true);
        default -> throw new IllegalStateException("no such step in the schema: " + path);
      }
    }
    return at;
  }

  private static String key(NodePath path, int index) {
    return String.valueOf(path.getElement(index));
  }

  private static Step down(Step at, JsonNode node, String key) {
    return new Step(node, node, at.value().path(key), Pointers.child(at.pointer(), key), true);
  }

  private static Step down(Step at, JsonNode node, int index) {
    return new Step(node, node, at.value().path(index), Pointers.child(at.pointer(), index), true);
  }

  /** Which way of writing it was meant; -1 if there is no telling. */
  private int meant(JsonNode union, JsonNode value) {
    List<JsonNode> ways = words.ways(union);
    for (int i = 0; i < ways.size(); i++) {
      if (hasType(ways.get(i).path("type").asText(), value) && isOfKind(ways.get(i), value)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean hasType(String type, JsonNode value) {
    return switch (type) {
      case "string" -> value.isTextual();
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "boolean" -> value.isBoolean();
      case "integer" -> value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
      default -> value.isNumber();
    };
  }

  private static boolean isOfKind(JsonNode way, JsonNode value) {
    return way.path("properties").properties().stream()
        .filter(property -> property.getValue().has("const"))
        .allMatch(
            property -> property.getValue().get("const").equals(value.get(property.getKey())));
  }
}
