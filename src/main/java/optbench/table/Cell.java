package optbench.table;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import optbench.text.NumberText;

/** What stands in a table: a value for programs, and the same as people read it. */
public sealed interface Cell {
  /** For programs: text, a number, or empty text where there is no value. */
  Object value();

  /** For people. */
  String text();

  /** What rows are sorted by; empty where there is no number. */
  default OptionalDouble sortKey() {
    return OptionalDouble.empty();
  }

  /** Why there is no value; empty where there is one, or nothing to explain. */
  default String reason() {
    return "";
  }

  /** Words. */
  record Words(String text) implements Cell {
    @Override
    public Object value() {
      return text;
    }
  }

  /** A number. */
  record Figure(Number value, String text) implements Cell {
    @Override
    public OptionalDouble sortKey() {
      return OptionalDouble.of(value.doubleValue());
    }
  }

  /** A number of which only a lower bound is known. */
  record MoreThan(Number value, String text) implements Cell {
    /** Puts what was not reached behind all that was, as the tables do. */
    private static final double BEYOND = 1e12;

    @Override
    public OptionalDouble sortKey() {
      return OptionalDouble.of(value.doubleValue() + BEYOND);
    }
  }

  /**
   * No value.
   *
   * @param reason why there is none; empty where there is nothing to explain
   */
  record Missing(String text, String reason) implements Cell {
    @Override
    public Object value() {
      return "";
    }
  }

  static Cell of(String words) {
    return new Words(words);
  }

  /** A number as it is. */
  static Cell of(Number value) {
    return of(value, value.toString());
  }

  static Cell of(Number value, String text) {
    return new Figure(value, text);
  }

  static Cell of(OptionalInt value) {
    return value.isPresent() ? of(value.getAsInt()) : nothing();
  }

  static Cell of(OptionalLong value) {
    return value.isPresent() ? of(value.getAsLong()) : nothing();
  }

  /** To six significant digits; nothing if it is not finite. */
  static Cell rounded(double value) {
    return Double.isFinite(value) ? of(NumberText.rounded(value)) : nothing();
  }

  static Cell rounded(OptionalDouble value) {
    return value.isPresent() ? rounded(value.getAsDouble()) : nothing();
  }

  /** To six significant digits for programs, and as people read it. */
  static Cell rounded(double value, String text) {
    return Double.isFinite(value)
        ? of(NumberText.rounded(value), text)
        : new Missing(text, "not a finite number");
  }

  /**
   * Likewise.
   *
   * @param text of a value
   * @param reason why there is none, if so
   */
  static Cell rounded(OptionalDouble value, DoubleFunction<String> text, String reason) {
    return value.isPresent()
        ? rounded(value.getAsDouble(), text.apply(value.getAsDouble()))
        : missing(reason);
  }

  /** A figure of what may not be there; nothing then. */
  static <T> Cell rounded(Optional<T> of, ToDoubleFunction<? super T> figure) {
    return of.map(t -> rounded(figure.applyAsDouble(t))).orElse(nothing());
  }

  /**
   * Likewise, as people read it.
   *
   * @param reason why there is none, if so
   */
  static <T> Cell rounded(
      Optional<T> of,
      ToDoubleFunction<? super T> figure,
      Function<? super T, String> text,
      String reason) {
    return of.map(t -> rounded(figure.applyAsDouble(t), text.apply(t))).orElse(missing(reason));
  }

  /** Shown as a dash. */
  static Cell missing(String reason) {
    return new Missing("–", reason);
  }

  /** Left empty, for there is nothing to say. */
  static Cell nothing() {
    return new Missing("", "");
  }
}
