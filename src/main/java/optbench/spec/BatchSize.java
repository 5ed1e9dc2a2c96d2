package optbench.spec;

import java.util.List;
import optbench.spec.key.ChoiceType;
import optbench.spec.key.ValueType;

/**
 * How many samples one step sees.
 *
 * @param samples at least 1, or 0 for the whole training set ({@link #FULL})
 */
public record BatchSize(int samples) {
  /** Every step sees the whole training set: gradient descent in the textbook sense. */
  public static final BatchSize FULL = new BatchSize(0);

  /** More samples than any data set here has. */
  static final int MOST = 10_000_000;

  public BatchSize {
    if (samples < 0) {
      throw new SpecException("", "must be an integer of at least 1, or full, but was " + samples);
    }
  }

  /** A number of samples, or {@code full}. */
  static ValueType<BatchSize> type(String doc) {
    return ChoiceType.<BatchSize>of(doc)
        .way(
            ValueType.integer("Samples a step", 1, MOST).as(BatchSize::new, BatchSize::samples),
            size -> !size.equals(FULL))
        .way(
            ValueType.words(
                "", "every step sees the whole training set", List.of(FULL), BatchSize::toString),
            FULL::equals);
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
