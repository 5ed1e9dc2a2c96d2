package optbench.optimizer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * What L-BFGS knows of the curvature: the last few steps {@code s} and the changes of gradient
 * {@code y} that came with them. Vectors are float32, products of them are summed in double.
 */
final class CurvatureHistory {
  private final int most;
  private final Deque<Pair> pairs = new ArrayDeque<>();

  /** Empty, with room for so many pairs. */
  CurvatureHistory(int most) {
    this.most = most;
  }

  /** Vectors that are not changed once they are here. */
  private static final class Pair {
    private final float[] step;
    private final float[] change;
    private final double product;

    Pair(float[] step, float[] change, double product) {
      this.step = step;
      this.change = change;
      this.product = product;
    }
  }

  boolean isEmpty() {
    return pairs.isEmpty();
  }

  void clear() {
    pairs.clear();
  }

  /**
   * Takes a pair over, in place of the oldest if there is no room; refuses one along which the
   * gradient does not grow, for with it directions would no longer lead downhill.
   */
  boolean add(float[] step, float[] change) {
    double product = dot(step, change);
    if (!(product > Math.ulp(1.0) * dot(change, change))) {
      return false;
    }
    if (pairs.size() == most) {
      pairs.removeFirst();
    }
    pairs.addLast(new Pair(step, change, product));
    return true;
  }

  /** Turns a gradient into a direction downhill: the two loops of Nocedal 1980. */
  void direct(float[] gradient, float[] direction) {
    System.arraycopy(gradient, 0, direction, 0, gradient.length);
    double[] shares = new double[pairs.size()];
    int i = shares.length;
    for (Iterator<Pair> newest = pairs.descendingIterator(); newest.hasNext(); ) {
      Pair pair = newest.next();
      i--;
      shares[i] = dot(pair.step, direction) / pair.product;
      add(direction, -shares[i], pair.change);
    }
    double scale =
        pairs.isEmpty()
            ? 1
            : pairs.getLast().product / dot(pairs.getLast().change, pairs.getLast().change);
    for (int j = 0; j < direction.length; j++) {
      direction[j] *= (float) -scale;
    }
    for (Pair pair : pairs) {
      // The direction has its sign turned already.
      add(direction, -shares[i] - dot(pair.change, direction) / pair.product, pair.step);
      i++;
    }
  }

  private static void add(float[] to, double factor, float[] vector) {
    float rounded = (float) factor;
    for (int i = 0; i < to.length; i++) {
      to[i] += rounded * vector[i];
    }
  }

  /** In four sums, so that one addition need not wait for the other. */
  static double dot(float[] a, float[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      s0 += (double) a[i] * b[i];
      s1 += (double) a[i + 1] * b[i + 1];
      s2 += (double) a[i + 2] * b[i + 2];
      s3 += (double) a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      s0 += (double) a[i] * b[i];
    }
    return s0 + s1 + (s2 + s3);
  }
}
