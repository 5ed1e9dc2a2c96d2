package optbench.engine;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import optbench.result.Circumstances;
import optbench.result.StepSpread;
import optbench.result.TimeSplit;
import optbench.result.TimeSplit.Measured;

/** Times of the single steps of one trial, in nanoseconds. */
public final class StepTimeRecorder {
  /** So many tell a disturbance of a twentieth of the training from the rest. */
  private static final int CHUNKS = 20;

  private long[] gradient = new long[1024];
  private int[] sharedBy = new int[1024];
  private long[] update = new long[1024];
  private int steps;
  private long nanos;

  /** Notes one step of a trial whose gradient is its own. */
  public void add(long gradientNanos, long updateNanos) {
    add(gradientNanos, 1, updateNanos);
  }

  /**
   * Notes one step.
   *
   * @param gradientNanos of all trials that share the computation of the gradient
   * @param sharers how many they are, at least 1
   * @param updateNanos of this trial
   */
  public void add(long gradientNanos, int sharers, long updateNanos) {
    if (steps == gradient.length) {
      gradient = Arrays.copyOf(gradient, 2 * steps);
      sharedBy = Arrays.copyOf(sharedBy, 2 * steps);
      update = Arrays.copyOf(update, 2 * steps);
    }
    gradient[steps] = gradientNanos;
    sharedBy[steps] = sharers;
    update[steps] = updateNanos;
    nanos += own(steps);
    steps++;
  }

  /** All of it: the trial's share of the gradients, and its updates. */
  public double seconds() {
    return nanos * 1e-9;
  }

  /** Medians and sums; empty if there was no step. */
  public Optional<TimeSplit> split(long samples) {
    if (steps == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new TimeSplit(
            new Measured(
                steps,
                medianMillis(this::own),
                medianMillis(i -> gradient[i]),
                medianMillis(i -> update[i]),
                seconds(),
                samples / seconds()),
            usualSharers(),
            1,
            Optional.of(spread()),
            Circumstances.UNKNOWN));
  }

  /** Chunks are even in length, and each has a step. */
  private StepSpread spread() {
    int chunks = Math.min(CHUNKS, steps);
    double[] medians = new double[chunks];
    for (int i = 0; i < chunks; i++) {
      int from = (int) ((long) steps * i / chunks);
      int to = (int) ((long) steps * (i + 1) / chunks);
      medians[i] = medianMillis(this::own, from, to);
    }
    Arrays.sort(medians);
    return new StepSpread(
        chunks, medians[0], quantile(medians, 0.25), quantile(medians, 0.75), medians[chunks - 1]);
  }

  /** Interpolated between the two values that it lies between. */
  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  private long own(int step) {
    return gradient[step] / sharedBy[step] + update[step];
  }

  /** The median: trials of a group that diverge leave the others with larger shares. */
  private int usualSharers() {
    int[] sorted = Arrays.copyOf(sharedBy, steps);
    Arrays.sort(sorted);
    return sorted[steps / 2];
  }

  private double medianMillis(IntToLongFunction nanosOfStep) {
    return medianMillis(nanosOfStep, 0, steps);
  }

  private static double medianMillis(IntToLongFunction nanosOfStep, int from, int to) {
    long[] values = new long[to - from];
    Arrays.setAll(values, i -> nanosOfStep.applyAsLong(from + i));
    Arrays.sort(values);
    int middle = values.length / 2;
    double median =
        values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2.0;
    return median * 1e-6;
  }
}
