package optbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import optbench.report.ReportTable.Mark;
import optbench.result.Table;
import optbench.stats.Interval;
import optbench.stats.OptimizerSummary;
import optbench.stats.Percent;
import optbench.stats.SeedResult;
import optbench.stats.Summary;

/** What each optimizer came to: mean, interval and seeds. */
final class FinalAccuracyChart {
  private final Summary summary;

  FinalAccuracyChart(Summary summary) {
    this.summary = summary;
  }

  Drawing drawing() {
    return new Drawing(picture(), table());
  }

  private Table table() {
    List<List<Object>> rows = new ArrayList<>();
    for (OptimizerSummary o : AccuracyTable.ranked(summary)) {
      rows.add(
          List.of(
              o.label(),
              "mean",
              ReportNumberFormat.cell(o.testAccuracyMean()),
              o.testAccuracyCi95().map(i -> ReportNumberFormat.cell(i.low())).orElse(""),
              o.testAccuracyCi95().map(i -> ReportNumberFormat.cell(i.high())).orElse(""),
              filled(o) ? "yes" : "no"));
      o.results()
          .forEach(
              r ->
                  rows.add(
                      List.of(
                          o.label(),
                          "seed_" + r.seed(),
                          ReportNumberFormat.cell(r.testAccuracy()),
                          "",
                          "",
                          "")));
    }
    return new Table(
        List.of(
            "label",
            "dot",
            "test_accuracy",
            "test_accuracy_ci95_low",
            "test_accuracy_ci95_high",
            "best_group"),
        rows);
  }

  private Picture picture() {
    List<OptimizerSummary> ranked = AccuracyTable.ranked(summary);
    List<DotChart.Row> rows = ranked.stream().map(this::row).toList();
    boolean interval = ranked.stream().anyMatch(o -> o.testAccuracyCi95().isPresent());
    String meaning =
        "Ring: mean of "
            + Captions.finishedSeeds(summary)
            + (interval ? "; bar: 95 % interval; small dots: seeds" : "")
            + (marksGroup() ? "; filled: the best group." : ".");
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
            ? Percent.of(o.testAccuracyMean().getAsDouble(), o.testAccuracySd()) + " %"
            : o.diverged() > 0 ? "diverged" : "no result";
    return new DotChart.Row(
        Charts.series(summary, o.label()),
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
    return marksGroup() && (mark == Mark.BEST || mark == Mark.GROUP);
  }
}
