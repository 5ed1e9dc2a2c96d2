package optbench.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import optbench.stats.Interval;
import optbench.stats.OptimizerSummary;
import optbench.stats.SeedResult;
import optbench.stats.Summary;
import optbench.table.Cell;
import optbench.table.Column;
import optbench.table.Mark;
import optbench.table.Table;
import optbench.text.NumberText;

/** What each optimizer came to: mean, interval and seeds. */
final class FinalAccuracyChart {
  private static final Set<Mark> LEADING = Set.of(Mark.BEST, Mark.EQUIVALENT, Mark.OPEN);

  private final Summary summary;
  private final SeriesStyles styles;

  FinalAccuracyChart(Summary summary) {
    this.summary = summary;
    this.styles = SeriesStyles.of(summary);
  }

  Drawing drawing() {
    return new Drawing(picture(), table());
  }

  /** A ring or a dot: the mean, or a seed. */
  private record Drawn(OptimizerSummary optimizer, Optional<SeedResult> seed) {
    /** Of a mean alone. */
    Optional<Interval> interval() {
      return seed.isPresent() ? Optional.empty() : optimizer.testAccuracyCi95();
    }
  }

  private Table table() {
    return Table.of(
        List.of(
            Column.text("label", d -> d.optimizer().label()),
            Column.text("dot", d -> d.seed().map(s -> "seed_" + s.seed()).orElse("mean")),
            Column.number(
                "test_accuracy",
                d ->
                    d.seed()
                        .map(s -> Cell.rounded(s.testAccuracy()))
                        .orElseGet(() -> Cell.rounded(d.optimizer().testAccuracyMean()))),
            Column.number("test_accuracy_ci95_low", d -> Cell.rounded(d.interval(), Interval::low)),
            Column.number(
                "test_accuracy_ci95_high", d -> Cell.rounded(d.interval(), Interval::high)),
            Column.text("best_group", this::inBestGroup)),
        AccuracyTable.ranked(summary).stream()
            .flatMap(
                o ->
                    Stream.concat(
                        Stream.of(new Drawn(o, Optional.empty())),
                        o.results().stream().map(r -> new Drawn(o, Optional.of(r)))))
            .toList());
  }

  private String inBestGroup(Drawn drawn) {
    if (drawn.seed().isPresent()) {
      return "";
    }
    return filled(drawn.optimizer()) ? "yes" : "no";
  }

  private Picture picture() {
    List<OptimizerSummary> ranked = AccuracyTable.ranked(summary);
    List<DotChart.Row> rows = ranked.stream().map(this::row).toList();
    boolean interval = ranked.stream().anyMatch(o -> o.testAccuracyCi95().isPresent());
    String meaning =
        "Ring: mean of "
            + Captions.finishedSeeds(summary)
            + (interval ? "; bar: 95 % interval; small dots: seeds" : "")
            + (marksGroup() ? "; filled: not shown worse than the best." : ".");
    return new DotChart(
        Charts.heading(summary, "Final test accuracy by optimizer", meaning, Captions::diverged),
        rows,
        Charts.errorAxis(
            rows.stream()
                .filter(r -> r.mean().isPresent())
                .flatMapToDouble(
                    r ->
                        DoubleStream.concat(
                            DoubleStream.of(
                                // A wide interval of few seeds may leave the axis to the right.
                                Math.max(r.low(), r.mean().getAsDouble() / 2), r.high()),
                            r.seeds().stream().mapToDouble(Double::doubleValue)))),
        "Test accuracy after the last epoch (log scale of the error)");
  }

  private boolean marksGroup() {
    return summary.comparison().differences().stream().anyMatch(d -> d.pHolm().isPresent());
  }

  private DotChart.Row row(OptimizerSummary o) {
    double error = 1 - o.testAccuracyMean().orElse(0);
    String text =
        o.testAccuracyMean().isPresent()
            ? NumberText.percent(o.testAccuracyMean().getAsDouble(), o.testAccuracySd()) + " %"
            : o.diverged() > 0 ? "diverged" : "no result";
    return new DotChart.Row(
        styles.of(o.label()),
        Charts.label(o.label()),
        o.testAccuracyMean().isPresent()
            ? OptionalDouble.of(Charts.error(o.testAccuracyMean().getAsDouble()))
            : OptionalDouble.empty(),
        o.testAccuracyCi95().map(Interval::high).map(h -> 1 - h).orElse(error),
        o.testAccuracyCi95().map(Interval::low).map(l -> 1 - l).orElse(error),
        // A single seed is the mean already.
        o.results().stream()
            .filter(r -> o.finished() > 1)
            .map(SeedResult::testAccuracy)
            .map(Charts::error)
            .toList(),
        filled(o),
        text);
  }

  private boolean filled(OptimizerSummary o) {
    Mark mark = AccuracyTable.mark(summary, o);
    return marksGroup() && LEADING.contains(mark);
  }
}
