package optbench.spec.key;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Several ways to write something. They differ in form, so that it is clear which one is meant.
 *
 * @param <T> what it becomes
 */
public final class ChoiceType<T> extends ValueType<T> {
  private final List<Way<T>> ways;
  private final List<Object> examples;

  private ChoiceType(String doc, List<Way<T>> ways, List<Object> examples) {
    super(doc);
    this.ways = ways;
    this.examples = examples;
  }

  /**
   * One way.
   *
   * @param writes whether a value is written this way
   */
  private record Way<T>(ValueType<T> type, Predicate<T> writes) {}

  /** A choice, to be given its ways. */
  public static <T> ChoiceType<T> of(String doc) {
    return new ChoiceType<>(doc, List.of(), List.of());
  }

  /** With one more way, in which some values are written; the first that suits is taken. */
  public ChoiceType<T> way(ValueType<T> type, Predicate<T> writes) {
    List<Way<T>> more = new ArrayList<>(ways);
    more.add(new Way<>(type, writes));
    return new ChoiceType<>(doc(), more, examples);
  }

  /** With one more way, in which nothing is ever written. */
  public ChoiceType<T> way(ValueType<T> type) {
    return way(type, value -> false);
  }

  /** With examples for editors. */
  public ChoiceType<T> examples(Object... some) {
    return new ChoiceType<>(doc(), ways, List.of(some));
  }

  @Override
  List<ValueType<?>> ways() {
    List<ValueType<?>> all = new ArrayList<>();
    ways.forEach(way -> all.addAll(way.type().ways()));
    return all;
  }

  @Override
  public String allowed() {
    return allowed(ways());
  }

  private Optional<ValueType<T>> meant(Object value) {
    return ways.stream().map(Way::type).filter(type -> type.hasForm(value)).findFirst();
  }

  @Override
  public T read(Object value) {
    return meant(value).orElseThrow().read(value);
  }

  @Override
  public Object write(T value) {
    return ways.stream()
        .filter(way -> way.writes().test(value))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("cannot be written: " + value))
        .type()
        .write(value);
  }

  @Override
  boolean hasForm(Object value) {
    return meant(value).isPresent();
  }

  @Override
  void check(Spot at) {
    meant(at.value()).ifPresentOrElse(type -> type.check(at), at::refuse);
  }

  @Override
  void describe(String path, KeyReference reference) {
    ways.forEach(way -> way.type().describe(path, reference));
  }

  @Override
  Map<String, Object> schema(Map<String, Object> definitions) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("description", doc());
    node.put("anyOf", ways.stream().map(way -> way.type().schema(definitions)).toList());
    if (!examples.isEmpty()) {
      node.put("examples", examples);
    }
    return node;
  }
}
