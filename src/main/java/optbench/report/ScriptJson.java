package optbench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * JSON that may stand in a {@code script} element: whatever a text holds, it cannot end the element
 * or open another, for no {@code <}, {@code >} or {@code &} is left in it.
 */
final class ScriptJson {
  /** What a chart can show. */
  private static final MathContext DIGITS = new MathContext(6);

  private ScriptJson() {}

  /**
   * Writes a value.
   *
   * @param value maps with strings as keys, lists, strings, numbers, booleans; numbers are rounded
   *     to six digits, and those that are not finite become null
   */
  static String of(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(e -> quoted(e.getKey().toString()) + ":" + of(e.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(ScriptJson::of).collect(Collectors.joining(",", "[", "]"));
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value instanceof Boolean) {
      return value.toString();
    }
    if (value instanceof String text) {
      return quoted(text);
    }
    throw new IllegalArgumentException("must be a value of JSON but was " + value.getClass());
  }

  private static String number(Number number) {
    if (number instanceof Integer || number instanceof Long) {
      return number.toString();
    }
    double value = number.doubleValue();
    return Double.isFinite(value)
        ? new BigDecimal(value).round(DIGITS).stripTrailingZeros().toString()
        : "null";
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '<', '>', '&', '\u2028', '\u2029' -> escaped(json, c);
        default -> {
          // A surrogate without its partner has no form in UTF-8; escaped, it has one in JSON.
          if (c < ' ' || Character.isSurrogate(c)) {
            escaped(json, c);
          } else {
            json.append(c);
          }
        }
      }
    }
    return json.append('"').toString();
  }

  private static void escaped(StringBuilder json, char c) {
    json.append("\\u");
    String hex = Integer.toHexString(c);
    json.append("0".repeat(4 - hex.length())).append(hex);
  }
}
