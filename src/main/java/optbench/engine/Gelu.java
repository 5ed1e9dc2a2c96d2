package optbench.engine;

import org.apache.commons.numbers.gamma.Erfc;

/**
 * The exact GELU (Hendrycks and Gimpel 2016): x times the standard normal distribution function at
 * x, in double.
 */
final class Gelu {
  private static final double ROOT_OF_HALF = Math.sqrt(0.5);
  private static final double ONE_BY_ROOT_OF_TAU = 1 / Math.sqrt(2 * Math.PI);

  private Gelu() {}

  static double value(double x) {
    return x * distribution(x);
  }

  static double derivative(double x) {
    return distribution(x) + x * ONE_BY_ROOT_OF_TAU * StrictMath.exp(-x * x / 2);
  }

  private static double distribution(double x) {
    return Erfc.value(-x * ROOT_OF_HALF) / 2;
  }
}
