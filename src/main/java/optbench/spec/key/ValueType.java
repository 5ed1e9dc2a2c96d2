package optbench.spec.key;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a value in a file may be, and what it becomes in the program.
 *
 * @param <T> what it becomes
 */
public abstract class ValueType<T> {
  private final String doc;

  ValueType(String doc) {
    this.doc = doc;
  }

  /** An integer. */
  public static IntegerType<Integer> integer(String doc, int from, int to) {
    return new IntegerType<>(doc, from, to, Long::intValue);
  }

  /** Any integer of 64 bits. */
  public static IntegerType<Long> integer(String doc) {
    return new IntegerType<>(doc, Long.MIN_VALUE, Long.MAX_VALUE, value -> value);
  }

  /** A number, which may be bounded. */
  public static NumberType number(String doc) {
    return new NumberType(doc);
  }

  /** True or false. */
  public static ValueType<Boolean> flag(String doc) {
    return new FlagType(doc);
  }

  /**
   * A text.
   *
   * @param allowed what it may be, to follow "must be"
   */
  public static TextType text(String doc, String allowed) {
    return new TextType(doc, allowed);
  }

  /**
   * One of some words.
   *
   * @param noun what they are, such as "optimizer"
   */
  public static ValueType<String> words(String noun, String doc, List<String> words) {
    return new WordType(noun, doc, words);
  }

  /** One of some things, each by its word. */
  public static <T> ValueType<T> words(
      String noun, String doc, List<T> things, Function<T, String> word) {
    Map<String, T> byWord = things.stream().collect(Collectors.toMap(word, thing -> thing));
    return words(noun, doc, things.stream().map(word).toList()).as(byWord::get, word);
  }

  /**
   * A list.
   *
   * @param noun what its entries are, in the plural
   */
  public static <T> ListType<T> list(
      String noun, String doc, int fewest, int most, ValueType<T> entry) {
    return new ListType<>(noun, doc, fewest, most, entry);
  }

  /** What it means, in one sentence without a full stop. */
  public final String doc() {
    return doc;
  }

  /**
   * What is wrong with a value.
   *
   * @param written how a value is written in the file
   */
  public final List<KeyFault> faults(Object value, WrittenText written) {
    Faults faults = new Faults(written);
    check(new Spot(value, "", this, faults));
    return faults.all();
  }

  /** What is allowed, to follow "must be". */
  public abstract String allowed();

  /** What a value without faults becomes. */
  public abstract T read(Object value);

  /** The inverse of reading. */
  public abstract Object write(T value);

  /** Whether a value is of this form, whatever is wrong with it otherwise. */
  abstract boolean hasForm(Object value);

  /** Says what is wrong with the value there. */
  abstract void check(Spot at);

  /**
   * The type as JSON Schema (draft 2020-12).
   *
   * @param definitions where parts with a name are put
   */
  abstract Map<String, Object> schema(Map<String, Object> definitions);

  /** Whether it is a mapping in which this key has a meaning that is known beforehand. */
  boolean hasKey(String name) {
    return false;
  }

  /** The types that a value may be of: one, but where there is a choice. */
  List<ValueType<?>> ways() {
    return List.of(this);
  }

  /** Adds what may stand below a path to the reference. */
  void describe(String path, KeyReference reference) {}

  /** What to do about a text that stands where something else is due. */
  String advice(String text) {
    List<ValueType<?>> ways = ways();
    if (ways.stream().anyMatch(way -> way instanceof NumberType || way instanceof IntegerType)) {
      return Scalars.numberAdvice(text);
    }
    return ways.size() == 1 && ways.get(0) instanceof ListType
        ? ": write [" + QuotedText.shorten(text) + "]"
        : "";
  }

  /** Whether a value may be a mapping. */
  public final boolean mayBeMapping() {
    return ways().stream().anyMatch(way -> way instanceof ObjectType || way instanceof MapType);
  }

  /** Whether nothing is wrong with a value. */
  public final boolean isValid(Object value) {
    return faults(value, (pointer, each) -> String.valueOf(each)).isEmpty();
  }

  /** A value as the program would write it; as it is, if something is wrong with it. */
  public final Object rewritten(Object value) {
    return isValid(value) ? write(read(value)) : value;
  }

  /** The same values, which become something else. */
  public final <U> ValueType<U> as(Function<T, U> read, Function<U, T> write) {
    return new MappedType<>(this, read, write, null);
  }

  /** The same values, which become something else and are never written. */
  public final <U> ValueType<U> as(Function<? super T, ? extends U> read) {
    return new MappedType<>(
        this,
        read::apply,
        value -> {
          throw new IllegalStateException("is never written: " + value);
        },
        null);
  }

  /** The same, written once in the JSON Schema and referred to by name. */
  public final ValueType<T> named(String name) {
    return new MappedType<>(this, Function.identity(), Function.identity(), name);
  }

  /** Words for several ways to write something; mappings of one kind differ in details only. */
  static String allowed(List<ValueType<?>> ways) {
    List<String> parts = new ArrayList<>();
    boolean mapping = false;
    for (ValueType<?> way : ways) {
      boolean object = way instanceof ObjectType;
      if (!(object && mapping)) {
        parts.add(way.allowed());
      }
      mapping |= object;
    }
    return String.join(", or ", parts);
  }
}
