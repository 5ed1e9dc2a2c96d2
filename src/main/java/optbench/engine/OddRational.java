package optbench.engine;

import java.util.Arrays;

/**
 * An odd function as x P(x²) / Q(x²), in single precision. It stands for functions that level off:
 * from some x on it is constant.
 *
 * <p>Only additions, multiplications and one division, in short loops over small arrays: the JVM
 * turns them into vector instructions, and their results are the same on every machine. The
 * coefficients of those there are were found as least maximal errors, by Lawson's iteration in
 * bases of Chebyshev polynomials.
 */
final class OddRational {
  /** Numbers at once: with what is kept beside them they fit the first-level cache. */
  private static final int BLOCK = 1024;

  private final float limit;
  private final float bound;
  private final float[] top;
  private final float[] bottom;

  /**
   * @param limit beyond which the function is taken as constant
   * @param bound which the function never exceeds
   * @param top coefficients of P, of the lowest power first
   * @param bottom coefficients of Q, alike
   */
  OddRational(float limit, float bound, float[] top, float[] bottom) {
    this.limit = limit;
    this.bound = bound;
    this.top = top.clone();
    this.bottom = bottom.clone();
  }

  /** z = f(z) for the first {@code n} numbers. What is not a number stays so. */
  void apply(float[] z, int n) {
    int length = Math.min(BLOCK, n);
    float[] x = new float[length];
    float[] square = new float[length];
    float[] numerator = new float[length];
    float[] denominator = new float[length];
    for (int from = 0; from < n; from += length) {
      int count = Math.min(length, n - from);
      System.arraycopy(z, from, x, 0, count);
      clamp(x, limit);
      multiply(square, x, x);
      polynomial(top, square, numerator);
      polynomial(bottom, square, denominator);
      multiply(x, x, numerator);
      divide(x, denominator);
      clamp(x, bound);
      System.arraycopy(x, 0, z, from, count);
    }
  }

  /** By Horner's scheme, two coefficients a loop. */
  private static void polynomial(float[] coefficients, float[] square, float[] sum) {
    int next = coefficients.length - 1;
    Arrays.fill(sum, coefficients[next--]);
    if (next % 2 == 0) {
      multiplyAndAdd(sum, square, coefficients[next--]);
    }
    for (; next > 0; next -= 2) {
      multiplyAndAdd(sum, square, coefficients[next], coefficients[next - 1]);
    }
  }

  private static void multiplyAndAdd(float[] sum, float[] square, float a) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] = sum[i] * square[i] + a;
    }
  }

  private static void multiplyAndAdd(float[] sum, float[] square, float a, float b) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] = (sum[i] * square[i] + a) * square[i] + b;
    }
  }

  private static void clamp(float[] x, float limit) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.max(-limit, Math.min(limit, x[i]));
    }
  }

  private static void multiply(float[] to, float[] x, float[] y) {
    for (int i = 0; i < to.length; i++) {
      to[i] = x[i] * y[i];
    }
  }

  private static void divide(float[] to, float[] x) {
    for (int i = 0; i < to.length; i++) {
      to[i] /= x[i];
    }
  }
}
