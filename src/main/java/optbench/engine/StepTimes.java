package optbench.engine;

import java.util.Arrays;
import java.util.Optional;
import optbench.result.TimeSplit;

/** Times of single steps, in nanoseconds. */
public final class StepTimes {
  private long[] gradient = new long[1024];
  private long[] update = new long[1024];
  private int steps;
  private long nanos;

  /** Notes one step. */
  public void add(long gradientNanos, long updateNanos) {
    if (steps == gradient.length) {
      gradient = Arrays.copyOf(gradient, 2 * steps);
      update = Arrays.copyOf(update, 2 * steps);
    }
    gradient[steps] = gradientNanos;
    update[steps] = updateNanos;
    steps++;
    nanos += gradientNanos + updateNanos;
  }

  /** All of it. */
  public double seconds() {
    return nanos * 1e-9;
  }

  /** Notes one step whose gradient was computed for several trials together. */
  public void add(long gradientNanos, int sharedBy, long updateNanos) {
    add(gradientNanos / sharedBy, updateNanos);
  }

  /** Medians and sums; empty if there was no step. */
  public Optional<TimeSplit> split(long samples) {
    if (steps == 0) {
      return Optional.empty();
    }
    long[] both = new long[steps];
    Arrays.setAll(both, i -> gradient[i] + update[i]);
    return Optional.of(
        new TimeSplit(
            steps,
            medianMillis(both),
            medianMillis(Arrays.copyOf(gradient, steps)),
            medianMillis(Arrays.copyOf(update, steps)),
            seconds(),
            samples / seconds()));
  }

  private static double medianMillis(long[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    double nanos =
        values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2.0;
    return nanos * 1e-6;
  }
}
