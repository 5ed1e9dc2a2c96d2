package optbench.text;

import java.util.OptionalInt;

/**
 * What tables and sentences have to fit.
 *
 * @param color whether escape codes are welcome
 * @param width in characters, to which sentences are broken
 * @param widestCell of a table; longer text ends in dots
 * @param columns that tables must not exceed; empty where nobody knows, or a file has none
 */
public record Screen(boolean color, int width, int widestCell, OptionalInt columns) {
  /** Of a file, or of a terminal whose width nobody knows. */
  public Screen(boolean color, int width, int widestCell) {
    this(color, width, widestCell, OptionalInt.empty());
  }
}
