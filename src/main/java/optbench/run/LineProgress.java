package optbench.run;

import java.io.PrintStream;
import java.util.Locale;
import optbench.plan.Trial;
import optbench.result.EpochMetrics;
import optbench.result.TimeSplit;
import optbench.result.TrialResult;

/** A line a trial, for logs. */
final class LineProgress implements Progress {
  private final PrintStream err;
  private int trials;
  private int trial;

  LineProgress(PrintStream err) {
    this.err = err;
  }

  @Override
  public void begin(int trialsToRun, long steps) {
    trials = trialsToRun;
  }

  @Override
  public void finished(Trial current, TrialResult result) {
    trial++;
    err.println(
        String.format(
            Locale.ROOT,
            "%d/%d %s seed %d: %s",
            trial,
            trials,
            current.label(),
            current.settings().seed(),
            outcome(result)));
  }

  /** A line for each of them would say nothing new of a trial but its time. */
  @Override
  public void passed(Trial current) {
    trial++;
  }

  @Override
  public void close() {}

  private static String outcome(TrialResult result) {
    return switch (result.outcome()) {
      case FINISHED -> {
        EpochMetrics last = result.epochs().get(result.epochs().size() - 1);
        String accuracy =
            String.format(Locale.ROOT, "test accuracy %.2f %%", 100 * last.testAccuracy());
        // A share of a time that was spent on several trials says nothing of this one.
        yield result.time().map(TimeSplit::sharedBy).orElse(1) > 1
            ? accuracy
            : accuracy + String.format(Locale.ROOT, ", %.1f s", last.trainSeconds());
      }
      case DIVERGED -> "diverged at step " + result.divergedAtStep().orElseThrow();
      case SKIPPED, FAILED ->
          result.outcome().name().toLowerCase(Locale.ROOT) + ": " + result.reason().orElse("");
    };
  }
}
