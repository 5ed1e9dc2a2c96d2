package optbench.spec.key;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Pieces of JSON Schema. */
final class SchemaParts {
  private static final double LARGEST_INTEGER = 1e15;

  private SchemaParts() {}

  static Map<String, Object> of(String type) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("type", type);
    return node;
  }

  /** Puts a part among the definitions, unless it is there; the reference to it. */
  static Map<String, Object> defined(
      String name, Map<String, Object> definitions, Supplier<Map<String, Object>> part) {
    if (!definitions.containsKey(name)) {
      definitions.put(name, part.get());
    }
    Map<String, Object> reference = new LinkedHashMap<>();
    reference.put("$ref", "#/$defs/" + name);
    return reference;
  }

  /** A number as one would write it: 1 rather than 1.0. */
  static Number number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < LARGEST_INTEGER) {
      return (long) value;
    }
    return value;
  }
}
