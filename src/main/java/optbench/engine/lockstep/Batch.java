package optbench.engine.lockstep;

import optbench.data.Samples;

/**
 * Samples to look at.
 *
 * @param order indices of samples
 * @param first place in the order where the batch starts
 */
@SuppressWarnings("ArrayRecordComponent") // a view of an epoch's order, which nobody compares
record Batch(Samples samples, int[] order, int first, int size) {
  /** Index of one of them. */
  int sample(int i) {
    return order[first + i];
  }

  /** A part of it. */
  Batch part(int from, int length) {
    return new Batch(samples, order, first + from, length);
  }

  int label(int i) {
    return samples.labels()[sample(i)];
  }
}
