package optbench.optimizer;

/**
 * The first numbers of a float array. The loops are plain and start at the first element, so that
 * the JVM turns each into vector instructions (JDK 17 does not where arrays start at different
 * offsets: seven times slower). One call works on a thousand numbers, so that the call itself costs
 * nothing.
 */
final class ArrayVector implements Vector {
  /**
   * Adding and taking away this number clears what is smaller than about 6e-38 and changes nothing
   * above 1e-22 by more than rounding. Near 1.2e-38 and below, float32 arithmetic becomes ten to a
   * hundred times slower; an average that decays towards 0 would get there and stay. For averages
   * of squares, of which roots are taken.
   */
  static final float CLEAR = 1e-30f;

  /**
   * The same for averages of gradients, clear of what becomes too small when a learning rate
   * multiplies it: rounding lets an average decay to some 1e-31, but no further.
   */
  static final float CLEAR_MEAN = 1e-25f;

  /** The same for what is to be squared: what is left is 0 or has a normal square. */
  static final float CLEAR_ROOT = 2e-12f;

  /** Makes every float32 down to the smallest normal one at least 1. */
  static final float HUGE = 1e38f;

  /** The least that may stand under a root in a divisor. */
  private static final double LEAST_UNDER_ROOT = 1e-30;

  /** The least that may be added to a root in a divisor. */
  private static final double LEAST_BESIDE_ROOT = 1e-15;

  private final float[] values;
  private int length;

  ArrayVector(float[] values) {
    this.values = values;
    this.length = values.length;
  }

  /** Counts only the first so many numbers. */
  void setLength(int newLength) {
    length = newLength;
  }

  float[] values() {
    return values;
  }

  @Override
  public void set(Vector x) {
    System.arraycopy(of(x), 0, values, 0, length);
  }

  @Override
  public void scale(double c) {
    scale(values, length, (float) c);
  }

  @Override
  public void add(double c, Vector x) {
    add(values, length, (float) c, of(x));
  }

  @Override
  public void decayAndAdd(double decay, double c, Vector x) {
    decayAndAdd(values, length, (float) decay, (float) c, of(x));
  }

  @Override
  public void decayAndAddSquare(double decay, double c, Vector x) {
    decayAndAddSquare(values, length, (float) decay, (float) c, of(x));
  }

  @Override
  public void addQuotient(double c, Vector x, Vector y, double epsilon) {
    addQuotient(values, length, (float) c, of(x), of(y), besideRoot(epsilon));
  }

  @Override
  public void addQuotientOfShifted(double c, Vector x, Vector y, double epsilon) {
    addQuotientOfShifted(values, length, (float) c, of(x), of(y), underRoot(epsilon));
  }

  @Override
  public void setQuotient(double c, Vector x, Vector y, double epsilon) {
    setQuotient(values, length, (float) c, of(x), of(y), besideRoot(epsilon));
  }

  @Override
  public void setQuotientOfShifted(double c, Vector x, Vector y, double epsilon) {
    setQuotientOfShifted(values, length, (float) c, of(x), of(y), underRoot(epsilon));
  }

  @Override
  public void multiplyByRoot(Vector x, double epsilon) {
    multiplyByRoot(values, length, of(x), (float) epsilon);
  }

  @Override
  public void setVariance(Vector x, Vector y) {
    setVariance(values, length, of(x), of(y));
  }

  @Override
  public void setSum(double a, Vector x, double c, Vector y) {
    setSum(values, length, (float) a, of(x), (float) c, of(y));
  }

  @Override
  public void approach(double c, Vector x) {
    approach(values, length, (float) c, of(x));
  }

  @Override
  public void setProduct(Vector x, Vector y) {
    setProduct(values, length, of(x), of(y));
  }

  @Override
  public void addProduct(double c, Vector x, Vector y) {
    addProduct(values, length, (float) c, of(x), of(y));
  }

  @Override
  public void setSign(Vector x) {
    setSign(values, length, of(x));
  }

  @Override
  public void addSign(double c, Vector x) {
    addSign(values, length, (float) c, of(x));
  }

  @Override
  public void setUnlessNegative(Vector x, Vector y) {
    setUnlessNegative(values, length, of(x), of(y));
  }

  @Override
  public void growOrShrink(Vector x, double grow, double shrink, double minimum, double maximum) {
    growOrShrink(
        values, length, of(x), (float) grow, (float) shrink, (float) minimum, (float) maximum);
  }

  @Override
  public void raiseTo(Vector x) {
    raiseTo(values, length, of(x));
  }

  @Override
  public void decayAndRaiseTo(double decay, Vector x, double c) {
    decayAndRaiseTo(values, length, (float) decay, of(x), (float) c);
  }

  @Override
  public void decayAndAddSquaredDifference(double decay, double c, Vector x, Vector y, double d) {
    decayAndAddSquaredDifference(values, length, (float) decay, (float) c, of(x), of(y), (float) d);
  }

  @Override
  public void addRatio(double c, Vector x, Vector y, double epsilon) {
    addRatio(values, length, (float) c, of(x), of(y), underRoot(epsilon));
  }

  @Override
  public void addQuotientOfSum(double a, Vector x, double c, Vector y, Vector z, double epsilon) {
    addQuotientOfSum(
        values, length, (float) a, of(x), (float) c, of(y), of(z), besideRoot(epsilon));
  }

  static float besideRoot(double epsilon) {
    return (float) Math.max(epsilon, LEAST_BESIDE_ROOT);
  }

  static float underRoot(double epsilon) {
    return (float) Math.max(epsilon, LEAST_UNDER_ROOT);
  }

  @Override
  public void addAtOwnNorm(double c, Vector x) {
    add(c * ratioOfNorms(norm(), ((ArrayVector) x).norm()), x);
  }

  @Override
  public void divideByOwnNorm(double epsilon) {
    scale(1 / (norm() + epsilon));
  }

  /** The root of the sum of squares. */
  double norm() {
    return Math.sqrt(sumOfSquares(values, length));
  }

  static double ratioOfNorms(double own, double other) {
    return own > 0 && other > 0 ? own / other : 1;
  }

  private static float[] of(Vector vector) {
    return ((ArrayVector) vector).values;
  }

  @Override
  public void cutOff(double limit) {
    cutOff(values, length, (float) limit);
  }

  private static void scale(float[] z, int n, float c) {
    for (int i = 0; i < n; i++) {
      z[i] *= c;
    }
  }

  private static void add(float[] z, int n, float c, float[] x) {
    for (int i = 0; i < n; i++) {
      z[i] += c * x[i];
    }
  }

  private static void decayAndAdd(float[] z, int n, float a, float c, float[] x) {
    for (int i = 0; i < n; i++) {
      z[i] = (a * z[i] + c * x[i] + CLEAR_MEAN) - CLEAR_MEAN;
    }
  }

  private static void decayAndAddSquare(float[] z, int n, float a, float c, float[] x) {
    for (int i = 0; i < n; i++) {
      z[i] = (a * z[i] + c * (x[i] * x[i]) + CLEAR) - CLEAR;
    }
  }

  private static void addQuotient(float[] z, int n, float c, float[] x, float[] y, float epsilon) {
    for (int i = 0; i < n; i++) {
      z[i] += c * x[i] / ((float) Math.sqrt(y[i]) + epsilon);
    }
  }

  private static void addQuotientOfShifted(
      float[] z, int n, float c, float[] x, float[] y, float epsilon) {
    for (int i = 0; i < n; i++) {
      z[i] += c * x[i] / (float) Math.sqrt(y[i] + epsilon);
    }
  }

  private static void setQuotient(float[] z, int n, float c, float[] x, float[] y, float epsilon) {
    for (int i = 0; i < n; i++) {
      z[i] = c * x[i] / ((float) Math.sqrt(y[i]) + epsilon);
    }
  }

  private static void setQuotientOfShifted(
      float[] z, int n, float c, float[] x, float[] y, float epsilon) {
    for (int i = 0; i < n; i++) {
      z[i] = c * x[i] / (float) Math.sqrt(y[i] + epsilon);
    }
  }

  private static void multiplyByRoot(float[] z, int n, float[] x, float epsilon) {
    for (int i = 0; i < n; i++) {
      z[i] *= (float) Math.sqrt(x[i] + epsilon);
    }
  }

  private static void setVariance(float[] z, int n, float[] x, float[] y) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.max(0f, x[i] - y[i] * y[i]);
    }
  }

  private static void setSum(float[] z, int n, float a, float[] x, float c, float[] y) {
    for (int i = 0; i < n; i++) {
      z[i] = a * x[i] + c * y[i];
    }
  }

  private static void approach(float[] z, int n, float c, float[] x) {
    for (int i = 0; i < n; i++) {
      z[i] += c * (x[i] - z[i]);
    }
  }

  private static void setProduct(float[] z, int n, float[] x, float[] y) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] * y[i];
    }
  }

  private static void addProduct(float[] z, int n, float c, float[] x, float[] y) {
    for (int i = 0; i < n; i++) {
      z[i] += c * x[i] * y[i];
    }
  }

  private static void setSign(float[] z, int n, float[] x) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.max(-1f, Math.min(1f, x[i] * HUGE));
    }
  }

  private static void addSign(float[] z, int n, float c, float[] x) {
    for (int i = 0; i < n; i++) {
      z[i] += c * Math.max(-1f, Math.min(1f, x[i] * HUGE));
    }
  }

  private static void setUnlessNegative(float[] z, int n, float[] x, float[] y) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] * (1f + Math.max(-1f, Math.min(0f, y[i] * HUGE)));
    }
  }

  private static void growOrShrink(
      float[] z, int n, float[] x, float grow, float shrink, float minimum, float maximum) {
    for (int i = 0; i < n; i++) {
      float up = Math.max(0f, x[i]);
      float down = Math.max(0f, -x[i]);
      float factor = grow * up + shrink * down + (1f - up - down);
      z[i] = Math.max(minimum, Math.min(maximum, z[i] * factor));
    }
  }

  private static void raiseTo(float[] z, int n, float[] x) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.max(z[i], x[i]);
    }
  }

  private static void decayAndRaiseTo(float[] z, int n, float a, float[] x, float c) {
    for (int i = 0; i < n; i++) {
      z[i] = (Math.max(a * z[i], Math.abs(x[i]) + c) + CLEAR) - CLEAR;
    }
  }

  private static void decayAndAddSquaredDifference(
      float[] z, int n, float a, float c, float[] x, float[] y, float d) {
    for (int i = 0; i < n; i++) {
      float difference = (x[i] - y[i] + CLEAR_ROOT) - CLEAR_ROOT;
      z[i] = (a * z[i] + c * (difference * difference) + d + CLEAR) - CLEAR;
    }
  }

  private static void addRatio(float[] z, int n, float c, float[] x, float[] y, float epsilon) {
    for (int i = 0; i < n; i++) {
      z[i] += c * x[i] / (y[i] + epsilon);
    }
  }

  private static void addQuotientOfSum(
      float[] z, int n, float a, float[] x, float c, float[] y, float[] w, float epsilon) {
    for (int i = 0; i < n; i++) {
      z[i] += (a * x[i] + c * y[i]) / ((float) Math.sqrt(w[i]) + epsilon);
    }
  }

  /** Four sums at a time: one alone would wait for every addition to finish. */
  private static double sumOfSquares(float[] x, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i < n - 3; i += 4) {
      s0 += (double) x[i] * x[i];
      s1 += (double) x[i + 1] * x[i + 1];
      s2 += (double) x[i + 2] * x[i + 2];
      s3 += (double) x[i + 3] * x[i + 3];
    }
    for (; i < n; i++) {
      s0 += (double) x[i] * x[i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static void cutOff(float[] z, int n, float limit) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.max(-limit, Math.min(limit, z[i]));
    }
  }
}
