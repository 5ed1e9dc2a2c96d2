package optbench.spec;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.regex.Pattern;

/**
 * A record in words that leave out none of its components: ids of trials are made of them, and two
 * trials that differ in anything have to differ there.
 */
final class RecordText {
  /** Such as {@code {kernel}}; {@code {same|valid}} of a flag, whose name stands for true. */
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)(?:\\|(\\w+))?\\}");

  private RecordText() {}

  /**
   * Fills a pattern in.
   *
   * @param pattern with a place for each component
   * @param numbers how numbers with a fraction are written
   * @throws IllegalStateException if a component has no place
   */
  static String of(Record of, String pattern, DoubleFunction<String> numbers) {
    Map<String, Object> unsaid = components(of);
    Map<String, Object> all = Map.copyOf(unsaid);
    String text =
        PLACE
            .matcher(pattern)
            .replaceAll(
                place -> {
                  String name = place.group(1);
                  unsaid.remove(name);
                  return word(all.get(name), name, place.group(2), numbers);
                });
    if (!unsaid.isEmpty()) {
      throw new IllegalStateException("'" + pattern + "' has no place for " + unsaid.keySet());
    }
    return text;
  }

  private static String word(
      Object value, String name, String otherwise, DoubleFunction<String> numbers) {
    if (value instanceof Boolean flag) {
      return flag ? name : otherwise;
    }
    if (value instanceof Double number) {
      return numbers.apply(number);
    }
    return value instanceof Enum<?> word ? word.name().toLowerCase(Locale.ROOT) : value.toString();
  }

  private static Map<String, Object> components(Record of) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (RecordComponent component : of.getClass().getRecordComponents()) {
      try {
        values.put(component.getName(), component.getAccessor().invoke(of));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("components of a public record can be read", e);
      }
    }
    return values;
  }
}
