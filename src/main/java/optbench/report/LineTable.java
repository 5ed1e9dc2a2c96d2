package optbench.report;

import java.util.ArrayList;
import java.util.List;
import optbench.report.Line.Point;
import optbench.table.Cell;
import optbench.table.Column;
import optbench.table.Table;

/**
 * The figures of a line chart: a row for each point.
 *
 * @param x names the column of what goes to the right
 * @param y names the column of what goes up
 * @param errors whether lines hold errors of what are accuracies in the table
 */
record LineTable(String x, String y, boolean errors) {
  private static final String MEAN = "mean";

  /** A point of one of them. */
  private record Drawn(String label, String run, Point point) {}

  /**
   * @param labels in full, one for each line
   */
  Table of(List<String> labels, List<Line> lines) {
    List<Drawn> rows = new ArrayList<>();
    for (int at = 0; at < lines.size(); at++) {
      Line line = lines.get(at);
      String label = labels.get(at);
      line.points().forEach(p -> rows.add(new Drawn(label, MEAN, p)));
      for (int i = 0; i < line.ended().size(); i++) {
        String run = "diverged_" + (i + 1);
        line.ended().get(i).forEach(p -> rows.add(new Drawn(label, run, p)));
      }
    }
    return Table.of(
        List.of(
            Column.text("label", Drawn::label),
            Column.text("line", Drawn::run),
            Column.number(x, d -> Cell.rounded(d.point().x())),
            Column.number(y, d -> value(d.point().y())),
            Column.number(y + "_low", d -> value(errors ? d.point().high() : d.point().low())),
            Column.number(y + "_high", d -> value(errors ? d.point().low() : d.point().high()))),
        rows);
  }

  private Cell value(double y) {
    return Cell.rounded(errors ? 1 - y : y);
  }
}
