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
  private RunStage stage = RunStage.TRAINING;
  private int trials;
  private int trial;

  LineProgress(PrintStream err) {
    this.err = err;
  }

  @Override
  public void stage(RunStage next) {
    stage = next;
  }

  @Override
  public void begin(int trialsToRun, long steps) {
    trials = trialsToRun;
    trial = 0;
  }

  @Override
  public void finished(Trial current, TrialResult result) {
    trial++;
    err.println(
        String.format(
            Locale.ROOT,
            "%s%d/%d %s seed %d: %s",
            stage == RunStage.TUNING ? "tuning " : "",
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

  private String outcome(TrialResult result) {
    return switch (result.outcome()) {
      case FINISHED -> {
        EpochMetrics last = result.epochs().get(result.epochs().size() - 1);
        String accuracy = accuracy(last);
        // A share of a time that was spent on several trials says nothing of this one.
        yield stage == RunStage.TUNING || result.time().map(TimeSplit::sharedBy).orElse(1) > 1
            ? accuracy
            : accuracy + String.format(Locale.ROOT, ", %.1f s", last.trainSeconds().orElseThrow());
      }
      case DIVERGED -> "diverged at step " + result.divergedAtStep().orElseThrow();
      case SKIPPED, FAILED ->
          result.outcome().name().toLowerCase(Locale.ROOT) + ": " + result.reason().orElse("");
    };
  }

  private String accuracy(EpochMetrics last) {
    // Who is still choosing is not to know how it will turn out on the test set.
    return stage == RunStage.TUNING
        ? last.validationAccuracy()
            .map(a -> String.format(Locale.ROOT, "validation accuracy %.2f %%", 100 * a))
            .orElse("finished")
        : String.format(Locale.ROOT, "test accuracy %.2f %%", 100 * last.testAccuracy());
  }
}
