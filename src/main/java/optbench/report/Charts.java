package optbench.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import optbench.result.Run;
import optbench.stats.OptimizerSummary;
import optbench.stats.Summary;
import optbench.stats.TimeBasis;
import optbench.stats.WatchedRun;

/** Which charts there are of a run, and what they have in common. */
final class Charts {
  /**
   * A tenth of the least error that a test set of 10 000 can show: where an error of 0 is drawn.
   */
  private static final double LEAST_ERROR = 1e-5;

  private static final int LONGEST_LABEL = 26;

  private final Run run;
  private final Summary summary;
  private final List<WatchedRun> watched;

  Charts(Run run, Summary summary, List<WatchedRun> watched) {
    this.run = run;
    this.summary = summary;
    this.watched = watched;
  }

  ChartFiles files(ChartRequest request) {
    Map<ChartKind, Drawing> drawable = drawings();
    Map<String, Drawing> wanted = new LinkedHashMap<>();
    List<String> notDrawn = new ArrayList<>();
    for (ChartKind kind : request.kinds()) {
      Drawing drawing = drawable.get(kind);
      if (drawing == null) {
        notDrawn.add(kind.id() + ": " + why(kind));
      } else {
        wanted.put(kind.id(), drawing);
      }
    }
    return ChartWriter.files(wanted, request, notDrawn);
  }

  private Map<ChartKind, Drawing> drawings() {
    Map<ChartKind, Drawing> drawings = new EnumMap<>(ChartKind.class);
    if (summary.optimizers().stream().anyMatch(o -> o.seeds() > 0)) {
      drawings.putAll(new CurveCharts(summary).drawings());
      drawings.put(ChartKind.FINAL_ACCURACY, new FinalAccuracyChart(summary).drawing());
      drawings.putAll(new TargetCharts(summary).drawings());
      new ProbeLossChart(summary, watched)
          .drawing()
          .ifPresent(d -> drawings.put(ChartKind.PROBE_LOSS, d));
      new TimeSplitChart(summary).drawing().ifPresent(d -> drawings.put(ChartKind.TIME_SPLIT, d));
      new StateChart(summary, run)
          .drawing()
          .ifPresent(d -> drawings.put(ChartKind.ACCURACY_BY_STATE, d));
      new SeedCurvesChart(summary, run)
          .drawing()
          .ifPresent(d -> drawings.put(ChartKind.SEED_CURVES, d));
    }
    summary.tuning().ifPresent(t -> drawings.putAll(new TuningCharts(summary).drawings()));
    return drawings;
  }

  /** Why a chart cannot be drawn. */
  private String why(ChartKind kind) {
    TimeBasis times = summary.conditions().times();
    return switch (kind) {
      case LOSS_BY_TIME, TIME_TO_TARGET, TIME_SPLIT ->
          times == TimeBasis.COMPARABLE
              ? "no optimizer has a result to draw"
              : TimeNotes.why(times);
      case LEARNING_RATE_SENSITIVITY, BEST_OF_K ->
          summary.tuning().isEmpty()
              ? "no hyper-parameter was looked for"
              : "too few settings have a result";
      case PROBE_LOSS ->
          watched.isEmpty() ? "no trial was watched by a probe" : "no loss was finite";
      case ACCURACY_BY_STEP -> "no trial was evaluated within its first epoch";
      case ACCURACY_BY_STATE -> "no seed of any optimizer finished";
      case LOSS_BY_EPOCH,
          ACCURACY_BY_EPOCH,
          FINAL_ACCURACY,
          EPOCHS_TO_TARGET,
          WINNER_BY_TARGET,
          SEED_CURVES ->
          "no optimizer has a result to draw";
    };
  }

  static Heading heading(
      Summary summary,
      String title,
      String meaning,
      Function<OptimizerSummary, String> whereItEnds) {
    List<String> warnings = new ArrayList<>();
    summary.conditions().notice().ifPresent(n -> warnings.add("Mind the data: " + n));
    List<String> diverged =
        summary.optimizers().stream().filter(o -> o.diverged() > 0).map(whereItEnds).toList();
    if (!diverged.isEmpty()) {
      warnings.add("Diverged: " + String.join("; ", diverged) + ".");
    }
    Captions.missing(summary).forEach(warnings::add);
    String conditions = Captions.briefly(summary.conditions());
    return new Heading(
        title + " on " + summary.conditions().dataTitle(), conditions + ". " + meaning, warnings);
  }

  /** What no accuracy can go below on a log scale. */
  static double error(double accuracy) {
    return Math.max(1 - accuracy, LEAST_ERROR);
  }

  /** An axis for accuracies; errors of 0 have a place on it. */
  static LogScale errorAxis(DoubleStream errors) {
    double[] values = errors.map(e -> Math.max(e, LEAST_ERROR)).sorted().toArray();
    return values.length == 0
        ? LogScale.ofErrors(0.01, 1)
        : LogScale.ofErrors(values[0], values[values.length - 1]);
  }

  /** As it fits beside a chart, without what would turn the direction of the text. */
  static String label(String label) {
    int[] visible = label.codePoints().filter(Charts::visible).toArray();
    if (visible.length == 0) {
      return "?";
    }
    return visible.length <= LONGEST_LABEL
        ? new String(visible, 0, visible.length)
        : new String(visible, 0, LONGEST_LABEL - 1).strip() + "…";
  }

  private static boolean visible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
