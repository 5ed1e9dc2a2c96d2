package optbench.spec.key;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Values of another type, which become something else.
 *
 * @param <A> what they become there
 * @param <T> what they become here
 */
final class MappedType<A, T> extends ValueType<T> {
  private final ValueType<A> type;
  private final Function<A, T> read;
  private final Function<T, A> write;
  private final String name;

  /**
   * @param name in the definitions of the JSON Schema; null if it has none
   */
  MappedType(ValueType<A> type, Function<A, T> read, Function<T, A> write, String name) {
    super(type.doc());
    this.type = type;
    this.read = read;
    this.write = write;
    this.name = name;
  }

  @Override
  public String allowed() {
    return type.allowed();
  }

  @Override
  public T read(Object value) {
    return read.apply(type.read(value));
  }

  @Override
  public Object write(T value) {
    return type.write(write.apply(value));
  }

  @Override
  boolean hasForm(Object value) {
    return type.hasForm(value);
  }

  @Override
  void check(Spot at) {
    type.check(at);
  }

  @Override
  void describe(String path, KeyReference reference) {
    type.describe(path, reference);
  }

  @Override
  Map<String, Object> schema(Map<String, Object> definitions) {
    return name == null
        ? type.schema(definitions)
        : SchemaParts.defined(name, definitions, () -> type.schema(definitions));
  }

  @Override
  List<ValueType<?>> ways() {
    return type.ways();
  }
}
