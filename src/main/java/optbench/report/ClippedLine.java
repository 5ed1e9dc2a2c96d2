package optbench.report;

import java.util.ArrayList;
import java.util.List;
import optbench.descent.DescentPath.Point;
import optbench.descent.PlaneArea;

/**
 * A path, cut off at the edge of what is shown: a dashed line to a point a million units away takes
 * minutes to draw.
 */
final class ClippedLine {
  private final PlaneArea area;
  private final List<List<Spot>> runs = new ArrayList<>();

  private ClippedLine(PlaneArea area) {
    this.area = area;
  }

  /** A place on paper, in the units of the function. */
  record Spot(double x, double y) {}

  /** The stretches of it that are within the area, in order; each has a point or more. */
  static List<List<Spot>> of(List<Point> points, PlaneArea area) {
    ClippedLine line = new ClippedLine(area);
    Point first = points.get(0);
    if (area.contains(first.x(), first.y())) {
      line.begin(new Spot(first.x(), first.y()));
    }
    for (int i = 1; i < points.size(); i++) {
      line.add(points.get(i - 1), points.get(i));
    }
    return line.runs;
  }

  private void begin(Spot spot) {
    runs.add(new ArrayList<>(List.of(spot)));
  }

  /** By Liang and Barsky: from which share of the way to which it is inside. */
  private void add(Point from, Point to) {
    double dx = to.x() - from.x();
    double dy = to.y() - from.y();
    double[] moves = {-dx, dx, -dy, dy};
    double[] rooms = {
      from.x() - area.xLow(),
      area.xHigh() - from.x(),
      from.y() - area.yLow(),
      area.yHigh() - from.y()
    };
    double enters = 0;
    double leaves = 1;
    for (int i = 0; i < moves.length; i++) {
      if (moves[i] == 0 && rooms[i] < 0) {
        return;
      }
      if (moves[i] < 0) {
        enters = Math.max(enters, rooms[i] / moves[i]);
      } else if (moves[i] > 0) {
        leaves = Math.min(leaves, rooms[i] / moves[i]);
      }
    }
    if (enters > leaves) {
      return;
    }
    if (enters > 0 || runs.isEmpty()) {
      begin(new Spot(from.x() + enters * dx, from.y() + enters * dy));
    }
    runs.get(runs.size() - 1).add(new Spot(from.x() + leaves * dx, from.y() + leaves * dy));
  }
}
