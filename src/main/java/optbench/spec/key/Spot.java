package optbench.spec.key;

import java.util.List;
import java.util.Map;

/**
 * A value that is held against a type, and where it stands.
 *
 * @param type all that may stand there: where there is a choice, the choice
 */
record Spot(Object value, String pointer, ValueType<?> type, Faults faults) {
  Spot child(String key, Object child, ValueType<?> its) {
    return new Spot(child, Pointers.child(pointer, key), its, faults);
  }

  Spot child(int index, Object child, ValueType<?> its) {
    return new Spot(child, Pointers.child(pointer, index), its, faults);
  }

  /** A fault of the value, in a sentence that begins with "must". */
  void must(String sentence) {
    say(Pointers.subject(pointer) + " " + sentence);
  }

  /** A fault of the value. */
  void say(String message) {
    faults.add(new KeyFault(pointer, false, message));
  }

  /** A fault of one of the keys of the value. */
  void sayOfKey(String key, String message) {
    faults.add(new KeyFault(Pointers.child(pointer, key), true, message));
  }

  /** The value is not among what is allowed. */
  void refuse() {
    String allowed = type.allowed();
    String found =
        value instanceof List<?> list && !list.isEmpty() && allowed.contains("a list")
            ? "a list of " + list.size()
            : found();
    String comma = allowed.contains(", or ") ? "," : "";
    String advice = value instanceof String text ? type.advice(text) : "";
    must("must be " + allowed + comma + " but was " + found + advice);
  }

  /** How a sentence names the value. */
  String found() {
    if (value == null) {
      return "empty";
    }
    if (value instanceof String text) {
      return QuotedText.quote(text);
    }
    if (value instanceof List<?> list) {
      return list.isEmpty() ? "an empty list" : "a list";
    }
    if (value instanceof Map<?, ?> mapping) {
      return mapping.isEmpty() ? "an empty mapping" : "a mapping";
    }
    return QuotedText.shorten(faults.written(pointer, value));
  }
}
