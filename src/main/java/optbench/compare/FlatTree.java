package optbench.compare;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Records, maps and lists as one list of keys, so that two of them can be held against each other
 * without a word about what they hold: a component that is added later is compared, too.
 */
final class FlatTree {
  private static final double SMALLEST_PLAIN = 1e-4;

  private final Map<String, String> leaves = new LinkedHashMap<>();

  private FlatTree() {}

  /**
   * Leaves by their path, such as {@code techniques.schedule}, in snake_case. What is empty is left
   * out.
   */
  static Map<String, String> of(Object tree) {
    FlatTree flat = new FlatTree();
    flat.add("", tree);
    return flat.leaves;
  }

  /** What is not the same in both, in the order of the first. */
  static List<RunDifference> differences(Map<String, String> a, Map<String, String> b) {
    Map<String, String> keys = new LinkedHashMap<>(a);
    keys.putAll(b);
    return keys.keySet().stream()
        .map(key -> new RunDifference(key, a.getOrDefault(key, ""), b.getOrDefault(key, "")))
        .filter(difference -> !difference.a().equals(difference.b()))
        .toList();
  }

  private void add(String path, Object value) {
    if (value instanceof Optional<?> optional) {
      optional.ifPresent(v -> add(path, v));
    } else if (value instanceof OptionalDouble number) {
      number.ifPresent(v -> add(path, v));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, v) -> add(below(path, String.valueOf(key)), v));
    } else if (value instanceof Record record) {
      for (RecordComponent component : record.getClass().getRecordComponents()) {
        add(below(path, snakeCase(component.getName())), read(record, component));
      }
    } else if (value instanceof List<?> list) {
      addList(path, list);
    } else if (value != null) {
      leaves.put(path, text(value));
    }
  }

  private void addList(String path, List<?> list) {
    if (list.stream().noneMatch(v -> v instanceof Map || v instanceof List)) {
      leaves.put(path, list.stream().map(FlatTree::text).collect(Collectors.joining(", ")));
      return;
    }
    List<Object> parts = new ArrayList<>(list);
    for (int i = 0; i < parts.size(); i++) {
      add(path + "[" + (i + 1) + "]", parts.get(i));
    }
  }

  private static String below(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static Object read(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a component of a public record can be read", e);
    }
  }

  private static String text(Object value) {
    if (!(value instanceof Double number) || !Double.isFinite(number)) {
      return String.valueOf(value);
    }
    BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    double size = Math.abs(number);
    return size == 0 || size >= SMALLEST_PLAIN
        ? exact.toPlainString()
        : exact.toString().toLowerCase(Locale.ROOT);
  }
}
