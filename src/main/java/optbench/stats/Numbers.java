package optbench.stats;

/** Refuses numbers that statistics cannot use, before they can reach a statement. */
final class Numbers {
  private Numbers() {}

  static double finite(String what, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(what + " must be finite but was " + value);
    }
    return value;
  }

  static double positive(String what, double value) {
    if (!(value > 0) || !Double.isFinite(value)) {
      throw new IllegalArgumentException(what + " must be greater than 0 but was " + value);
    }
    return value;
  }

  /** Strictly between 0 and 1. */
  static double proportion(String what, double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(what + " must be between 0 and 1 but was " + value);
    }
    return value;
  }

  /** From 0 to 1, ends included. */
  static double fraction(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(what + " must be from 0 to 1 but was " + value);
    }
    return value;
  }

  static double[] finite(String what, double... values) {
    for (double value : values) {
      finite(what, value);
    }
    return values.clone();
  }
}
