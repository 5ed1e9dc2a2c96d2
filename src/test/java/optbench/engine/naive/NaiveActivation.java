package optbench.engine.naive;

import optbench.spec.Activation;

/** Activation functions and their derivatives. */
final class NaiveActivation {
  private NaiveActivation() {}

  static double value(Activation function, double z) {
    return switch (function) {
      case RELU -> Math.max(0, z);
      case TANH -> Math.tanh(z);
      case SIGMOID -> 1 / (1 + Math.exp(-z));
      case LINEAR -> z;
    };
  }

  static double derivative(Activation function, double z) {
    return switch (function) {
      case RELU -> z > 0 ? 1 : 0;
      case TANH -> 1 - Math.tanh(z) * Math.tanh(z);
      case SIGMOID -> value(function, z) * (1 - value(function, z));
      case LINEAR -> 1;
    };
  }
}
