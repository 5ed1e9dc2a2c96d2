package optbench.run;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import optbench.plan.Trial;
import optbench.result.EpochMetrics;
import optbench.result.TrialResult;
import optbench.text.CleanOutput;
import optbench.text.Prose;

/** A bar that moves, for a terminal: trial, optimizer, seed, epoch, loss and the time left. */
final class BarProgress implements Progress {
  /** A bar of fewer characters tells nothing. */
  private static final int SHORTEST = 8;

  /** Narrower terminals have better things to show than what is going on. */
  private static final int WIDE = 80;

  private final CleanOutput err;
  private final int columns;
  private final Map<String, Underway> underway = new LinkedHashMap<>();
  private RunStage stage = RunStage.TRAINING;
  private ProgressBar bar;
  private int trials;
  private int begun;
  private long stepsOfFinished;
  private int room;

  BarProgress(PrintStream err, int columns) {
    this.err = CleanOutput.on(err);
    this.columns = columns;
  }

  @Override
  public void stage(RunStage next) {
    stage = next;
  }

  @Override
  public void begin(int trialsToRun, long steps) {
    close();
    underway.clear();
    begun = 0;
    stepsOfFinished = 0;
    trials = trialsToRun;
    String name = stage == RunStage.TUNING ? "tuning" : columns < WIDE ? "" : "training";
    room = room(name, steps);
    bar =
        new ProgressBarBuilder()
            .setTaskName(name)
            .setInitialMax(steps)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .setConsumer(new LastLine(err, columns))
            .build();
  }

  /**
   * A trial that has begun and not ended.
   *
   * @param number in the order in which they began
   */
  private record Underway(int number, long steps) {}

  @Override
  public void started(Trial started, long totalSteps) {
    // One whose executor was lost begins anew.
    Underway before = underway.get(started.id());
    underway.put(started.id(), new Underway(before == null ? ++begun : before.number(), 0));
  }

  @Override
  public void progressed(Trial current, int epoch, long steps, double loss) {
    int number = advance(current, steps);
    int others = underway.size() - 1;
    bar.setExtraMessage(
        fitting(
            number + "/" + trials,
            " " + current.label(),
            " seed " + current.settings().seed(),
            " epoch " + epoch + "/" + current.settings().epochs(),
            String.format(Locale.ROOT, " loss %.3f", loss),
            others > 0 ? " and " + others + " more" : ""));
  }

  /** As many parts, the first ones, as leave a bar to be seen. */
  private String fitting(String... parts) {
    StringBuilder message = new StringBuilder();
    int left = room;
    for (String part : parts) {
      left -= Prose.width(part);
      if (left < 0) {
        break;
      }
      message.append(part);
    }
    return message.toString();
  }

  /** What is left of the line besides name, percentage, bar, steps and times. */
  private int room(String name, long steps) {
    int percentage = " 100% [".length();
    int times = "] / (0:00:00 / 0:00:00) ".length();
    int counts = 2 * Long.toString(steps).length();
    return columns - 1 - name.length() - percentage - SHORTEST - counts - times;
  }

  @Override
  public void epochFinished(Trial current, EpochMetrics metrics) {
    advance(current, metrics.steps().orElseThrow());
  }

  /** All of its steps are behind us, however it ended; it may never have begun. */
  @Override
  public void finished(Trial current, TrialResult result) {
    passed(current);
  }

  @Override
  public void passed(Trial current) {
    if (underway.remove(current.id()) == null) {
      begun++;
    }
    stepsOfFinished += current.settings().totalSteps();
    moveBar();
  }

  /** Notes how far a trial is; returns its number. */
  private int advance(Trial trial, long steps) {
    Underway now = new Underway(underway.get(trial.id()).number(), steps);
    underway.put(trial.id(), now);
    moveBar();
    return now.number();
  }

  private void moveBar() {
    bar.stepTo(stepsOfFinished + underway.values().stream().mapToLong(Underway::steps).sum());
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
