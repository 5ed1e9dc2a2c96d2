package optbench.report;

import java.util.List;

/**
 * A series of a line chart.
 *
 * @param style decides colour and dash
 * @param points the mean; may be empty
 * @param ended runs that diverged, each ending where it did
 * @param marks points that stand out
 */
record Line(
    SeriesStyle style,
    String label,
    List<Point> points,
    List<List<Point>> ended,
    List<Mark> marks) {
  Line(SeriesStyle style, String label, List<Point> points, List<List<Point>> ended) {
    this(style, label, points, ended, List.of());
  }

  Line {
    marks = List.copyOf(marks);
    points = List.copyOf(points);
    ended = ended.stream().filter(e -> !e.isEmpty()).map(List::copyOf).toList();
  }

  /** A point with the ends of its band. */
  record Point(double x, double y, double low, double high) {
    /** Without a band. */
    static Point of(double x, double y) {
      return new Point(x, y, y, y);
    }

    Point shifted(double dx) {
      return new Point(x + dx, y, low, high);
    }
  }

  /**
   * A point that stands out.
   *
   * @param ring around it; else it is a dot
   */
  record Mark(Point at, boolean ring) {}

  Line withEnded(List<List<Point>> runs) {
    return new Line(style, label, points, runs, marks);
  }

  Line shifted(double dx) {
    return new Line(
        style,
        label,
        points.stream().map(p -> p.shifted(dx)).toList(),
        ended.stream().map(run -> run.stream().map(p -> p.shifted(dx)).toList()).toList(),
        marks.stream().map(m -> new Mark(m.at().shifted(dx), m.ring())).toList());
  }

  /** The same line, so much higher. */
  Line raised(double dy) {
    return new Line(
        style,
        label,
        points.stream()
            .map(p -> new Point(p.x(), p.y() + dy, p.low() + dy, p.high() + dy))
            .toList(),
        ended,
        marks);
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
