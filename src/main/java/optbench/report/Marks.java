package optbench.report;

import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Shapes of dots: one for each dash, so that no two optimizers share colour and shape. */
final class Marks {
  private Marks() {}

  /** The shape of an optimizer about a point; all look equally large. */
  static Path2D path(SeriesStyle style, double x, double y, double radius) {
    return switch (style.dash()) {
      case 0 ->
          new Path2D.Double(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
      case 1 -> {
        double half = 0.88 * radius;
        yield new Path2D.Double(new Rectangle2D.Double(x - half, y - half, 2 * half, 2 * half));
      }
      case 2 -> polygon(x, y, 1.25 * radius, 3, -90);
      case 3 -> polygon(x, y, 1.2 * radius, 4, 0);
      case 4 -> polygon(x, y, 1.25 * radius, 3, 90);
      case 5 -> polygon(x, y, 1.25 * radius, 3, 0);
      case 6 -> polygon(x, y, 1.25 * radius, 3, 180);
      case 7 -> polygon(x, y, 1.15 * radius, 5, -90);
      case 8 -> polygon(x, y, 1.15 * radius, 5, 90);
      default -> polygon(x, y, 1.1 * radius, 6, 0);
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
