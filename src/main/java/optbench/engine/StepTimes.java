package optbench.engine;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import optbench.result.TimeSplit;

/** Times of the single steps of one trial, in nanoseconds. */
public final class StepTimes {
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
            steps,
            medianMillis(this::own),
            medianMillis(i -> gradient[i]),
            medianMillis(i -> update[i]),
            seconds(),
            samples / seconds(),
            usualSharers(),
            1));
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
    long[] values = new long[steps];
    Arrays.setAll(values, nanosOfStep);
    Arrays.sort(values);
    int middle = values.length / 2;
    double median =
        values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2.0;
    return median * 1e-6;
  }
}
