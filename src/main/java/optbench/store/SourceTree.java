package optbench.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A spec as written: its values, and where each key and value stands, by JSON pointer. */
final class SourceTree {
  private final Map<String, Place> keys = new HashMap<>();
  private final Map<String, Place> values = new HashMap<>();
  private final Map<String, String> written = new HashMap<>();
  private JsonNode root = JsonNodeFactory.instance.objectNode();

  /** A spec that says nothing. */
  static SourceTree empty() {
    SourceTree tree = new SourceTree();
    tree.putValue("", Place.of(""));
    return tree;
  }

  JsonNode root() {
    return root;
  }

  void setRoot(JsonNode node) {
    root = node;
  }

  void putKey(String pointer, Place place) {
    keys.put(pointer, place);
  }

  void putValue(String pointer, Place place) {
    values.put(pointer, place);
  }

  void putWritten(String pointer, String text) {
    written.put(pointer, text);
  }

  /** Where a key stands; if nobody wrote it, where what surrounds it stands. */
  Place key(String pointer) {
    Place place = keys.get(pointer);
    return place == null ? value(pointer) : place;
  }

  /** Where a value stands; if nobody wrote it, where what surrounds it stands. */
  Place value(String pointer) {
    String at = pointer;
    while (!values.containsKey(at) && !at.isEmpty()) {
      at = Pointers.parent(at);
    }
    return values.get(at);
  }

  /** A number or word exactly as written, such as {@code 1e-4}. */
  String written(String pointer, JsonNode node) {
    return written.getOrDefault(pointer, node.asText());
  }

  /** Puts another tree's values into an object of this one; they keep their places. */
  void graft(ObjectNode parent, String parentPointer, String key, SourceTree other) {
    String pointer = Pointers.child(parentPointer, key);
    forget(pointer);
    parent.set(key, other.root);
    keys.put(pointer, other.value(""));
    other.keys.forEach((below, place) -> keys.put(pointer + below, place));
    other.values.forEach((below, place) -> values.put(pointer + below, place));
    other.written.forEach((below, text) -> written.put(pointer + below, text));
  }

  private void forget(String pointer) {
    for (Map<String, ?> map : List.of(keys, values, written)) {
      map.keySet().removeIf(key -> key.equals(pointer) || key.startsWith(pointer + "/"));
    }
  }
}
