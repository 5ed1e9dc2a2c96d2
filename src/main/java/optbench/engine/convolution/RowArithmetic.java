package optbench.engine.convolution;

/**
 * Arithmetic on rows of numbers, in loops that the JVM turns into vector instructions: all rows of
 * a loop are arrays of the same length, read at the same index, and no loop does more than three
 * multiplications and additions.
 */
final class RowArithmetic {
  /** So large that any difference of floats times its square is at least 1. */
  private static final float HUGE = 1e38f;

  private RowArithmetic() {}

  /** to = to + a x + b y + c z. */
  static void add(float[] to, float a, float[] x, float b, float[] y, float c, float[] z) {
    for (int i = 0; i < to.length; i++) {
      to[i] += a * x[i] + b * y[i] + c * z[i];
    }
  }

  /** to = to + a x + b y. */
  static void add(float[] to, float a, float[] x, float b, float[] y) {
    for (int i = 0; i < to.length; i++) {
      to[i] += a * x[i] + b * y[i];
    }
  }

  /** to = to + a x. */
  static void add(float[] to, float a, float[] x) {
    for (int i = 0; i < to.length; i++) {
      to[i] += a * x[i];
    }
  }

  /** to = to + a x + b y, number by number. */
  static void addProducts(float[] to, float[] a, float[] x, float[] b, float[] y) {
    for (int i = 0; i < to.length; i++) {
      to[i] += a[i] * x[i] + b[i] * y[i];
    }
  }

  /** to = to + a x, number by number. */
  static void addProducts(float[] to, float[] a, float[] x) {
    for (int i = 0; i < to.length; i++) {
      to[i] += a[i] * x[i];
    }
  }

  /** to = the larger of to and x, number by number. */
  static void raise(float[] to, float[] x) {
    for (int i = 0; i < to.length; i++) {
      to[i] = Math.max(to[i], x[i]);
    }
  }

  /** Moves numbers from the rest to the row, where x is the largest of its kind. */
  static void moveWhereEqual(float[] row, float[] rest, float[] x, float[] largest) {
    for (int i = 0; i < row.length; i++) {
      row[i] = rest[i] * Math.max(0f, (x[i] - largest[i]) * HUGE * HUGE + 1f);
    }
    for (int i = 0; i < row.length; i++) {
      rest[i] -= row[i];
    }
  }

  /** The sum of a row, in eight chains, so that additions need not wait for each other. */
  static float sum(float[] row) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    int i = 0;
    for (; i + 7 < row.length; i += 8) {
      a += row[i];
      b += row[i + 1];
      c += row[i + 2];
      d += row[i + 3];
      e += row[i + 4];
      f += row[i + 5];
      g += row[i + 6];
      h += row[i + 7];
    }
    for (; i < row.length; i++) {
      a += row[i];
    }
    return a + b + (c + d) + (e + f + (g + h));
  }
}
