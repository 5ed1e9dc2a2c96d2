package optbench.claims;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one seed showed.
 *
 * @param value finite; empty if nothing can be said of this seed
 * @param bound whether the truth is this, or more, such as the steps of a run that never reached
 *     the target, or less, such as those of one that had reached it by its first evaluation
 * @param remark what must be known of it; why there is no value
 */
record Reading(OptionalDouble value, Bound bound, Optional<String> remark) {
  Reading {
    if (value.isPresent() && !Double.isFinite(value.getAsDouble())) {
      throw new IllegalArgumentException("a reading must be finite but was " + value);
    }
  }

  static Reading of(double value) {
    return Double.isFinite(value)
        ? new Reading(OptionalDouble.of(value), Bound.EXACT, Optional.empty())
        : none("it is not a finite number");
  }

  static Reading of(double value, String remark) {
    return new Reading(OptionalDouble.of(value), Bound.EXACT, Optional.of(remark));
  }

  static Reading atLeast(double value, String remark) {
    return new Reading(OptionalDouble.of(value), Bound.AT_LEAST, Optional.of(remark));
  }

  /** Of what cannot be negative. */
  static Reading atMost(double value, String remark) {
    return new Reading(OptionalDouble.of(value), Bound.AT_MOST, Optional.of(remark));
  }

  /**
   * What lies between, ends included: of two ends that differ only one is kept, the lower one if
   * there is one.
   *
   * @param reason why there is no value if it may be anything
   */
  static Reading between(double low, double high, Optional<String> remark, String reason) {
    if (low == high) {
      return new Reading(OptionalDouble.of(low), Bound.EXACT, remark);
    }
    if (low > 0) {
      return new Reading(OptionalDouble.of(low), Bound.AT_LEAST, remark);
    }
    return high < Double.POSITIVE_INFINITY
        ? new Reading(OptionalDouble.of(high), Bound.AT_MOST, remark)
        : none(reason);
  }

  static Reading none(String reason) {
    return new Reading(OptionalDouble.empty(), Bound.EXACT, Optional.of(reason));
  }

  boolean exact() {
    return bound == Bound.EXACT;
  }

  /** The value itself, or 0. */
  double low() {
    return bound == Bound.AT_MOST ? 0 : value.orElseThrow();
  }

  /** The value itself, or infinity. */
  double high() {
    return bound == Bound.AT_LEAST ? Double.POSITIVE_INFINITY : value.orElseThrow();
  }
}
