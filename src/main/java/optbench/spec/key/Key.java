package optbench.spec.key;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.spec.SpecException;

/**
 * A key that a mapping in a file may have, with what may stand after it.
 *
 * @param <T> what its value becomes
 */
public final class Key<T> {
  private final String name;
  private final ValueType<T> type;
  private final boolean required;
  private final Object usual;
  private final String source;
  private final String comment;

  private Key(
      String name,
      ValueType<T> type,
      boolean required,
      Object usual,
      String source,
      String comment) {
    this.name = name;
    this.type = type;
    this.required = required;
    this.usual = usual;
    this.source = source;
    this.comment = comment;
  }

  /** A key that may be left out. */
  public static <T> Key<T> of(String name, ValueType<T> type) {
    return new Key<>(name, type, false, null, "", "");
  }

  /** The same, which must be there. */
  public Key<T> required() {
    return new Key<>(name, type, true, usual, source, comment);
  }

  /**
   * The same with what its absence means.
   *
   * @param written as it could stand in a file
   * @throws IllegalArgumentException if it could not
   */
  public Key<T> byDefault(Object written) {
    return byDefault(written, "");
  }

  /**
   * The same with what its absence means.
   *
   * @param origin where that comes from, such as {@code Keras}
   */
  public Key<T> byDefault(Object written, String origin) {
    List<KeyFault> faults = type.faults(written, (pointer, value) -> String.valueOf(value));
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("default of " + name + ": " + faults);
    }
    return new Key<>(name, type, required, written, origin, comment);
  }

  /** The same with a remark on its absence, where there is no one default for all. */
  public Key<T> comment(String remark) {
    return new Key<>(name, type, required, usual, source, remark);
  }

  /** As written. */
  public String name() {
    return name;
  }

  /** What may stand after it. */
  public ValueType<T> type() {
    return type;
  }

  /** Whether it must be there. */
  public boolean isRequired() {
    return required;
  }

  /** What its absence means, as it could stand in a file. */
  public Optional<Object> usual() {
    return Optional.ofNullable(usual);
  }

  /** The same on one line of YAML. */
  public Optional<String> usualText() {
    return usual().map(FlowText::of);
  }

  /** Where the default comes from; empty if that is not said. */
  public String source() {
    return source;
  }

  /** A remark on its absence, or empty. */
  public String comment() {
    return comment;
  }

  /** What its absence means. */
  public T defaultValue() {
    if (usual == null) {
      throw new IllegalStateException(name + " has no default");
    }
    return type.read(usual);
  }

  /**
   * Refuses a value that could not stand in a file, for records that anybody can make.
   *
   * @throws SpecException if it could not
   */
  public void require(T value) {
    if (!type.faults(type.write(value), (pointer, each) -> String.valueOf(each)).isEmpty()) {
      throw new SpecException(
          Pointers.child("", name), "must be " + type.allowed() + " but was " + value);
    }
  }

  /** As JSON Schema. */
  Map<String, Object> schema(Map<String, Object> definitions) {
    Map<String, Object> node = type.schema(definitions);
    if (usual != null) {
      node.put("default", usual);
    }
    if (!comment.isEmpty()) {
      node.put("$comment", comment);
    }
    return node;
  }
}
