package optbench.spec.key;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A mapping of one of several kinds, told apart by the word under one key, such as {@code
 * optimizer}, or by having a key of its own. A kind that needs no settings may be written as its
 * word alone.
 *
 * @param <T> what it becomes
 */
public final class KindsType<T> extends ValueType<T> {
  private final String key;
  private final WordType bare;
  private final Map<String, ObjectType<? extends T>> kinds;
  private final Function<T, String> kindOf;
  private final Map<String, String> refused;
  private final boolean described;

  /**
   * @param key whose value says which kind it is, and the noun for kinds
   * @param bareDoc what a word alone means
   * @param kinds in order
   * @param kindOf the kind of a value
   */
  public KindsType(
      String key,
      String doc,
      String bareDoc,
      List<ObjectType<? extends T>> kinds,
      Function<T, String> kindOf) {
    this(key, doc, bareDoc, kinds, kindOf, Map.of(), true);
  }

  private KindsType(
      String key,
      String doc,
      String bareDoc,
      List<ObjectType<? extends T>> kinds,
      Function<T, String> kindOf,
      Map<String, String> refused,
      boolean described) {
    super(doc);
    this.key = key;
    this.kindOf = kindOf;
    this.refused = new LinkedHashMap<>(refused);
    this.described = described;
    this.kinds = new LinkedHashMap<>();
    kinds.forEach(kind -> this.kinds.put(kind.kind(), kind));
    this.bare =
        new WordType(
            key,
            bareDoc,
            kinds.stream()
                .filter(kind -> !kind.isKindByKey() && kind.required().size() == 1)
                .map(ObjectType::kind)
                .toList());
  }

  /**
   * The same without some kinds, in a place that has its kinds in common with another, where they
   * are described.
   *
   * @param reasons by word, why there are none of these here
   */
  public KindsType<T> within(String doc, Map<String, String> reasons) {
    List<ObjectType<? extends T>> left =
        kinds.values().stream().filter(kind -> !reasons.containsKey(kind.kind())).toList();
    return new KindsType<>(key, doc, bare.doc(), left, kindOf, reasons, false);
  }

  /** With one more kind. */
  public KindsType<T> and(ObjectType<? extends T> kind) {
    List<ObjectType<? extends T>> more = new ArrayList<>(kinds.values());
    more.add(kind);
    return new KindsType<>(key, doc(), bare.doc(), more, kindOf, refused, described);
  }

  /** The key that tells kinds apart. */
  String key() {
    return key;
  }

  /** The kinds that have a key. */
  List<String> owners(String name) {
    return kinds.values().stream()
        .filter(kind -> kind.keys().containsKey(name))
        .map(ObjectType::kind)
        .toList();
  }

  @Override
  List<ValueType<?>> ways() {
    List<ValueType<?>> all = new ArrayList<>(List.of(bare));
    all.addAll(kinds.values());
    return all;
  }

  @Override
  public String allowed() {
    return allowed(ways());
  }

  @Override
  public T read(Object value) {
    if (value instanceof Map<?, ?> mapping) {
      return kindTold(mapping).orElseThrow().read(value);
    }
    return kinds.get(String.valueOf(value)).read(Map.of());
  }

  @Override
  public Object write(T value) {
    String word = kindOf.apply(value);
    return kinds.containsKey(word) ? written(kinds.get(word), value) : Map.of(key, word);
  }

  /** The kind that a mapping says it is of, by its word or by a key of its own. */
  private Optional<ObjectType<? extends T>> kindTold(Map<?, ?> mapping) {
    if (mapping.get(key) instanceof String word) {
      return Optional.ofNullable(kinds.get(word));
    }
    return kinds.values().stream()
        .filter(kind -> kind.isKindByKey() && mapping.containsKey(kind.kind()))
        .findFirst();
  }

  /** Why a value is of a kind that there is not here. */
  private Optional<String> refusal(Object value) {
    Object word = value instanceof Map<?, ?> mapping ? mapping.get(key) : value;
    return refused.entrySet().stream()
        .filter(
            each ->
                each.getKey().equals(word)
                    || (value instanceof Map<?, ?> mapping && mapping.containsKey(each.getKey())))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  @SuppressWarnings("unchecked") // The kind was found by the value's own word for it.
  private static <K> Object written(ObjectType<K> kind, Object value) {
    return kind.write((K) value);
  }

  @Override
  boolean hasForm(Object value) {
    return value instanceof String || value instanceof Map;
  }

  @Override
  void check(Spot at) {
    Optional<String> refusal = refusal(at.value());
    if (refusal.isPresent()) {
      at.say(refusal.get());
    } else if (at.value() instanceof String word) {
      checkWord(word, at);
    } else if (at.value() instanceof Map<?, ?> mapping) {
      kindTold(mapping).ifPresentOrElse(kind -> kind.check(at), () -> unknownKind(mapping, at));
    } else {
      at.refuse();
    }
  }

  private void checkWord(String word, Spot at) {
    if (bare.words().contains(word)) {
      return;
    }
    if (kinds.containsKey(word)) {
      at.say("'" + word + "' needs settings: write " + kinds.get(word).example());
    } else {
      at.say(Suggestions.unknownWord(key, word, kinds.keySet()));
    }
  }

  /** A mapping that does not say, or says wrongly, of which kind it is. */
  private void unknownKind(Map<?, ?> mapping, Spot at) {
    if (mapping.containsKey(key)) {
      Object given = mapping.get(key);
      Spot there = at.child(key, given, this);
      if (given instanceof String word) {
        there.say(Suggestions.unknownWord(key, word, kinds.keySet()));
      } else {
        there.must(
            "must be one of " + String.join(", ", kinds.keySet()) + " but was " + there.found());
      }
      return;
    }
    Optional<String> only =
        mapping.keySet().stream()
            .map(String::valueOf)
            .filter(word -> mapping.size() == 1 && kinds.containsKey(word))
            .findFirst();
    if (only.isPresent()) {
      at.sayOfKey(
          only.get(),
          "'"
              + only.get()
              + "' must be the value of the key '"
              + key
              + "', as in "
              + kinds.get(only.get()).example());
    } else {
      String example = kinds.values().iterator().next().example();
      at.say("the key '" + key + "' is missing here, as in " + example);
    }
  }

  @Override
  void describe(String path, KeyReference reference) {
    if (!described) {
      return;
    }
    List<Key<?>> shared =
        kinds.values().iterator().next().keys().values().stream().filter(this::isShared).toList();
    reference.add(path, doc(), shared);
    kinds.forEach(
        (word, kind) -> {
          List<Key<?>> own = new ArrayList<>(kind.keys().values());
          own.removeIf(each -> shared.stream().anyMatch(key -> key.name().equals(each.name())));
          String said = kind.isKindByKey() ? word : key + ": " + word;
          reference.add(path + "{" + said + "}", kind.doc(), own);
        });
  }

  /** Whether all kinds have it, with the same values, beside their own settings. */
  private boolean isShared(Key<?> wanted) {
    return kinds.values().stream()
        .allMatch(
            kind -> {
              Key<?> found = kind.keys().get(wanted.name());
              return found != null
                  && !kind.settings().contains(wanted.name())
                  && found.type().allowed().equals(wanted.type().allowed());
            });
  }

  @Override
  Map<String, Object> schema(Map<String, Object> definitions) {
    List<Object> all = new ArrayList<>();
    all.add(bare.schema(definitions));
    kinds.forEach(
        (word, kind) ->
            all.add(
                SchemaParts.defined(
                    key + "-" + word, definitions, () -> kind.schema(definitions))));
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("description", doc());
    node.put("anyOf", all);
    return node;
  }
}
