package optbench.engine.naive;

import optbench.spec.Activation;

/** Activation functions and their derivatives. */
final class NaiveActivation {
  /** From here on the distribution function is 0 or 1, to all digits. */
  private static final double FAR = 9;

  private NaiveActivation() {}

  static double value(Activation function, double z) {
    return switch (function) {
      case RELU -> Math.max(0, z);
      case TANH -> Math.tanh(z);
      case SIGMOID -> 1 / (1 + Math.exp(-z));
      case GELU -> z * normalDistribution(z);
      case LINEAR -> z;
    };
  }

  static double derivative(Activation function, double z) {
    return switch (function) {
      case RELU -> z > 0 ? 1 : 0;
      case TANH -> 1 - Math.tanh(z) * Math.tanh(z);
      case SIGMOID -> value(function, z) * (1 - value(function, z));
      case GELU -> normalDistribution(z) + z * normalDensity(z);
      case LINEAR -> 1;
    };
  }

  /** 1/2 plus the density times z + z^3/3 + z^5/(3 5) + ... (Marsaglia 2004). */
  private static double normalDistribution(double z) {
    if (Math.abs(z) > FAR) {
      return z > 0 ? 1 : 0;
    }
    double sum = z;
    double term = z;
    double before = 0;
    for (int odd = 3; sum != before; odd += 2) {
      before = sum;
      term *= z * z / odd;
      sum += term;
    }
    return 0.5 + normalDensity(z) * sum;
  }

  private static double normalDensity(double z) {
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }
}
