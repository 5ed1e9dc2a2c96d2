package optbench.spec.key;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import optbench.spec.SpecException;

/**
 * A mapping of like values by name: some known names, or names that the author of a file chooses.
 *
 * @param <T> what a value becomes
 */
public final class MapType<T> extends ValueType<Map<String, T>> {
  private final List<String> names;
  private final TextType name;
  private final ValueType<T> value;
  private final Object example;

  private MapType(
      String doc, List<String> names, TextType name, ValueType<T> value, Object example) {
    super(doc);
    this.names = names;
    this.name = name;
    this.value = value;
    this.example = example;
  }

  /**
   * With these names, of which some may be there.
   *
   * @param example as it could stand in a file
   */
  public static <T> MapType<T> of(
      String doc, List<String> names, ValueType<T> value, Map<String, Object> example) {
    return new MapType<>(doc, List.copyOf(names), null, value, example);
  }

  /** With names that the author chooses. */
  public static <T> MapType<T> of(String doc, TextType name, ValueType<T> value) {
    return new MapType<>(doc, List.of(), name, value, null);
  }

  @Override
  boolean hasKey(String key) {
    return names.contains(key);
  }

  @Override
  public String allowed() {
    return example == null ? "a mapping" : "a mapping such as " + FlowText.of(example);
  }

  @Override
  public Map<String, T> read(Object tree) {
    Map<String, T> values = new LinkedHashMap<>();
    ((Map<?, ?>) tree)
        .forEach(
            (key, each) ->
                values.put(
                    key.toString(),
                    SpecException.below(
                        Pointers.child("", key.toString()), () -> value.read(each))));
    return values;
  }

  @Override
  public Object write(Map<String, T> values) {
    Map<String, Object> tree = new LinkedHashMap<>();
    values.forEach((key, each) -> tree.put(key, value.write(each)));
    return tree;
  }

  @Override
  boolean hasForm(Object tree) {
    return tree instanceof Map;
  }

  @Override
  void check(Spot at) {
    if (!(at.value() instanceof Map<?, ?> mapping)) {
      at.refuse();
      return;
    }
    if (name != null) {
      checkNames(mapping, at);
    }
    mapping.forEach(
        (key, each) -> {
          if (name == null && !names.contains(key)) {
            at.sayOfKey(key.toString(), Suggestions.unknownKey(key.toString(), names));
          } else {
            value.check(at.child(key.toString(), each, value));
          }
        });
  }

  private void checkNames(Map<?, ?> mapping, Spot at) {
    List<String> bad =
        mapping.keySet().stream().map(String::valueOf).filter(key -> !name.accepts(key)).toList();
    if (!bad.isEmpty()) {
      at.sayOfKey(
          bad.get(0),
          "keys of "
              + Pointers.subject(at.pointer())
              + " must be "
              + name.allowed()
              + " but were "
              + bad.stream().map(QuotedText::quote).collect(Collectors.joining(", ")));
    }
  }

  @Override
  void describe(String path, KeyReference reference) {
    value.describe(path + ".<name>", reference);
  }

  @Override
  Map<String, Object> schema(Map<String, Object> definitions) {
    Map<String, Object> node = SchemaParts.of("object");
    node.put("description", doc());
    if (name == null) {
      Map<String, Object> properties = new LinkedHashMap<>();
      names.forEach(key -> properties.put(key, value.schema(definitions)));
      node.put("additionalProperties", false);
      node.put("properties", properties);
    } else {
      node.put("additionalProperties", value.schema(definitions));
      node.put("propertyNames", name.schema(definitions));
    }
    if (example != null) {
      node.put("examples", List.of(example));
    }
    return node;
  }
}
