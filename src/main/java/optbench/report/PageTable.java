package optbench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import optbench.report.ReportTable.Column;
import optbench.report.ReportTable.Mark;
import optbench.report.ReportTable.Row;
import optbench.stats.OptimizerSummary;
import optbench.stats.Summary;
import optbench.stats.Timing;

/** Tables in the shape in which the template of the page takes them. */
final class PageTable {
  private static final String CELLS = "cells";

  private final Summary summary;

  PageTable(Summary summary) {
    this.summary = summary;
  }

  /** A table as it is. */
  Map<String, Object> of(String id, ReportTable reportTable) {
    return of(id, reportTable, PageTable::words);
  }

  /**
   * A table as it is.
   *
   * @param words what its marks mean
   */
  Map<String, Object> of(String id, ReportTable reportTable, Function<Mark, String> words) {
    int label = labelColumn(reportTable);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Row row : reportTable.rows()) {
      List<Map<String, Object>> cells = new ArrayList<>();
      for (int i = 0; i < row.cells().size(); i++) {
        Map<String, Object> cell = cell(row.cells().get(i), reportTable.columns().get(i).number());
        if (!reportTable.columns().get(i).number()) {
          series(row.cells().get(i)).ifPresent(s -> cell.put("series", s));
        }
        cells.add(cell);
      }
      if (label >= 0) {
        cells.get(label).put("mark", mark(row.mark(), words));
      }
      rows.add(new LinkedHashMap<>(Map.of(CELLS, cells)));
    }
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("id", id);
    table.put("title", reportTable.title());
    table.put("conditions", reportTable.conditions());
    table.put("warnings", reportTable.warnings());
    table.put(
        "columns",
        reportTable.columns().stream()
            .map(c -> Map.<String, Object>of("head", c.head(), "number", c.number()))
            .toList());
    table.put("rows", rows);
    table.put("marked", reportTable.rows().stream().anyMatch(r -> r.mark() != Mark.NONE));
    table.put("notes", reportTable.notes());
    return table;
  }

  /**
   * Pairs in an order in which the verdict is seen first, where there is little room, too; the
   * interval is beside the difference, and what was not corrected is left to comparisons.csv.
   */
  Map<String, Object> comparisons() {
    ReportTable reportTable = new ComparisonTable(summary).reportTable();
    List<String> heads =
        List.of(
            "ahead",
            "behind",
            "verdict",
            ComparisonTable.DIFFERENCE,
            "p, Holm",
            "p, equivalence",
            "effect, d",
            "seeds",
            "seeds needed");
    int difference = column(reportTable, ComparisonTable.DIFFERENCE);
    int interval = column(reportTable, ComparisonTable.INTERVAL);
    List<Integer> kept = heads.stream().map(head -> column(reportTable, head)).toList();
    List<Column> columns = new ArrayList<>(kept.stream().map(reportTable.columns()::get).toList());
    columns.set(3, Column.number("difference, points (95 % interval)"));
    List<Row> rows = new ArrayList<>();
    for (Row row : reportTable.rows()) {
      List<String> cells = new ArrayList<>(kept.stream().map(row.cells()::get).toList());
      if (SortKey.of(row.cells().get(interval)).isPresent()) {
        cells.set(3, row.cells().get(difference) + " (" + row.cells().get(interval) + ")");
      }
      rows.add(new Row(row.mark(), cells));
    }
    return of("comparisons", with(reportTable, columns, rows));
  }

  private static ReportTable with(ReportTable reportTable, List<Column> columns, List<Row> rows) {
    return new ReportTable(
        reportTable.title(),
        reportTable.conditions(),
        reportTable.notice(),
        reportTable.warnings(),
        columns,
        rows,
        reportTable.notes());
  }

  /** Accuracies with the distance to the best beside them, shaded by error. */
  Map<String, Object> accuracy(String id) {
    ReportTable reportTable = new AccuracyTable(summary).reportTable();
    int accuracy = column(reportTable, AccuracyTable.ACCURACY);
    int distance = column(reportTable, AccuracyTable.TO_THE_BEST);
    List<Column> columns = new ArrayList<>(reportTable.columns());
    columns.set(accuracy, Column.number("test accuracy, % (to the best)"));
    columns.remove(distance);
    List<Row> merged = new ArrayList<>();
    for (Row row : reportTable.rows()) {
      List<String> cells = new ArrayList<>(row.cells());
      String points = cells.remove(distance);
      if (SortKey.of(points).isPresent()) {
        cells.set(accuracy, cells.get(accuracy) + " (" + points + ")");
      }
      merged.add(new Row(row.mark(), cells));
    }
    Map<String, Object> table = of(id, with(reportTable, columns, merged));
    shade(rows(table), accuracy);
    return table;
  }

  /**
   * From 0 for the largest error to 1 for the smallest, on a log scale: 97 and 98 % are as far
   * apart as 94 and 96 %.
   */
  private void shade(List<List<Map<String, Object>>> rows, int column) {
    List<OptimizerSummary> ranked = AccuracyTable.ranked(summary);
    double[] logs =
        ranked.stream()
            .filter(o -> o.testAccuracyMean().isPresent())
            .mapToDouble(o -> Math.log(Charts.error(o.testAccuracyMean().getAsDouble())))
            .sorted()
            .toArray();
    for (int i = 0; i < ranked.size(); i++) {
      OptionalDouble mean = ranked.get(i).testAccuracyMean();
      if (mean.isPresent()) {
        double range = logs[logs.length - 1] - logs[0];
        double log = Math.log(Charts.error(mean.getAsDouble()));
        double shade = range == 0 ? 0 : (logs[logs.length - 1] - log) / range;
        rows.get(i).get(column).put("shade", ReportNumberFormat.fixed(shade, 3));
      }
    }
  }

  /** Times, with a bar that shows gradient and update. */
  Map<String, Object> timing() {
    Map<String, Object> table = of("timing", new TimingTable(summary).reportTable());
    TimeNotes notes = new TimeNotes(summary);
    double longest =
        summary.optimizers().stream()
            .flatMap(o -> o.timing().stream())
            .filter(notes::ownTime)
            .mapToDouble(PageTable::millis)
            .max()
            .orElse(0);
    if (longest == 0) {
      return table;
    }
    List<Map<String, Object>> columns = new ArrayList<>(columns(table));
    columns.add(1, Map.of("head", "gradient and update", "number", true, "bar", true));
    table.put("columns", columns);
    for (List<Map<String, Object>> cells : rows(table)) {
      cells.add(1, bar(timing(cells.get(0)).filter(notes::ownTime), longest));
    }
    return table;
  }

  private Optional<Timing> timing(Map<String, Object> labelCell) {
    return summary.optimizers().stream()
        .filter(o -> o.label().equals(labelCell.get("text")))
        .findFirst()
        .flatMap(OptimizerSummary::timing);
  }

  private static Map<String, Object> bar(Optional<Timing> timing, double longest) {
    Map<String, Object> cell = cell("", true);
    timing.ifPresent(
        t -> {
          cell.put("key", Double.toString(millis(t)));
          cell.put(
              "bar",
              Map.of(
                  "gradient", ReportNumberFormat.fixed(100 * t.gradientMillis() / longest, 2),
                  "update", ReportNumberFormat.fixed(100 * t.updateMillis() / longest, 2),
                  "share",
                      ReportNumberFormat.fixed(100 * t.updateMillis() / millis(t), 1)
                          + " % of the step is the update"));
        });
    return cell;
  }

  private static double millis(Timing timing) {
    return timing.gradientMillis() + timing.updateMillis();
  }

  private static Map<String, Object> cell(String text, boolean number) {
    Map<String, Object> cell = new LinkedHashMap<>();
    cell.put("text", text);
    cell.put("number", number);
    OptionalDouble key = SortKey.of(text);
    if (number && key.isPresent()) {
      cell.put("key", Double.toString(key.getAsDouble()));
    }
    return cell;
  }

  static Map<String, Object> mark(Mark mark, Function<Mark, String> words) {
    return Map.of(
        "name",
        mark.name().toLowerCase(Locale.ROOT),
        "symbol",
        mark.symbol(),
        "words",
        words.apply(mark));
  }

  static String words(Mark mark) {
    return switch (mark) {
      case NONE -> "";
      case BEST -> "best";
      case GROUP -> "not distinguishable, or equivalent";
      case DIVERGED -> "diverged";
      case HOLDS -> "supported";
      case REVERSED -> "refuted";
      case OPEN -> "inconclusive";
      case LEFT_OUT -> "untestable";
    };
  }

  /** Which look an optimizer has in the charts; empty if the text names none. */
  private Optional<Integer> series(String label) {
    return summary.optimizers().stream().anyMatch(o -> o.label().equals(label))
        ? Optional.of(Charts.series(summary, label))
        : Optional.empty();
  }

  private static int labelColumn(ReportTable reportTable) {
    for (int i = 0; i < reportTable.columns().size(); i++) {
      if (!reportTable.columns().get(i).number()) {
        return i;
      }
    }
    return -1;
  }

  private static int column(ReportTable reportTable, String head) {
    return reportTable.columns().stream().map(Column::head).toList().indexOf(head);
  }

  @SuppressWarnings("unchecked") // Put there by of().
  private static List<Map<String, Object>> columns(Map<String, Object> table) {
    return (List<Map<String, Object>>) table.get("columns");
  }

  @SuppressWarnings("unchecked") // Likewise.
  private static List<List<Map<String, Object>>> rows(Map<String, Object> table) {
    return ((List<Map<String, Object>>) table.get("rows"))
        .stream().map(row -> (List<Map<String, Object>>) row.get(CELLS)).toList();
  }
}
