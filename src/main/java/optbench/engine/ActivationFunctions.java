package optbench.engine;

import optbench.spec.Activation;

/** Activation functions on Java arrays, and their derivatives. */
public final class ActivationFunctions {
  /** So large that any float above 0 times its square is at least 1. */
  private static final float HUGE = 1e38f;

  private ActivationFunctions() {}

  /** z = f(z) for the first {@code n} numbers. */
  public static void apply(Activation function, float[] z, int n) {
    switch (function) {
      case RELU -> relu(z, n);
      case TANH -> tanh(z, n);
      case SIGMOID -> sigmoid(z, n);
      case GELU -> gelu(z, n);
      case LINEAR -> {}
    }
  }

  /**
   * gradient = gradient f'(z) for the first {@code n} numbers.
   *
   * @param at f(z), which is enough where the function {@link Activation#isMonotonic}; else z
   */
  public static void multiplyByDerivative(
      Activation function, float[] at, float[] gradient, int n) {
    switch (function) {
      case RELU -> reluDerivative(at, gradient, n);
      case TANH -> tanhDerivative(at, gradient, n);
      case SIGMOID -> sigmoidDerivative(at, gradient, n);
      case GELU -> geluDerivative(at, gradient, n);
      case LINEAR -> {}
    }
  }

  private static void relu(float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.max(z[i], 0f);
    }
  }

  private static void tanh(float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = (float) StrictMath.tanh(z[i]);
    }
  }

  private static void sigmoid(float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = (float) (1 / (1 + StrictMath.exp(-z[i])));
    }
  }

  private static void gelu(float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = (float) Gelu.value(z[i]);
    }
  }

  /** The derivative, 0 or 1, from an output that is not negative, without a branch. */
  private static void reluDerivative(float[] y, float[] gradient, int n) {
    for (int i = 0; i < n; i++) {
      gradient[i] *= Math.min(1f, y[i] * HUGE * HUGE);
    }
  }

  private static void tanhDerivative(float[] y, float[] gradient, int n) {
    for (int i = 0; i < n; i++) {
      gradient[i] *= 1 - y[i] * y[i];
    }
  }

  private static void sigmoidDerivative(float[] y, float[] gradient, int n) {
    for (int i = 0; i < n; i++) {
      gradient[i] *= y[i] * (1 - y[i]);
    }
  }

  private static void geluDerivative(float[] z, float[] gradient, int n) {
    for (int i = 0; i < n; i++) {
      gradient[i] *= (float) Gelu.derivative(z[i]);
    }
  }
}
