package optbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.result.PublishedFigure;
import optbench.stats.CurvePoint;
import optbench.stats.Interval;
import optbench.stats.OptimizerSummary;
import optbench.stats.Spread;
import optbench.stats.Summary;
import optbench.table.Caption;
import optbench.table.Cell;
import optbench.table.Column;
import optbench.table.Mark;
import optbench.table.Markdown;
import optbench.table.Table;
import optbench.table.TerminalTable;
import optbench.text.Block;
import optbench.text.NumberText;
import optbench.text.Screen;

/**
 * Learning curves beside those that others report: after an epoch they agree where the mean over
 * seeds lies within the span of all sources, widened by the tolerance.
 */
public final class PublishedTable {
  /** An optimizer after an epoch. */
  private record Reached(OptimizerSummary optimizer, CurvePoint point) {
    String label() {
      return optimizer.label();
    }

    int epoch() {
      return point.epoch();
    }
  }

  /** The same, beside a figure that was published of it. */
  private record Published(Reached here, PublishedFigure figure) {}

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
    List<Published> rows = new ArrayList<>();
    for (OptimizerSummary optimizer : published()) {
      for (PublishedFigure figure : of(optimizer.label())) {
        point(optimizer, figure.epoch())
            .ifPresent(p -> rows.add(new Published(new Reached(optimizer, p), figure)));
      }
    }
    return Table.of(
        List.of(
            Column.text("label", r -> r.here().label()),
            Column.number("epoch", r -> Cell.of(r.here().epoch())),
            accuracy("test_accuracy_mean", Spread::mean),
            accuracy("test_accuracy_min", Spread::min),
            accuracy("test_accuracy_max", Spread::max),
            Column.text("source", r -> r.figure().source()),
            Column.number("published_test_accuracy", r -> Cell.of(r.figure().testAccuracy())),
            Column.text("agrees", r -> agrees(r.here()) ? "yes" : "no")),
        rows);
  }

  private static Column<Published> accuracy(String key, Function<Spread, Double> figure) {
    return Column.number(key, r -> Cell.of(figure.apply(r.here().point().testAccuracy())));
  }

  /** For people: where it ended, then a table for each optimizer. */
  public String markdown() {
    return Stream.concat(Stream.of(last()), curves().stream())
        .map(Markdown::of)
        .collect(Collectors.joining("\n"));
  }

  /** A table for each optimizer: its epochs. */
  List<Table> curves() {
    return published().stream().filter(o -> o.finished() > 0).map(this::curve).toList();
  }

  /** The last epoch alone, for a terminal. */
  public Block terminal(Screen screen) {
    return TerminalTable.of(last(), screen);
  }

  /** Where it ended. */
  Table last() {
    return table(
        "Test accuracy beside published figures, last epoch, %",
        Column.text("label", "optimizer", Reached::label),
        published().stream()
            .flatMap(o -> lastCommon(o).stream().map(p -> new Reached(o, p)))
            .toList(),
        notes());
  }

  private Table curve(OptimizerSummary optimizer) {
    return table(
        optimizer.label() + " by epoch, %",
        Column.number("epoch", r -> Cell.of(r.epoch())),
        of(optimizer.label()).stream()
            .map(PublishedFigure::epoch)
            .distinct()
            .sorted()
            .flatMap(epoch -> point(optimizer, epoch).stream())
            .map(p -> new Reached(optimizer, p))
            .toList(),
        List.of());
  }

  private Table table(String title, Column<Reached> first, List<Reached> rows, List<String> notes) {
    List<Column<Reached>> columns = new ArrayList<>();
    columns.add(first);
    columns.add(Column.number("here", r -> here(r.point().testAccuracy())));
    for (String source : sources) {
      columns.add(
          Column.number(
              source,
              r ->
                  at(r.label(), r.epoch())
                      .filter(f -> f.source().equals(source))
                      .findFirst()
                      .map(f -> Cell.of(f.testAccuracy(), NumberText.percent(f.testAccuracy())))
                      .orElse(Cell.nothing())));
    }
    columns.add(
        Column.number(
            "may lie in",
            r -> {
              Interval span = span(r);
              return Cell.of(span.low(), span.text(NumberText::percent));
            }));
    columns.add(Column.text("agrees", r -> agrees(r) ? "yes" : "no"));
    return Table.of(
        new Caption(
            title,
            Captions.conditions(summary.conditions()),
            summary.conditions().notice().orElse(""),
            List.of(),
            notes),
        columns,
        rows,
        r -> agrees(r) ? Mark.HOLDS : Mark.REVERSED);
  }

  private static Cell here(Spread accuracy) {
    return Cell.of(
        accuracy.mean(),
        NumberText.percent(accuracy.mean())
            + " ("
            + NumberText.percent(accuracy.min())
            + " to "
            + NumberText.percent(accuracy.max())
            + ")");
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

  private boolean agrees(Reached r) {
    Interval span = span(r);
    double here = r.point().testAccuracy().mean();
    return here >= span.low() && here <= span.high();
  }

  /** Where a mean agrees with what was published of its optimizer and epoch. */
  private Interval span(Reached r) {
    double low =
        at(r.label(), r.epoch())
            .mapToDouble(f -> f.testAccuracy() - f.tolerance())
            .min()
            .orElseThrow();
    double high =
        at(r.label(), r.epoch())
            .mapToDouble(f -> f.testAccuracy() + f.tolerance())
            .max()
            .orElseThrow();
    return new Interval(low, Math.min(1, high));
  }
}
