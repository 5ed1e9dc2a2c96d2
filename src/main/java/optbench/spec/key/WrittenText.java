package optbench.spec.key;

/** How numbers and bare words stand in a file, such as {@code 1e-4}. */
public interface WrittenText {
  /** The value at a JSON pointer, as it was written. */
  String of(String pointer, Object value);
}
