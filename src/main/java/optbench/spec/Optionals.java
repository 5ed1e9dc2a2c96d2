package optbench.spec;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Between boxed and unboxed optional numbers. */
final class Optionals {
  private Optionals() {}

  static Optional<Integer> of(OptionalInt value) {
    return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
  }

  static Optional<Double> of(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }

  static OptionalInt ofInt(Optional<Integer> value) {
    return value.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  static OptionalDouble ofDouble(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
  }
}
