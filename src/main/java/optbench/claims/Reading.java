package optbench.claims;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one seed showed.
 *
 * @param value finite; empty if nothing can be said of this seed
 * @param atLeast whether the truth is this or more, such as the steps of a run that never reached
 *     the target
 * @param remark what must be known of it; why there is no value
 */
record Reading(OptionalDouble value, boolean atLeast, Optional<String> remark) {
  Reading {
    if (value.isPresent() && !Double.isFinite(value.getAsDouble())) {
      throw new IllegalArgumentException("a reading must be finite but was " + value);
    }
  }

  static Reading of(double value) {
    return Double.isFinite(value)
        ? new Reading(OptionalDouble.of(value), false, Optional.empty())
        : none("it is not a finite number");
  }

  static Reading of(double value, String remark) {
    return new Reading(OptionalDouble.of(value), false, Optional.of(remark));
  }

  static Reading atLeast(double value, String remark) {
    return new Reading(OptionalDouble.of(value), true, Optional.of(remark));
  }

  static Reading none(String reason) {
    return new Reading(OptionalDouble.empty(), false, Optional.of(reason));
  }

  /** The value itself, or what it is at least. */
  double low() {
    return value.orElseThrow();
  }

  /** The value itself, or infinity. */
  double high() {
    return atLeast ? Double.POSITIVE_INFINITY : value.orElseThrow();
  }
}
