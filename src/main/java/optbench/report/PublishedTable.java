package optbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.report.ReportTable.Column;
import optbench.report.ReportTable.Mark;
import optbench.report.ReportTable.Row;
import optbench.result.PublishedFigure;
import optbench.result.Table;
import optbench.stats.CurvePoint;
import optbench.stats.OptimizerSummary;
import optbench.stats.Percent;
import optbench.stats.Summary;
import optbench.text.Block;
import optbench.text.Screen;

/**
 * Learning curves beside those that others report: after an epoch they agree where the mean over
 * seeds lies within the span of all sources, widened by the tolerance.
 */
public final class PublishedTable {
  private static final List<String> COLUMNS =
      List.of(
          "label",
          "epoch",
          "test_accuracy_mean",
          "test_accuracy_min",
          "test_accuracy_max",
          "source",
          "published_test_accuracy",
          "agrees");

  private final Summary summary;
  private final List<PublishedFigure> figures;
  private final List<String> sources;

  PublishedTable(Summary summary, List<PublishedFigure> figures) {
    this.summary = summary;
    this.figures = List.copyOf(figures);
    this.sources = figures.stream().map(PublishedFigure::source).distinct().toList();
  }

  /** For programs: a row for each published figure of an optimizer of the run. */
  public Table table() {
    List<List<Object>> rows = new ArrayList<>();
    for (OptimizerSummary optimizer : published()) {
      for (PublishedFigure figure : of(optimizer.label())) {
        point(optimizer, figure.epoch()).ifPresent(p -> rows.add(row(optimizer, p, figure)));
      }
    }
    return new Table(COLUMNS, rows);
  }

  private List<Object> row(OptimizerSummary optimizer, CurvePoint point, PublishedFigure figure) {
    return List.of(
        optimizer.label(),
        point.epoch(),
        point.testAccuracy().mean(),
        point.testAccuracy().min(),
        point.testAccuracy().max(),
        figure.source(),
        figure.testAccuracy(),
        agrees(optimizer.label(), point).orElseThrow() ? "yes" : "no");
  }

  /** For people: where it ended, then a table for each optimizer. */
  public String markdown() {
    return Stream.concat(Stream.of(last()), curves().stream())
        .map(Markdown::of)
        .collect(Collectors.joining("\n"));
  }

  /** A table for each optimizer: its epochs. */
  List<ReportTable> curves() {
    return published().stream().filter(o -> o.finished() > 0).map(this::curve).toList();
  }

  /** The last epoch alone, for a terminal. */
  public Block terminal(Screen screen) {
    return new TextTables(screen).of(last());
  }

  /** Where it ended. */
  ReportTable last() {
    List<Row> rows = new ArrayList<>();
    for (OptimizerSummary optimizer : published()) {
      lastCommon(optimizer)
          .ifPresent(point -> rows.add(row(optimizer.label(), point, optimizer.label())));
    }
    return new ReportTable(
        "Test accuracy beside published figures, last epoch, %",
        Captions.conditions(summary.conditions()),
        summary.conditions().notice().orElse(""),
        columns("optimizer"),
        rows,
        notes());
  }

  private ReportTable curve(OptimizerSummary optimizer) {
    TreeSet<Integer> epochs =
        of(optimizer.label()).stream()
            .map(PublishedFigure::epoch)
            .collect(Collectors.toCollection(TreeSet::new));
    List<Row> rows = new ArrayList<>();
    for (int epoch : epochs) {
      point(optimizer, epoch)
          .ifPresent(p -> rows.add(row(optimizer.label(), p, String.valueOf(p.epoch()))));
    }
    return new ReportTable(
        optimizer.label() + " by epoch, %",
        Captions.conditions(summary.conditions()),
        summary.conditions().notice().orElse(""),
        columns("epoch"),
        rows,
        List.of());
  }

  private List<Column> columns(String first) {
    List<Column> columns = new ArrayList<>();
    columns.add(first.equals("epoch") ? Column.number(first) : Column.text(first));
    columns.add(Column.number("here"));
    sources.forEach(source -> columns.add(Column.number(source)));
    columns.add(Column.number("may lie in"));
    columns.add(Column.text("agrees"));
    return columns;
  }

  private Row row(String label, CurvePoint point, String first) {
    List<String> cells = new ArrayList<>();
    cells.add(first);
    cells.add(
        Percent.of(point.testAccuracy().mean())
            + " ("
            + Percent.of(point.testAccuracy().min())
            + " to "
            + Percent.of(point.testAccuracy().max())
            + ")");
    for (String source : sources) {
      cells.add(
          at(label, point.epoch())
              .filter(f -> f.source().equals(source))
              .findFirst()
              .map(f -> Percent.of(f.testAccuracy()))
              .orElse(""));
    }
    boolean agrees = agrees(label, point).orElseThrow();
    cells.add(
        Percent.of(low(label, point.epoch())) + " to " + Percent.of(high(label, point.epoch())));
    cells.add(agrees ? "yes" : "no");
    return new Row(agrees ? Mark.HOLDS : Mark.REVERSED, cells);
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "Here: mean over seeds, and from the least to the most. It agrees where the mean lies within the span of the published figures, widened by the tolerance that stands beside them.");
    List<String> absent =
        figures.stream()
            .map(PublishedFigure::label)
            .distinct()
            .filter(label -> published().stream().noneMatch(o -> o.label().equals(label)))
            .toList();
    if (!absent.isEmpty()) {
      notes.add("Published, and not in this run: " + String.join(", ", absent) + ".");
    }
    return notes;
  }

  private List<OptimizerSummary> published() {
    return summary.optimizers().stream().filter(o -> !of(o.label()).isEmpty()).toList();
  }

  private List<PublishedFigure> of(String label) {
    return figures.stream().filter(f -> f.label().equals(label)).toList();
  }

  private Stream<PublishedFigure> at(String label, int epoch) {
    return of(label).stream().filter(f -> f.epoch() == epoch);
  }

  private static Optional<CurvePoint> point(OptimizerSummary optimizer, int epoch) {
    return optimizer.curve().stream().filter(p -> p.epoch() == epoch).findFirst();
  }

  /** The last epoch that there are figures of on both sides. */
  private Optional<CurvePoint> lastCommon(OptimizerSummary optimizer) {
    return optimizer.curve().stream()
        .filter(p -> at(optimizer.label(), p.epoch()).findAny().isPresent())
        .reduce((earlier, later) -> later);
  }

  private Optional<Boolean> agrees(String label, CurvePoint point) {
    if (at(label, point.epoch()).findAny().isEmpty()) {
      return Optional.empty();
    }
    double here = point.testAccuracy().mean();
    return Optional.of(here >= low(label, point.epoch()) && here <= high(label, point.epoch()));
  }

  private double low(String label, int epoch) {
    return at(label, epoch).mapToDouble(f -> f.testAccuracy() - f.tolerance()).min().orElseThrow();
  }

  private double high(String label, int epoch) {
    OptionalDouble high = at(label, epoch).mapToDouble(f -> f.testAccuracy() + f.tolerance()).max();
    return Math.min(1, high.orElseThrow());
  }
}
