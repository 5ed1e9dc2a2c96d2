package optbench.report;

import java.util.List;

/**
 * A series of a line chart.
 *
 * @param series decides colour and dash
 * @param points the mean; may be empty
 * @param ended runs that diverged, each ending where it did
 */
record Line(int series, String label, List<Point> points, List<List<Point>> ended) {
  Line {
    points = List.copyOf(points);
    ended = ended.stream().filter(e -> !e.isEmpty()).map(List::copyOf).toList();
  }

  /** A point with the ends of its band. */
  record Point(double x, double y, double low, double high) {
    Point shifted(double dx) {
      return new Point(x + dx, y, low, high);
    }
  }

  Line shifted(double dx) {
    return new Line(
        series,
        label,
        points.stream().map(p -> p.shifted(dx)).toList(),
        ended.stream().map(run -> run.stream().map(p -> p.shifted(dx)).toList()).toList());
  }

  boolean drawn() {
    return !points.isEmpty() || !ended.isEmpty();
  }

  /** Where the label belongs. */
  Point end() {
    List<Point> labelled = points.isEmpty() ? ended.get(0) : points;
    return labelled.get(labelled.size() - 1);
  }
}
