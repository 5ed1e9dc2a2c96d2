package optbench.run;

import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import optbench.plan.Trial;
import optbench.result.EpochMetrics;
import optbench.result.TrialResult;

/** A bar that moves, for a terminal: trial, optimizer, seed, epoch, loss and the time left. */
final class BarProgress implements Progress {
  private final PrintStream err;
  private final int columns;
  private ProgressBar bar;
  private int trials;
  private int trial;
  private long stepsOfEarlierTrials;
  private long stepsOfTrial;

  BarProgress(PrintStream err, int columns) {
    this.err = err;
    this.columns = columns;
  }

  @Override
  public void begin(int trialsToRun, long steps) {
    trials = trialsToRun;
    bar =
        new ProgressBarBuilder()
            .setTaskName("training")
            .setInitialMax(steps)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .setConsumer(new ConsoleProgressBarConsumer(err, columns))
            .build();
  }

  @Override
  public void started(Trial started, long totalSteps) {
    trial++;
    stepsOfTrial = totalSteps;
  }

  @Override
  public void progressed(Trial current, int epoch, long steps, double loss) {
    bar.stepTo(stepsOfEarlierTrials + steps);
    bar.setExtraMessage(
        String.format(
            Locale.ROOT,
            "%d/%d %s seed %d epoch %d/%d loss %.3f",
            trial,
            trials,
            current.label(),
            current.settings().seed(),
            epoch,
            current.settings().epochs(),
            loss));
  }

  @Override
  public void epochFinished(Trial current, EpochMetrics metrics) {
    bar.stepTo(stepsOfEarlierTrials + metrics.steps());
  }

  @Override
  public void finished(Trial current, TrialResult result) {
    stepsOfEarlierTrials += stepsOfTrial;
    stepsOfTrial = 0; // The next one may be over before it has started.
    bar.stepTo(stepsOfEarlierTrials);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
