package optbench.spec.key;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A mapping with keys of its own, and no others.
 *
 * @param <T> what it becomes
 */
public final class ObjectType<T> extends ValueType<T> {
  private final Map<String, Key<?>> keys;
  private final String kindKey;
  private final String kind;
  private final List<String> settings;
  private final List<BiConsumer<T, Map<String, Object>>> writers;
  private final Function<Given, T> reader;
  private final Object example;
  private final Map<String, String> hints;

  private ObjectType(Builder<T> builder, Function<Given, T> reader) {
    super(builder.doc);
    this.keys = Collections.unmodifiableMap(new LinkedHashMap<>(builder.keys));
    this.kindKey = builder.kindKey;
    this.kind = builder.kind;
    this.settings = builder.settings == null ? List.copyOf(keys.keySet()) : builder.settings;
    this.writers = List.copyOf(builder.writers);
    this.example = builder.example;
    this.hints = Map.copyOf(builder.hints);
    this.reader = reader;
  }

  /** A mapping, to be given its keys. */
  public static <T> Builder<T> of(String doc) {
    return new Builder<>(doc);
  }

  /**
   * Collects keys, and how each is written.
   *
   * @param <T> what the mapping becomes
   */
  public static final class Builder<T> {
    private final String doc;
    private final Map<String, Key<?>> keys = new LinkedHashMap<>();
    private final List<BiConsumer<T, Map<String, Object>>> writers = new ArrayList<>();
    private final Map<String, String> hints = new LinkedHashMap<>();
    private String kindKey = "";
    private String kind = "";
    private List<String> settings;
    private Object example;

    private Builder(String doc) {
      this.doc = doc;
    }

    /** It is of this kind, which is what stands under this key. */
    public Builder<T> kind(String key, String word) {
      kindKey = key;
      kind = word;
      writers.add((value, tree) -> tree.put(key, word));
      return this;
    }

    /** It is of the kind that one of its keys is called by, and has no other word for it. */
    public Builder<T> kindByKey(String word) {
      kind = word;
      return this;
    }

    /** A key that is always written. */
    public <V> Builder<T> with(Key<V> key, Function<T, V> value) {
      return optional(key, value.andThen(Optional::of));
    }

    /** A key that is written where there is a value. */
    public <V> Builder<T> optional(Key<V> key, Function<T, Optional<V>> value) {
      add(key);
      writers.add(
          (object, tree) ->
              value.apply(object).ifPresent(v -> tree.put(key.name(), key.type().write(v))));
      return this;
    }

    /** A key that is written where its value is not its default. */
    public <V> Builder<T> unlessDefault(Key<V> key, Function<T, V> value) {
      V usual = key.defaultValue();
      return optional(
          key, object -> Optional.of(value.apply(object)).filter(v -> !v.equals(usual)));
    }

    /** Keys that are never written. */
    public Builder<T> readOnly(Key<?>... some) {
      List.of(some).forEach(this::add);
      return this;
    }

    /** Keys that make a part of it. */
    public <P> Builder<T> part(ObjectType<P> part, Function<T, P> value) {
      part.keys.values().forEach(this::add);
      writers.add((object, tree) -> part.write(value.apply(object), tree));
      return this;
    }

    /** Its own settings among keys that other kinds have, too: some, by name. */
    public <V> Builder<T> settings(List<Key<V>> own, Function<T, Map<String, V>> values) {
      Map<String, Key<V>> byName = new LinkedHashMap<>();
      for (Key<V> key : own) {
        add(key);
        byName.put(key.name(), key);
      }
      settings = List.copyOf(byName.keySet());
      writers.add(
          (object, tree) ->
              values
                  .apply(object)
                  .forEach((name, v) -> tree.put(name, byName.get(name).type().write(v))));
      return this;
    }

    /** How it could stand in a file: keys and values in turn. */
    public Builder<T> example(Object... keysAndValues) {
      Map<String, Object> shown = new LinkedHashMap<>();
      for (int i = 0; i < keysAndValues.length; i += 2) {
        shown.put((String) keysAndValues[i], keysAndValues[i + 1]);
      }
      return example(shown);
    }

    /** How it could stand in a file. */
    public Builder<T> example(Map<String, Object> shown) {
      example = shown;
      return this;
    }

    /** What is said about a key that it does not have. */
    public Builder<T> hint(String key, String advice) {
      hints.put(key, advice);
      return this;
    }

    /** What the mapping becomes. */
    public ObjectType<T> reads(Function<Given, T> reader) {
      return new ObjectType<>(this, reader);
    }

    private void add(Key<?> key) {
      if (keys.put(key.name(), key) != null) {
        throw new IllegalArgumentException("two keys are called " + key.name());
      }
    }
  }

  /** Its keys by name, without the one that tells its kind. */
  public Map<String, Key<?>> keys() {
    return keys;
  }

  /** Its kind, or empty. */
  public String kind() {
    return kind;
  }

  /** Whether it is told by one of its own keys. */
  boolean isKindByKey() {
    return kindKey.isEmpty();
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(kindKey.isEmpty() ? List.of() : List.of(kindKey));
    names.addAll(keys.keySet());
    return names;
  }

  /** The keys that must be there. */
  List<String> required() {
    List<String> required = new ArrayList<>(kindKey.isEmpty() ? List.of() : List.of(kindKey));
    keys.values().stream().filter(Key::isRequired).map(Key::name).forEach(required::add);
    return required;
  }

  /** The keys that are not those of every kind. */
  List<String> settings() {
    return settings;
  }

  /** As it could stand in a file. */
  String example() {
    return FlowText.of(exampleValue());
  }

  private Object exampleValue() {
    return example == null && !kindKey.isEmpty() ? Map.of(kindKey, kind) : example;
  }

  @Override
  public String allowed() {
    return exampleValue() == null ? "a mapping" : "a mapping such as " + example();
  }

  @Override
  public T read(Object value) {
    return reader.apply(new Given((Map<?, ?>) value));
  }

  @Override
  public Map<String, Object> write(T value) {
    Map<String, Object> tree = new LinkedHashMap<>();
    write(value, tree);
    return tree;
  }

  private void write(T value, Map<String, Object> tree) {
    writers.forEach(writer -> writer.accept(value, tree));
  }

  @Override
  boolean hasForm(Object value) {
    return value instanceof Map;
  }

  @Override
  void check(Spot at) {
    if (!(at.value() instanceof Map<?, ?> mapping)) {
      at.refuse();
      return;
    }
    for (Key<?> key : keys.values()) {
      if (key.isRequired() && !mapping.containsKey(key.name())) {
        missing(key, at);
      }
    }
    mapping.forEach(
        (name, child) -> {
          Key<?> key = keys.get(name);
          if (key != null) {
            key.type().check(at.child(key.name(), child, key.type()));
          } else if (kindKey.isEmpty() || !name.equals(kindKey)) {
            at.sayOfKey(name.toString(), unknown(name.toString(), at));
          }
        });
  }

  @Override
  boolean hasKey(String name) {
    return keys.containsKey(name);
  }

  private void missing(Key<?> key, Spot at) {
    at.say(
        "the key '"
            + key.name()
            + "' ("
            + key.type().allowed()
            + ") is missing here, as in "
            + example());
  }

  private String unknown(String name, Spot at) {
    String fault = "unknown key " + QuotedText.quote(name) + ": ";
    if (hints.containsKey(name)) {
      return fault + hints.get(name);
    }
    if (at.type() instanceof KindsType<?> kinds && !kinds.owners(name).isEmpty()) {
      String takes =
          settings.isEmpty() ? "takes no settings" : "takes: " + String.join(", ", settings);
      String owners = possessive(kinds.owners(name));
      return kind + " has no " + name + ": that is " + owners + ". " + kind + " " + takes;
    }
    return keys.values().stream()
        .flatMap(key -> placeBelow(key, name).stream())
        .findFirst()
        .map(place -> fault + "it belongs " + place)
        .orElseGet(() -> Suggestions.unknownKey(name, names()));
  }

  /** Where below a key of this mapping another key belongs. */
  private static Optional<String> placeBelow(Key<?> key, String name) {
    for (ValueType<?> way : key.type().ways()) {
      if (way.hasKey(name)) {
        return Optional.of("under " + key.name());
      }
    }
    if (key.type() instanceof ListType<?> list && list.entry() instanceof KindsType<?> kinds) {
      return kinds.owners(name).stream()
          .findFirst()
          .map(
              kind ->
                  "to an entry of "
                      + key.name()
                      + ": {"
                      + kinds.key()
                      + ": "
                      + kind
                      + ", "
                      + name
                      + ": ...}");
    }
    return Optional.empty();
  }

  /** {@code adam's}, or {@code rmsprop's and adam's}. */
  private static String possessive(List<String> names) {
    List<String> owned = names.stream().map(name -> name + "'s").toList();
    int last = owned.size() - 1;
    return last == 0
        ? owned.get(0)
        : String.join(", ", owned.subList(0, last)) + " and " + owned.get(last);
  }

  /** The JSON Schema of files that hold nothing else. */
  public Map<String, Object> document(String title) {
    Map<String, Object> definitions = new LinkedHashMap<>();
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    node.put("title", title);
    node.put("description", doc());
    node.putAll(schema(definitions));
    if (!definitions.isEmpty()) {
      node.put("$defs", definitions);
    }
    return node;
  }

  @Override
  void describe(String path, KeyReference reference) {
    reference.add(path, doc(), keys.values());
  }

  @Override
  Map<String, Object> schema(Map<String, Object> definitions) {
    Map<String, Object> node = SchemaParts.of("object");
    node.put("description", doc());
    node.put("additionalProperties", false);
    Map<String, Object> properties = new LinkedHashMap<>();
    if (!kindKey.isEmpty()) {
      Map<String, Object> word = SchemaParts.of("string");
      word.put("title", kindKey);
      word.put("const", kind);
      properties.put(kindKey, word);
    }
    keys.forEach((name, key) -> properties.put(name, key.schema(definitions)));
    node.put("properties", properties);
    if (!required().isEmpty()) {
      node.put("required", required());
    }
    if (exampleValue() != null) {
      node.put("examples", List.of(exampleValue()));
    }
    return node;
  }
}
