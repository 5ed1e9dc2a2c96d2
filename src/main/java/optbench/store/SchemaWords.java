package optbench.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Puts into words what a part of the schema allows, to follow "must be". */
final class SchemaWords {
  private final JsonNode schema;

  SchemaWords(JsonNode schema) {
    this.schema = schema;
  }

  /** The part itself, or what it refers to. */
  JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? schema.at(node.get("$ref").asText().substring(1)) : node;
  }

  /** The ways to write something; one way, if there is no choice. */
  List<JsonNode> ways(JsonNode node) {
    List<JsonNode> ways = new ArrayList<>();
    if (node.has("anyOf")) {
      node.get("anyOf").forEach(way -> ways.add(resolve(way)));
    } else {
      ways.add(resolve(node));
    }
    return ways;
  }

  /** Words of an enumeration. */
  static List<String> words(JsonNode node) {
    return StreamSupport.stream(node.path("enum").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  /** Keys of a mapping. */
  static List<String> keys(JsonNode node) {
    List<String> keys = new ArrayList<>();
    node.path("properties").fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  String allowed(JsonNode node) {
    List<String> parts = new ArrayList<>();
    boolean mapping = false;
    for (JsonNode way : ways(node)) {
      boolean object = way.path("type").asText().equals("object");
      // Mappings of one list differ in their details only: the first stands for all.
      if (!(object && mapping)) {
        parts.add(one(way));
      }
      mapping |= object;
    }
    return String.join(", or ", parts);
  }

  private String one(JsonNode node) {
    return switch (node.path("type").asText()) {
      case "integer" -> integer(node);
      case "number" -> "a number" + range(node);
      case "boolean" -> "true or false";
      case "array" -> list(node);
      case "object" -> mapping(node);
      default -> text(node);
    };
  }

  private static String text(JsonNode node) {
    if (!node.has("enum")) {
      return node.has("const") ? node.get("const").asText() : node.path("description").asText();
    }
    List<String> words = words(node);
    return words.size() == 1 ? words.get(0) : "one of " + String.join(", ", words);
  }

  private static String integer(JsonNode node) {
    long minimum = node.get("minimum").asLong();
    long maximum = node.get("maximum").asLong();
    return minimum == Long.MIN_VALUE
        ? "an integer of at most 64 bits"
        : "an integer from " + minimum + " to " + maximum;
  }

  private static String range(JsonNode node) {
    String low =
        node.has("minimum")
            ? node.get("minimum").asText()
            : node.path("exclusiveMinimum").asText("");
    boolean open = node.has("exclusiveMinimum");
    if (node.has("exclusiveMaximum")) {
      String high = node.get("exclusiveMaximum").asText();
      return (open ? " above " : " of at least ") + low + " and below " + high;
    }
    if (node.has("maximum")) {
      String high = node.get("maximum").asText();
      return open ? " above " + low + " and at most " + high : " from " + low + " to " + high;
    }
    return low.isEmpty() ? "" : (open ? " above " : " of at least ") + low;
  }

  private static String list(JsonNode node) {
    String noun = node.path("title").asText();
    int least = node.get("minItems").asInt();
    if (least == node.get("maxItems").asInt()) {
      return "a list of " + least + " " + noun;
    }
    return least == 0
        ? "a list of up to " + node.get("maxItems").asInt() + " " + noun
        : "a list of " + least + " to " + node.get("maxItems").asInt() + " " + noun;
  }

  private static String mapping(JsonNode node) {
    return node.has("examples") ? "a mapping such as " + example(node) : "a mapping";
  }

  /** A mapping as it could stand in a spec: {@code {layer: dense, units: 128}}. */
  static String example(JsonNode node) {
    return flow(node.at("/examples/0"));
  }

  private static String flow(JsonNode value) {
    if (value.isObject()) {
      return value.properties().stream()
          .map(entry -> entry.getKey() + ": " + flow(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return value.isArray()
        ? StreamSupport.stream(value.spliterator(), false)
            .map(SchemaWords::flow)
            .collect(Collectors.joining(", ", "[", "]"))
        : value.asText();
  }

  /** The key whose value tells the ways to write a mapping apart; empty if there is none. */
  String distinction(JsonNode union) {
    return ways(union).stream()
        .flatMap(way -> keys(way).stream().filter(key -> way.at("/properties/" + key).has("const")))
        .findFirst()
        .orElse("");
  }

  /** The values of that key. */
  List<String> kinds(JsonNode union) {
    String key = distinction(union);
    return ways(union).stream()
        .map(way -> way.at("/properties/" + key + "/const"))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .toList();
  }

  /** The way to write a mapping of this kind. */
  JsonNode ofKind(JsonNode union, String kind) {
    String path = "/properties/" + distinction(union) + "/const";
    return ways(union).stream()
        .filter(way -> way.at(path).asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  /** The settings of one kind of mapping, without the keys that all kinds have. */
  static List<String> settings(JsonNode way) {
    return keys(way).stream().filter(key -> !SpecTree.COMMON_KEYS.contains(key)).toList();
  }
}
