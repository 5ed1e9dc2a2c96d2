package optbench.engine;

import java.util.Arrays;
import optbench.spec.Activation;

/** Activation functions on Java arrays, and their derivatives. */
public final class ActivationFunctions {
  /** So large that any float above 0 times its square is at least 1. */
  private static final float HUGE = 1e38f;

  /** The hyperbolic tangent, with an error of at most 4e-7 of it. */
  private static final OddRational TANH =
      new OddRational(
          9.2f,
          1f,
          new float[] {1f, 0.13374418f, 0.0034877427f, 2.048004e-05f, 1.3175927e-08f},
          new float[] {1f, 0.4670773f, 0.025847131f, 0.00032728072f, 7.703393e-07f});

  /** The normal distribution function less a half, with an error of at most 2e-7. */
  private static final OddRational NORMAL =
      new OddRational(
          5.6f,
          0.5f,
          new float[] {
            0.39894223f, 0.034375f, 0.0047071665f, 0.0001738353f, 6.3560547e-06f, 2.2143997e-08f
          },
          new float[] {
            1f, 0.25283107f, 0.028939387f, 0.0019128956f, 7.509493e-05f, 1.1801372e-06f
          });

  /** The derivative of GELU less a half, with an error of at most 3e-7. */
  private static final OddRational GELU_DERIVATIVE =
      new OddRational(
          6.2f,
          0.63f,
          new float[] {
            0.7978845f,
            -0.012207543f,
            0.013338018f,
            0.00039101433f,
            3.1996842e-05f,
            1.4068428e-06f,
            1.5008624e-08f,
            -3.0672437e-11f
          },
          new float[] {
            1f, 0.31803268f, 0.04772981f, 0.00444943f, 0.00028499827f, 1.2178878e-05f, 4.421951e-07f
          });

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
    TANH.apply(z, n);
  }

  /** From the hyperbolic tangent, to which it is a half of one of half the width. */
  private static void sigmoid(float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] *= 0.5f;
    }
    tanh(z, n);
    for (int i = 0; i < n; i++) {
      z[i] = 0.5f + 0.5f * z[i];
    }
  }

  /** The exact one (Hendrycks and Gimpel 2016): z times the normal distribution function at z. */
  private static void gelu(float[] z, int n) {
    float[] distribution = Arrays.copyOf(z, n);
    NORMAL.apply(distribution, n);
    for (int i = 0; i < n; i++) {
      z[i] *= 0.5f + distribution[i];
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
    float[] derivative = Arrays.copyOf(z, n);
    GELU_DERIVATIVE.apply(derivative, n);
    for (int i = 0; i < n; i++) {
      gradient[i] *= 0.5f + derivative[i];
    }
  }
}
