package optbench.result;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where a trial's training time went. Steps of the warm-up are not counted. Where several trials
 * share one computation of their gradients, each bears an equal share of its time.
 *
 * @param sharedBy how many trials shared the computation of the gradient; 1 if it was alone
 * @param jobs how many computations ran side by side on the machine, each slowing the others; 1 if
 *     this was the only one
 * @param spread how even the steps were; empty for trials of before it was recorded
 * @param circumstances in which the time was taken
 */
public record TimeSplit(
    Measured measured,
    int sharedBy,
    int jobs,
    Optional<StepSpread> spread,
    Circumstances circumstances) {
  /**
   * What the clock said.
   *
   * @param steps how many steps were timed
   * @param stepMillisMedian milliseconds a step: the trial's share of the gradient, and its update
   * @param gradientMillisMedian milliseconds a step to compute the gradient, of all trials that
   *     share the computation: forward and backward pass
   * @param updateMillisMedian milliseconds a step to apply the optimizer's update rule
   * @param trainSeconds sum over all steps, with the trial's share of the gradient
   * @param samplesPerSecond samples trained on per second of that time
   */
  public record Measured(
      long steps,
      double stepMillisMedian,
      double gradientMillisMedian,
      double updateMillisMedian,
      double trainSeconds,
      double samplesPerSecond)
      implements Part {
    public Measured {
      Require.atLeast("steps", 1, steps);
      Require.notNegative("step_millis_median", stepMillisMedian);
      Require.notNegative("gradient_millis_median", gradientMillisMedian);
      Require.notNegative("update_millis_median", updateMillisMedian);
      Require.notNegative("train_seconds", trainSeconds);
      Require.notNegative("samples_per_second", samplesPerSecond);
    }
  }

  public TimeSplit {
    Require.atLeast("shared_by", 1, sharedBy);
    Require.atLeast("jobs", 1, jobs);
  }

  /** The median time of a step, in milliseconds: what trials are compared by. */
  public double stepMillis() {
    return measured.stepMillisMedian();
  }

  /** The same times, taken while so many computations ran side by side. */
  public TimeSplit amongJobs(int count) {
    return new TimeSplit(measured, sharedBy, count, spread, circumstances);
  }

  /** The same times, with more known of their circumstances. */
  public TimeSplit under(UnaryOperator<Circumstances> change) {
    return new TimeSplit(measured, sharedBy, jobs, spread, change.apply(circumstances));
  }
}
