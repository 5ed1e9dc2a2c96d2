package optbench.table;

import java.util.function.Function;

/**
 * A column: what it is called, and what stands in it.
 *
 * @param <R> what a row is of
 * @param key what programs call it
 * @param head what people call it
 * @param unit of its numbers, behind the head; empty if they have none, or the head says it
 * @param number whether it is set to the right, and sorted by its values
 * @param wide whether it is left out where there is little room
 * @param cell what stands in it: value and text
 */
public record Column<R>(
    String key,
    String head,
    String unit,
    boolean number,
    boolean wide,
    Function<? super R, Cell> cell) {

  /** Of words, called the same by all. */
  public static <R> Column<R> text(String name, Function<? super R, String> words) {
    return text(name, name, words);
  }

  public static <R> Column<R> text(String key, String head, Function<? super R, String> words) {
    return new Column<>(key, head, "", false, false, row -> Cell.of(words.apply(row)));
  }

  /** Of numbers, called the same by all. */
  public static <R> Column<R> number(String name, Function<? super R, Cell> cell) {
    return number(name, name, cell);
  }

  public static <R> Column<R> number(String key, String head, Function<? super R, Cell> cell) {
    return new Column<>(key, head, "", true, false, cell);
  }

  /** With a unit. */
  public Column<R> in(String newUnit) {
    return new Column<>(key, head, newUnit, number, wide, cell);
  }

  /** Left out where there is little room. */
  public Column<R> wideOnly() {
    return new Column<>(key, head, unit, number, true, cell);
  }

  /** Head and unit. */
  public String title() {
    return unit.isEmpty() ? head : head + ", " + unit;
  }
}
