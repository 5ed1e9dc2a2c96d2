package optbench.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The charts of a run, in the order in which they are written. */
public enum ChartKind {
  LOSS_BY_EPOCH("loss-by-epoch", "training loss by epoch, mean and range over seeds"),
  ACCURACY_BY_EPOCH("accuracy-by-epoch", "test accuracy by epoch, mean and range over seeds"),
  ACCURACY_BY_STEP(
      "accuracy-by-step", "test accuracy by step on a log scale, from within the first epoch on"),
  LOSS_BY_TIME("loss-by-time", "training loss by seconds of training, where times compare"),
  FINAL_ACCURACY("final-accuracy", "test accuracy after the last epoch, with intervals, sorted"),
  EPOCHS_TO_TARGET("epochs-to-target", "epochs until each target accuracy was reached"),
  TIME_TO_TARGET("time-to-target", "seconds of training until then, where times compare"),
  WINNER_BY_TARGET("winner-by-target", "who is first, for every target there could be"),
  PROBE_LOSS("probe-loss", "loss after each of the first steps, of runs with a probe"),
  LEARNING_RATE_SENSITIVITY(
      "learning-rate-sensitivity", "validation accuracy by learning rate, of tuned runs"),
  BEST_OF_K("best-of-k", "expected best of so many settings tried, of tuned runs"),
  TIME_SPLIT(
      "time-split", "milliseconds a step in gradient and in update, where times compare", false),
  ACCURACY_BY_STATE(
      "accuracy-by-state", "test accuracy by the memory that the optimizer keeps", false),
  SEED_CURVES(
      "seed-curves", "a panel for each optimizer: test accuracy by epoch of every seed", false);

  private final String id;
  private final String text;
  private final boolean standard;

  ChartKind(String id, String text) {
    this(id, text, true);
  }

  ChartKind(String id, String text, boolean standard) {
    this.id = id;
    this.text = text;
    this.standard = standard;
  }

  /** Names the chart's files, and the chart on the command line. */
  public String id() {
    return id;
  }

  /** What it shows, in a line. */
  public String text() {
    return text;
  }

  /** Whether it is drawn unless others are asked for. */
  public boolean standard() {
    return standard;
  }

  /** The chart of this name. */
  public static Optional<ChartKind> of(String id) {
    return Stream.of(values()).filter(k -> k.id.equals(id)).findFirst();
  }

  /** The names of all. */
  public static List<String> ids() {
    return Stream.of(values()).map(ChartKind::id).toList();
  }
}
