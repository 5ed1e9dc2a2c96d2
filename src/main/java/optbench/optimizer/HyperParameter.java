package optbench.optimizer;

import optbench.text.NumberText;

/**
 * A number that an optimizer takes.
 *
 * @param name as in specs, such as {@code learning_rate}
 * @param symbol as in formulas, such as {@code lr}
 * @param meaning half a line
 * @param range the values allowed
 */
public record HyperParameter(String name, String symbol, String meaning, Range range) {
  public static final String LEARNING_RATE = "learning_rate";

  /** The learning rate; every optimizer takes one, first. */
  public static HyperParameter learningRate() {
    return new HyperParameter(
        LEARNING_RATE, "lr", "learning rate: scales every step", Range.AT_LEAST_ZERO);
  }

  /** The share of the velocity that is kept. */
  public static HyperParameter momentum() {
    return new HyperParameter("momentum", "mu", "share of the velocity that is kept", Range.DECAY);
  }

  /** The share of the average of squared gradients that is kept, where there is one average. */
  public static HyperParameter rho() {
    return new HyperParameter(
        "rho", "rho", "share of the average of squared gradients that is kept", Range.DECAY);
  }

  /** What keeps the division away from zero. */
  public static HyperParameter epsilon() {
    return new HyperParameter(
        "epsilon", "eps", "keeps the division away from zero", Range.POSITIVE);
  }

  /** The share of the average of gradients that is kept. */
  public static HyperParameter beta1() {
    return new HyperParameter(
        "beta1", "b1", "share of the average of gradients that is kept", Range.DECAY);
  }

  /** The share of the average of squared gradients that is kept. */
  public static HyperParameter beta2() {
    return new HyperParameter(
        "beta2", "b2", "share of the average of squared gradients that is kept", Range.DECAY);
  }

  /** A value of it: true or false for a flag. */
  public String text(double value) {
    return range == Range.FLAG ? Boolean.toString(value != 0) : NumberText.exact(value);
  }

  /** Which values a hyper-parameter may take. */
  public enum Range {
    /** Any finite number from 0 on. */
    AT_LEAST_ZERO(0, Double.POSITIVE_INFINITY, "a number of at least 0"),
    /** Above 0, in float32 too. */
    POSITIVE(1e-37, Double.POSITIVE_INFINITY, "a number of at least 1e-37"),
    /** At least 0 and below 1: the share that a decaying average keeps. */
    DECAY(0, 1, "a number of at least 0 and below 1"),
    /** At least 0.01 and below 1: a share that is also divided by. */
    SHARE(0.01, 1, "a number of at least 0.01 and below 1"),
    /** How many times. */
    COUNT(0, 1_000_000, "a whole number of at least 0 and below 1000000"),
    /** How many, at least one. */
    COUNT_FROM_1(1, 1_000_000, "a whole number of at least 1 and below 1000000"),
    /** True or false, stored as 1 and 0. */
    FLAG(0, 1, "true or false");

    private final double minimum;
    private final double maximum;
    private final String words;

    Range(double minimum, double maximum, String words) {
      this.minimum = minimum;
      this.maximum = maximum;
      this.words = words;
    }

    /** The smallest value allowed. */
    public double minimum() {
      return minimum;
    }

    /** The bound above: allowed for a flag, not for the others. */
    public double maximum() {
      return maximum;
    }

    /** What is allowed, to follow "must be". */
    public String words() {
      return words;
    }

    /** Whether a value is allowed. */
    public boolean allows(double value) {
      return switch (this) {
        case FLAG -> value == 0 || value == 1;
        case COUNT, COUNT_FROM_1 ->
            value >= minimum && value < maximum && value == Math.rint(value);
        default -> value >= minimum && value < maximum;
      };
    }
  }
}
