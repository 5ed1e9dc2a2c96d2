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
   * hundred times slower; an average that decays towards 0 would get there and stay.
   */
  private static final float CLEAR = 1e-30f;

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
    ArrayVector other = (ArrayVector) x;
    System.arraycopy(other.values, 0, values, 0, length);
  }

  @Override
  public void scale(double c) {
    scale(values, length, (float) c);
  }

  @Override
  public void add(double c, Vector x) {
    ArrayVector a = (ArrayVector) x;
    add(values, length, (float) c, a.values);
  }

  @Override
  public void decayAndAdd(double decay, double c, Vector x) {
    ArrayVector a = (ArrayVector) x;
    decayAndAdd(values, length, (float) decay, (float) c, a.values);
  }

  @Override
  public void decayAndAddSquare(double decay, double c, Vector x) {
    ArrayVector a = (ArrayVector) x;
    decayAndAddSquare(values, length, (float) decay, (float) c, a.values);
  }

  @Override
  public void addQuotient(double c, Vector x, Vector y, double epsilon) {
    ArrayVector a = (ArrayVector) x;
    ArrayVector b = (ArrayVector) y;
    addQuotient(values, length, (float) c, a.values, b.values, (float) epsilon);
  }

  @Override
  public void addQuotientOfShifted(double c, Vector x, Vector y, double epsilon) {
    ArrayVector a = (ArrayVector) x;
    ArrayVector b = (ArrayVector) y;
    addQuotientOfShifted(values, length, (float) c, a.values, b.values, (float) epsilon);
  }

  @Override
  public void setQuotient(double c, Vector x, Vector y, double epsilon) {
    ArrayVector a = (ArrayVector) x;
    ArrayVector b = (ArrayVector) y;
    setQuotient(values, length, (float) c, a.values, b.values, (float) epsilon);
  }

  @Override
  public void setQuotientOfShifted(double c, Vector x, Vector y, double epsilon) {
    ArrayVector a = (ArrayVector) x;
    ArrayVector b = (ArrayVector) y;
    setQuotientOfShifted(values, length, (float) c, a.values, b.values, (float) epsilon);
  }

  @Override
  public void multiplyByRoot(Vector x, double epsilon) {
    ArrayVector a = (ArrayVector) x;
    multiplyByRoot(values, length, a.values, (float) epsilon);
  }

  @Override
  public void setVariance(Vector x, Vector y) {
    ArrayVector a = (ArrayVector) x;
    ArrayVector b = (ArrayVector) y;
    setVariance(values, length, a.values, b.values);
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
      z[i] = (a * z[i] + c * x[i] + CLEAR) - CLEAR;
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
}
