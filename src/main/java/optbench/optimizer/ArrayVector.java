package optbench.optimizer;

/**
 * A stretch of a float array. The loops are plain, so that the JVM turns each into vector
 * instructions; one call works on a few thousand numbers, so that the call itself costs nothing.
 */
final class ArrayVector implements Vector {
  /**
   * Adding and taking away this number clears what is smaller than about 6e-38 and changes nothing
   * above 1e-22 by more than rounding. Near 1.2e-38 and below, float32 arithmetic becomes ten to a
   * hundred times slower; an average that decays towards 0 would get there and stay.
   */
  private static final float CLEAR = 1e-30f;

  private final float[] values;
  private int from;
  private int length;

  ArrayVector(float[] values) {
    this.values = values;
    this.length = values.length;
  }

  /** Looks at another stretch of the same array. */
  void moveTo(int newFrom, int newLength) {
    from = newFrom;
    length = newLength;
  }

  float[] values() {
    return values;
  }

  @Override
  public void set(Vector x) {
    ArrayVector other = (ArrayVector) x;
    System.arraycopy(other.values, other.from, values, from, length);
  }

  @Override
  public void scale(double c) {
    scale(values, from, length, (float) c);
  }

  @Override
  public void add(double c, Vector x) {
    ArrayVector a = (ArrayVector) x;
    add(values, from, length, (float) c, a.values, a.from);
  }

  @Override
  public void decayAndAdd(double decay, double c, Vector x) {
    ArrayVector a = (ArrayVector) x;
    decayAndAdd(values, from, length, (float) decay, (float) c, a.values, a.from);
  }

  @Override
  public void decayAndAddSquare(double decay, double c, Vector x) {
    ArrayVector a = (ArrayVector) x;
    decayAndAddSquare(values, from, length, (float) decay, (float) c, a.values, a.from);
  }

  @Override
  public void addQuotient(double c, Vector x, Vector y, double epsilon) {
    ArrayVector a = (ArrayVector) x;
    ArrayVector b = (ArrayVector) y;
    addQuotient(
        values, from, length, (float) c, a.values, a.from, b.values, b.from, (float) epsilon);
  }

  @Override
  public void addQuotientOfShifted(double c, Vector x, Vector y, double epsilon) {
    ArrayVector a = (ArrayVector) x;
    ArrayVector b = (ArrayVector) y;
    addQuotientOfShifted(
        values, from, length, (float) c, a.values, a.from, b.values, b.from, (float) epsilon);
  }

  @Override
  public void setQuotient(double c, Vector x, Vector y, double epsilon) {
    ArrayVector a = (ArrayVector) x;
    ArrayVector b = (ArrayVector) y;
    setQuotient(
        values, from, length, (float) c, a.values, a.from, b.values, b.from, (float) epsilon);
  }

  @Override
  public void setQuotientOfShifted(double c, Vector x, Vector y, double epsilon) {
    ArrayVector a = (ArrayVector) x;
    ArrayVector b = (ArrayVector) y;
    setQuotientOfShifted(
        values, from, length, (float) c, a.values, a.from, b.values, b.from, (float) epsilon);
  }

  @Override
  public void multiplyByRoot(Vector x, double epsilon) {
    ArrayVector a = (ArrayVector) x;
    multiplyByRoot(values, from, length, a.values, a.from, (float) epsilon);
  }

  @Override
  public void setVariance(Vector x, Vector y) {
    ArrayVector a = (ArrayVector) x;
    ArrayVector b = (ArrayVector) y;
    setVariance(values, from, length, a.values, a.from, b.values, b.from);
  }

  private static void scale(float[] z, int zi, int n, float c) {
    for (int i = 0; i < n; i++) {
      z[zi + i] *= c;
    }
  }

  private static void add(float[] z, int zi, int n, float c, float[] x, int xi) {
    for (int i = 0; i < n; i++) {
      z[zi + i] += c * x[xi + i];
    }
  }

  private static void decayAndAdd(float[] z, int zi, int n, float a, float c, float[] x, int xi) {
    for (int i = 0; i < n; i++) {
      z[zi + i] = (a * z[zi + i] + c * x[xi + i] + CLEAR) - CLEAR;
    }
  }

  private static void decayAndAddSquare(
      float[] z, int zi, int n, float a, float c, float[] x, int xi) {
    for (int i = 0; i < n; i++) {
      z[zi + i] = (a * z[zi + i] + c * (x[xi + i] * x[xi + i]) + CLEAR) - CLEAR;
    }
  }

  private static void addQuotient(
      float[] z, int zi, int n, float c, float[] x, int xi, float[] y, int yi, float epsilon) {
    for (int i = 0; i < n; i++) {
      z[zi + i] += c * x[xi + i] / ((float) Math.sqrt(y[yi + i]) + epsilon);
    }
  }

  private static void addQuotientOfShifted(
      float[] z, int zi, int n, float c, float[] x, int xi, float[] y, int yi, float epsilon) {
    for (int i = 0; i < n; i++) {
      z[zi + i] += c * x[xi + i] / (float) Math.sqrt(y[yi + i] + epsilon);
    }
  }

  private static void setQuotient(
      float[] z, int zi, int n, float c, float[] x, int xi, float[] y, int yi, float epsilon) {
    for (int i = 0; i < n; i++) {
      z[zi + i] = c * x[xi + i] / ((float) Math.sqrt(y[yi + i]) + epsilon);
    }
  }

  private static void setQuotientOfShifted(
      float[] z, int zi, int n, float c, float[] x, int xi, float[] y, int yi, float epsilon) {
    for (int i = 0; i < n; i++) {
      z[zi + i] = c * x[xi + i] / (float) Math.sqrt(y[yi + i] + epsilon);
    }
  }

  private static void multiplyByRoot(float[] z, int zi, int n, float[] x, int xi, float epsilon) {
    for (int i = 0; i < n; i++) {
      z[zi + i] *= (float) Math.sqrt(x[xi + i] + epsilon);
    }
  }

  private static void setVariance(float[] z, int zi, int n, float[] x, int xi, float[] y, int yi) {
    for (int i = 0; i < n; i++) {
      z[zi + i] = Math.max(0f, x[xi + i] - y[yi + i] * y[yi + i]);
    }
  }
}
