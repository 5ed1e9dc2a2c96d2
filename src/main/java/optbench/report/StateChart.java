package optbench.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import optbench.result.Run;
import optbench.result.TrialResult;
import optbench.stats.Interval;
import optbench.stats.OptimizerSummary;
import optbench.stats.Summary;
import optbench.table.Cell;
import optbench.table.Column;
import optbench.table.Table;
import optbench.text.NumberText;

/** What the memory that an optimizer keeps between steps is repaid with. */
final class StateChart {
  private final Summary summary;
  private final SeriesStyles styles;
  private final Map<String, Long> parameters;

  /**
   * @param run whose trials say how many parameters there are
   */
  StateChart(Summary summary, Run run) {
    this.summary = summary;
    this.styles = SeriesStyles.of(summary);
    this.parameters =
        run.trials().stream()
            .filter(r -> r.settings().parameters().isPresent())
            .collect(
                Collectors.toMap(
                    TrialResult::label,
                    r -> r.settings().parameterCount(),
                    (first, other) -> first));
  }

  /** Empty if no seed of any optimizer finished. */
  Optional<Drawing> drawing() {
    List<OptimizerSummary> finished =
        AccuracyTable.ranked(summary).stream()
            .filter(o -> o.testAccuracyMean().isPresent() && o.stateBytes().isPresent())
            .filter(o -> parameters.getOrDefault(o.label(), 0L) > 0)
            .toList();
    return finished.isEmpty()
        ? Optional.empty()
        : Optional.of(new Drawing(picture(finished), table(finished)));
  }

  private Picture picture(List<OptimizerSummary> finished) {
    Map<Double, List<OptimizerSummary>> byMultiple =
        finished.stream()
            .collect(Collectors.groupingBy(this::rounded, TreeMap::new, Collectors.toList()));
    List<ColumnChart.Column> columns =
        byMultiple.entrySet().stream().map(e -> column(e.getKey(), e.getValue())).toList();
    boolean interval = finished.stream().anyMatch(o -> o.testAccuracyCi95().isPresent());
    return new ColumnChart(
        Charts.heading(
            summary,
            "Test accuracy by the optimizer's memory",
            "Dot: mean of "
                + Captions.finishedSeeds(summary)
                + (interval ? "; bar: 95 % interval" : "")
                + ". Columns are in order, not to scale: what an optimizer keeps between steps,"
                + " beside the parameters themselves.",
            Captions::diverged),
        columns,
        Charts.errorAxis(
            columns.stream()
                .flatMap(c -> c.dots().stream())
                .flatMapToDouble(
                    d -> DoubleStream.of(d.error(), Math.max(d.low(), d.error() / 2), d.high()))),
        "Test accuracy after the last epoch (log scale of the error)",
        "Optimizer state, in multiples of the parameters");
  }

  private ColumnChart.Column column(double multiple, List<OptimizerSummary> optimizers) {
    long least = optimizers.stream().mapToLong(o -> o.stateBytes().getAsLong()).min().orElseThrow();
    long most = optimizers.stream().mapToLong(o -> o.stateBytes().getAsLong()).max().orElseThrow();
    String smallest = NumberText.bytes(least);
    String largest = NumberText.bytes(most);
    return new ColumnChart.Column(
        NumberText.tick(multiple) + "×",
        smallest.equals(largest) ? smallest : smallest + " to " + largest,
        optimizers.stream().map(this::dot).toList());
  }

  private ColumnChart.Dot dot(OptimizerSummary o) {
    double error = Charts.error(o.testAccuracyMean().getAsDouble());
    Optional<Interval> interval = o.testAccuracyCi95();
    return new ColumnChart.Dot(
        styles.of(o.label()),
        Charts.label(o.label()),
        error,
        interval.map(i -> Charts.error(i.high())).orElse(error),
        interval.map(i -> Charts.error(i.low())).orElse(error));
  }

  /** A few scalars beside a vector are no column of their own. */
  private double rounded(OptimizerSummary o) {
    return Math.round(multiple(o) * 20) / 20.0;
  }

  private double multiple(OptimizerSummary o) {
    return o.stateInParameters(parameters.get(o.label()));
  }

  private Table table(List<OptimizerSummary> finished) {
    return Table.of(
        List.of(
            AccuracyTable.LABEL,
            Column.number("state_bytes", o -> Cell.of(o.stateBytes())),
            Column.number("parameters", o -> Cell.of(parameters.get(o.label()))),
            Column.number("state_per_parameter", o -> Cell.rounded(multiple(o))),
            Column.number("test_accuracy_mean", o -> Cell.rounded(o.testAccuracyMean())),
            Column.number(
                "test_accuracy_ci95_low", o -> Cell.rounded(o.testAccuracyCi95(), Interval::low)),
            Column.number(
                "test_accuracy_ci95_high",
                o -> Cell.rounded(o.testAccuracyCi95(), Interval::high))),
        finished);
  }
}
