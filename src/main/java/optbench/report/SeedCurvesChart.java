package optbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import optbench.report.PanelChart.Panel;
import optbench.report.PanelChart.Path;
import optbench.result.Run;
import optbench.stats.LearningCurve;
import optbench.stats.OptimizerSummary;
import optbench.stats.Summary;
import optbench.table.Cell;
import optbench.table.Column;
import optbench.table.Table;
import optbench.text.NumberText;

/** Every seed of every optimizer, in a panel of the optimizer's own. */
final class SeedCurvesChart {
  private final Summary summary;
  private final SeriesStyles styles;
  private final Run run;

  SeedCurvesChart(Summary summary, Run run) {
    this.summary = summary;
    this.styles = SeriesStyles.of(summary);
    this.run = run;
  }

  /** Empty if no seed came to the end of an epoch. */
  Optional<Drawing> drawing() {
    List<OptimizerSummary> drawn =
        AccuracyTable.ranked(summary).stream()
            .filter(o -> of(o).anyMatch(c -> !points(c).isEmpty()))
            .toList();
    return drawn.isEmpty()
        ? Optional.empty()
        : Optional.of(new Drawing(picture(drawn), table(drawn)));
  }

  private Stream<LearningCurve> of(OptimizerSummary o) {
    return run.settled(o.label()).values().stream().map(LearningCurve::of);
  }

  private Picture picture(List<OptimizerSummary> drawn) {
    boolean several = drawn.stream().anyMatch(o -> o.finished() > 1);
    boolean ended = drawn.stream().anyMatch(o -> o.diverged() > 0);
    return new PanelChart(
        Charts.heading(
            summary,
            "Test accuracy of each seed",
            (several ? "Thin lines: seeds; bold: their mean" : "Line: the seed")
                + (drawn.size() > 1 ? "; gray: means of the other optimizers" : "")
                + (ended ? "; ×: diverged" : "")
                + ". The same axes in every panel.",
            Captions::diverged),
        drawn.stream().map(this::panel).toList(),
        1,
        summary.conditions().epochs().orElseThrow(),
        Charts.errorAxis(
            drawn.stream()
                .flatMap(this::of)
                .flatMapToDouble(c -> points(c).stream().mapToDouble(p -> 1 - p[1]))),
        "Test accuracy (log scale of the error)",
        "Epoch");
  }

  private Panel panel(OptimizerSummary o) {
    return new Panel(
        styles.of(o.label()),
        Charts.label(o.label()),
        o.testAccuracyMean().isPresent()
            ? NumberText.percent(o.testAccuracyMean().getAsDouble()) + " %"
            : "diverged",
        path(mean(o), false),
        of(o).filter(c -> !points(c).isEmpty()).map(c -> path(points(c), c.diverged())).toList());
  }

  private static Path path(List<double[]> points, boolean ended) {
    return new Path(
        points.stream().map(p -> p[0]).toList(),
        points.stream().map(p -> Charts.error(p[1])).toList(),
        ended);
  }

  /** Pairs of epoch and accuracy. */
  private static List<double[]> mean(OptimizerSummary o) {
    return o.curve().stream().map(p -> new double[] {p.epoch(), p.testAccuracy().mean()}).toList();
  }

  private static List<double[]> points(LearningCurve curve) {
    return curve.checkpoints().stream()
        .filter(c -> c.epoch().isPresent())
        .map(c -> new double[] {c.epochs(), c.testAccuracy()})
        .toList();
  }

  /** A point of a line. */
  private record Drawn(
      String label, String line, double epoch, double accuracy, boolean diverged) {}

  private Table table(List<OptimizerSummary> drawn) {
    List<Drawn> rows = new ArrayList<>();
    for (OptimizerSummary o : drawn) {
      mean(o).forEach(p -> rows.add(new Drawn(o.label(), "mean", p[0], p[1], false)));
      of(o)
          .forEach(
              c ->
                  points(c)
                      .forEach(
                          p ->
                              rows.add(
                                  new Drawn(
                                      o.label(), "seed_" + c.seed(), p[0], p[1], c.diverged()))));
    }
    return Table.of(
        List.of(
            Column.text("label", Drawn::label),
            Column.text("line", Drawn::line),
            Column.number("epoch", d -> Cell.rounded(d.epoch())),
            Column.number("test_accuracy", d -> Cell.rounded(d.accuracy())),
            Column.text("diverged", d -> d.diverged() ? "yes" : "no")),
        rows);
  }
}
