package optbench.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The few kinds of JSON Schema that a spec is made of. */
final class SchemaNodes {
  private SchemaNodes() {}

  private static ObjectNode of(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  /**
   * A text.
   *
   * @param allowed what it may be, to follow "must be"
   */
  static ObjectNode text(String title, String allowed) {
    return of("string").put("title", title).put("description", allowed);
  }

  /**
   * One of some words.
   *
   * @param noun what they are, such as "optimizer"
   */
  static ObjectNode words(String noun, String meaning, List<String> words) {
    ObjectNode node = of("string").put("title", noun).put("description", meaning);
    ArrayNode list = node.putArray("enum");
    words.forEach(list::add);
    return node;
  }

  /** The word that tells one kind of entry from the others. */
  static ObjectNode constant(String noun, String word) {
    return of("string").put("title", noun).put("const", word);
  }

  static ObjectNode integer(String meaning, long minimum, long maximum) {
    return of("integer")
        .put("description", meaning)
        .put("minimum", minimum)
        .put("maximum", maximum);
  }

  static ObjectNode number(String meaning) {
    return of("number").put("description", meaning);
  }

  static ObjectNode flag(String meaning) {
    return of("boolean").put("description", meaning);
  }

  /** A mapping with no keys but those that are given to it later. */
  static ObjectNode object(String meaning) {
    return of("object").put("description", meaning).put("additionalProperties", false);
  }

  /**
   * A list.
   *
   * @param noun what its entries are, in the plural
   */
  static ObjectNode array(String noun, String meaning, int minimum, int maximum, ObjectNode items) {
    ObjectNode node =
        of("array")
            .put("title", noun)
            .put("description", meaning)
            .put("minItems", minimum)
            .put("maxItems", maximum);
    node.set("items", items);
    return node;
  }

  /** Several ways to write one thing. */
  static ObjectNode anyOf(String meaning, ObjectNode... ways) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("description", meaning);
    node.putArray("anyOf").addAll(List.of(ways));
    return node;
  }
}
