package optbench.spec;

/**
 * How many samples one step sees.
 *
 * @param samples at least 1, or 0 for the whole training set ({@link #FULL})
 */
public record BatchSize(int samples) {
  /** Every step sees the whole training set: gradient descent in the textbook sense. */
  public static final BatchSize FULL = new BatchSize(0);

  public BatchSize {
    if (samples < 0) {
      throw new SpecException(
          "/batch_size", "must be an integer of at least 1, or full, but was " + samples);
    }
  }

  /** The number of samples a step for a training set of this size. */
  public int of(int trainingSamples) {
    return samples == 0 ? trainingSamples : Math.min(samples, trainingSamples);
  }

  @Override
  public String toString() {
    return samples == 0 ? "full" : Integer.toString(samples);
  }
}
