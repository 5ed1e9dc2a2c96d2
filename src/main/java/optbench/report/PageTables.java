package optbench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import optbench.stats.OptimizerSummary;
import optbench.stats.Summary;
import optbench.stats.Timing;
import optbench.table.HtmlTable;
import optbench.table.Mark;
import optbench.table.Table;
import optbench.text.NumberText;

/** Tables of the page, with the looks that optimizers have in its charts, shades and bars. */
final class PageTables {
  private final Summary summary;
  private final SeriesStyles styles;

  PageTables(Summary summary) {
    this.summary = summary;
    this.styles = SeriesStyles.of(summary);
  }

  /** A table as it is. */
  Map<String, Object> of(String id, Table table) {
    return of(id, table, PageTables::words);
  }

  /**
   * A table as it is.
   *
   * @param words what its marks mean
   */
  Map<String, Object> of(String id, Table table, Function<Mark, String> words) {
    Map<String, Object> tree = HtmlTable.tree(id, table, words);
    for (List<Map<String, Object>> cells : rows(tree)) {
      for (Map<String, Object> cell : cells) {
        if (cell.get("number").equals(false)) {
          style((String) cell.get("text")).ifPresent(s -> cell.put("style", s));
        }
      }
    }
    return tree;
  }

  /** Accuracies, shaded by error. */
  Map<String, Object> accuracy(String id) {
    Table table = new AccuracyTable(summary).forPage();
    Map<String, Object> tree = of(id, table);
    shade(rows(tree), table.keys().indexOf(AccuracyTable.ACCURACY));
    return tree;
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
        rows.get(i).get(column).put("shade", NumberText.fixed(shade, 3));
      }
    }
  }

  /** Times, with a bar that shows gradient and update. */
  Map<String, Object> timing() {
    Map<String, Object> table = of("timing", new TimingTable(summary).forPeople());
    TimeNotes notes = new TimeNotes(summary);
    double longest =
        summary.optimizers().stream()
            .flatMap(o -> o.timing().stream())
            .filter(notes::ownTime)
            .mapToDouble(Timing::gradientAndUpdateMillis)
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
    Map<String, Object> cell = new LinkedHashMap<>(Map.of("text", "", "number", true));
    timing.ifPresent(
        t -> {
          cell.put("key", Double.toString(t.gradientAndUpdateMillis()));
          cell.put(
              "bar",
              Map.of(
                  "gradient", NumberText.fixed(100 * t.gradientMillis() / longest, 2),
                  "update", NumberText.fixed(100 * t.updateMillis() / longest, 2),
                  "share",
                      NumberText.fixed(100 * t.updateMillis() / t.gradientAndUpdateMillis(), 1)
                          + " % of the step is the update"));
        });
    return cell;
  }

  static String words(Mark mark) {
    return switch (mark) {
      case NONE -> "";
      case BEST -> "best";
      case EQUIVALENT -> "equivalent";
      case DIVERGED -> "diverged";
      case HOLDS -> "supported";
      case REVERSED -> "refuted";
      case OPEN -> "open";
      case LEFT_OUT -> "untestable";
    };
  }

  /** How an optimizer looks in the charts; empty if the text names none. */
  private Optional<Map<String, Object>> style(String label) {
    return summary.optimizers().stream().anyMatch(o -> o.label().equals(label))
        ? Optional.of(styles.of(label))
            .map(s -> Map.of("color", s.color(), "dash", Palette.dash(s)))
        : Optional.empty();
  }

  @SuppressWarnings("unchecked") // Put there by of().
  private static List<Map<String, Object>> columns(Map<String, Object> table) {
    return (List<Map<String, Object>>) table.get("columns");
  }

  @SuppressWarnings("unchecked") // Likewise.
  private static List<List<Map<String, Object>>> rows(Map<String, Object> table) {
    return ((List<Map<String, Object>>) table.get("rows"))
        .stream().map(row -> (List<Map<String, Object>>) row.get("cells")).toList();
  }
}
