package optbench.result;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Records, maps and lists as one list of keys, so that two of them can be held against each other
 * without a word about what they hold: a component that is added later is compared, too.
 *
 * @param leaves as text by their path, such as {@code techniques.schedule}, in snake_case
 */
public record FlatTree(Map<String, String> leaves) {
  private static final double SMALLEST_PLAIN = 1e-4;

  /** What a trial's settings of many kinds are kept in: their own names tell them apart. */
  private static final Pattern KINDS = Pattern.compile("^(hyper_parameters|techniques)\\.");

  public FlatTree {
    leaves = Collections.unmodifiableMap(new LinkedHashMap<>(leaves));
  }

  /** Of a record, map or list. What is empty is left out. */
  public static FlatTree of(Object tree) {
    Map<String, String> leaves = new LinkedHashMap<>();
    add(leaves, "", tree);
    return new FlatTree(leaves);
  }

  /** With {@code learning_rate} for {@code hyper_parameters.learning_rate}. */
  public FlatTree withoutKinds() {
    Map<String, String> brief = new LinkedHashMap<>();
    leaves.forEach((key, value) -> brief.put(KINDS.matcher(key).replaceFirst(""), value));
    return new FlatTree(brief);
  }

  /** Without these leaves. */
  public FlatTree without(Predicate<String> keys) {
    Map<String, String> rest = new LinkedHashMap<>(leaves);
    rest.keySet().removeIf(keys);
    return new FlatTree(rest);
  }

  private static void add(Map<String, String> leaves, String path, Object value) {
    if (value instanceof Optional<?> optional) {
      optional.ifPresent(v -> add(leaves, path, v));
    } else if (value instanceof OptionalDouble number) {
      number.ifPresent(v -> add(leaves, path, v));
    } else if (value instanceof OptionalLong number) {
      number.ifPresent(v -> add(leaves, path, v));
    } else if (value instanceof OptionalInt number) {
      number.ifPresent(v -> add(leaves, path, v));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, v) -> add(leaves, below(path, String.valueOf(key)), v));
    } else if (value instanceof Record record) {
      for (RecordComponent component : record.getClass().getRecordComponents()) {
        Object inside = read(record, component);
        String key = below(path, snakeCase(component.getName()));
        add(leaves, inside instanceof Part ? path : key, inside);
      }
    } else if (value instanceof List<?> list) {
      addList(leaves, path, list);
    } else if (value != null) {
      leaves.put(path, text(value));
    }
  }

  private static void addList(Map<String, String> leaves, String path, List<?> list) {
    if (list.stream().noneMatch(v -> v instanceof Map || v instanceof List)) {
      leaves.put(path, list.stream().map(FlatTree::text).collect(Collectors.joining(", ")));
      return;
    }
    List<Object> parts = new ArrayList<>(list);
    for (int i = 0; i < parts.size(); i++) {
      add(leaves, path + "[" + (i + 1) + "]", parts.get(i));
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
