package optbench.result;

import java.util.Optional;
import optbench.result.TimeSplit.Measured;

/** Times of trials that never ran. */
public final class FakeTime {
  private FakeTime() {}

  /** Of a trial whose gradient was its own, while nothing else ran. */
  public static TimeSplit of(
      long steps,
      double stepMillis,
      double gradientMillis,
      double updateMillis,
      double trainSeconds,
      double samplesPerSecond) {
    return of(
        steps, stepMillis, gradientMillis, updateMillis, trainSeconds, samplesPerSecond, 1, 1);
  }

  /** Nothing is known of spread and circumstances. */
  public static TimeSplit of(
      long steps,
      double stepMillis,
      double gradientMillis,
      double updateMillis,
      double trainSeconds,
      double samplesPerSecond,
      int sharedBy,
      int jobs) {
    return new TimeSplit(
        new Measured(
            steps, stepMillis, gradientMillis, updateMillis, trainSeconds, samplesPerSecond),
        sharedBy,
        jobs,
        Optional.empty(),
        Circumstances.UNKNOWN);
  }
}
