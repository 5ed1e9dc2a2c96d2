package optbench.report;

import java.util.ArrayList;
import java.util.List;
import optbench.report.Line.Point;
import optbench.result.Table;

/**
 * The figures of a line chart: a row for each point.
 *
 * @param x names the column of what goes to the right
 * @param y names the column of what goes up
 * @param errors whether lines hold errors of what are accuracies in the table
 */
record LineTable(String x, String y, boolean errors) {
  private static final String MEAN = "mean";

  /**
   * @param labels in full, by series
   */
  Table of(List<String> labels, List<Line> lines) {
    List<List<Object>> rows = new ArrayList<>();
    for (Line line : lines) {
      String label = labels.get(line.series());
      line.points().forEach(p -> rows.add(row(label, MEAN, p)));
      for (int i = 0; i < line.ended().size(); i++) {
        String run = "diverged_" + (i + 1);
        line.ended().get(i).forEach(p -> rows.add(row(label, run, p)));
      }
    }
    return new Table(List.of("label", "line", x, y, y + "_low", y + "_high"), rows);
  }

  private List<Object> row(String label, String run, Point p) {
    double low = errors ? p.high() : p.low();
    double high = errors ? p.low() : p.high();
    return List.of(
        label,
        run,
        ReportNumberFormat.cell(p.x()),
        ReportNumberFormat.cell(value(p.y())),
        ReportNumberFormat.cell(value(low)),
        ReportNumberFormat.cell(value(high)));
  }

  private double value(double y) {
    return errors ? 1 - y : y;
  }
}
