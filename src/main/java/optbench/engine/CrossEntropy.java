package optbench.engine;

import java.util.BitSet;

/**
 * Softmax and cross-entropy in one: loss, right answers and gradient from one pass over the sums of
 * the output layer, in double.
 */
public final class CrossEntropy {
  private final double[] exponentials;
  private final BitSet right = new BitSet();
  private double lossSum;
  private int seen;

  /** For so many classes. */
  public CrossEntropy(int classes) {
    exponentials = new double[classes];
  }

  /** Forgets the samples before. */
  public void reset() {
    lossSum = 0;
    right.clear();
    seen = 0;
  }

  /** Sum of the cross-entropies of the samples since the last reset, in nats. */
  public double lossSum() {
    return lossSum;
  }

  /** How many of them had the highest sum at their label. */
  public int correct() {
    return right.cardinality();
  }

  /** Which ones, counted from 0 since the last reset. */
  public BitSet right() {
    return (BitSet) right.clone();
  }

  /**
   * One sample: its sums are replaced by the gradient of the loss, divided by {@code samples}.
   *
   * @param first place of the sum of class 0
   * @param apart how far apart the classes' sums are
   */
  public void add(float[] sums, int first, int apart, int label, int samples) {
    int classes = exponentials.length;
    int best = 0;
    float highest = Float.NEGATIVE_INFINITY;
    for (int k = 0; k < classes; k++) {
      float sum = sums[first + k * apart];
      if (sum > highest) {
        highest = sum;
        best = k;
      }
    }
    double total = 0;
    for (int k = 0; k < classes; k++) {
      exponentials[k] = Math.exp(sums[first + k * apart] - highest);
      total += exponentials[k];
    }
    lossSum += Math.log(total) + highest - sums[first + label * apart];
    right.set(seen, best == label);
    seen++;
    for (int k = 0; k < classes; k++) {
      double probability = exponentials[k] / total;
      sums[first + k * apart] = (float) ((probability - (k == label ? 1 : 0)) / samples);
    }
  }
}
