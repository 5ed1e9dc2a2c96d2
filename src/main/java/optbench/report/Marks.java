package optbench.report;

import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Shapes of dots: five, so that with the seven colours none recurs before 35 series. */
final class Marks {
  private static final int SHAPES = 5;

  private Marks() {}

  /** The shape of a series about a point; all look equally large. */
  static Path2D path(int series, double x, double y, double radius) {
    return switch (series % SHAPES) {
      case 0 ->
          new Path2D.Double(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
      case 1 -> {
        double half = 0.88 * radius;
        yield new Path2D.Double(new Rectangle2D.Double(x - half, y - half, 2 * half, 2 * half));
      }
      case 2 -> polygon(x, y, 1.25 * radius, 3, -90);
      case 3 -> polygon(x, y, 1.2 * radius, 4, 0);
      default -> polygon(x, y, 1.25 * radius, 3, 90);
    };
  }

  private static Path2D polygon(double x, double y, double radius, int corners, double degrees) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < corners; i++) {
      double angle = Math.toRadians(degrees + 360.0 * i / corners);
      double cornerX = x + radius * Math.cos(angle);
      double cornerY = y + radius * Math.sin(angle);
      if (i == 0) {
        path.moveTo(cornerX, cornerY);
      } else {
        path.lineTo(cornerX, cornerY);
      }
    }
    path.closePath();
    return path;
  }
}
