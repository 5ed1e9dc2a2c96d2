package optbench.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import optbench.stats.OptimizerSummary;
import optbench.stats.Summary;
import optbench.stats.TimeBasis;
import optbench.stats.Timing;
import optbench.table.Cell;
import optbench.table.Column;
import optbench.table.Table;

/** Where the time of a step goes: computing the gradient, and updating the parameters with it. */
final class TimeSplitChart {
  private final Summary summary;
  private final SeriesStyles styles;

  TimeSplitChart(Summary summary) {
    this.summary = summary;
    this.styles = SeriesStyles.of(summary);
  }

  /** Empty where times cannot be compared, or there are none. */
  Optional<Drawing> drawing() {
    List<OptimizerSummary> timed =
        summary.optimizers().stream()
            .filter(o -> o.timing().isPresent())
            .sorted(
                Comparator.comparingDouble(o -> o.timing().orElseThrow().gradientAndUpdateMillis()))
            .toList();
    return summary.conditions().times() != TimeBasis.COMPARABLE || timed.isEmpty()
        ? Optional.empty()
        : Optional.of(new Drawing(picture(timed), table(timed)));
  }

  private Picture picture(List<OptimizerSummary> timed) {
    List<BarChart.Row> rows = timed.stream().map(o -> row(o, o.timing().orElseThrow())).toList();
    return new BarChart(
        Charts.heading(
            summary,
            "Time of a training step",
            "Bar: gradient and update, medians of "
                + Captions.finishedSeeds(summary)
                + ", the fastest first; evaluation and data staging are in neither."
                + circumstances(timed),
            Captions::diverged),
        "gradient",
        "update",
        rows,
        "Milliseconds a step");
  }

  private static String circumstances(List<OptimizerSummary> timed) {
    int jobs = timed.stream().mapToInt(o -> o.timing().orElseThrow().jobs()).max().orElseThrow();
    return jobs > 1
        ? " Timed while " + jobs + " computations ran side by side, which slows each."
        : "";
  }

  private BarChart.Row row(OptimizerSummary o, Timing timing) {
    return new BarChart.Row(
        styles.of(o.label()),
        Charts.label(o.label()),
        timing.gradientMillis(),
        timing.updateMillis());
  }

  private static Table table(List<OptimizerSummary> timed) {
    return Table.of(
        List.of(
            AccuracyTable.LABEL,
            figure("gradient_ms_per_step", Timing::gradientMillis),
            figure("update_ms_per_step", Timing::updateMillis),
            figure("seeds", Timing::seeds),
            figure("jobs", Timing::jobs)),
        timed);
  }

  private static Column<OptimizerSummary> figure(String key, ToDoubleFunction<Timing> figure) {
    return Column.number(key, o -> Cell.rounded(o.timing(), figure));
  }
}
