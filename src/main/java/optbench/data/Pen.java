package optbench.data;

import java.util.Arrays;

/** The ink on one page: segments of a round pen, drawn with soft edges. */
final class Pen {
  private final int side;
  private final double[] ink;

  Pen(int side) {
    this.side = side;
    this.ink = new double[side * side];
  }

  void wipe() {
    Arrays.fill(ink, 0);
  }

  /**
   * Draws from (x0, y0) to (x1, y1), in pixels, where pixel (i, j) has its centre at (i, j).
   *
   * @param radius0 at the start
   * @param radius1 at the end
   * @param softness width of the edge, from full ink to none
   */
  void line(
      double x0, double y0, double radius0, double x1, double y1, double radius1, double softness) {
    double reach = Math.max(radius0, radius1) + softness / 2;
    int left = Math.max(0, (int) Math.ceil(Math.min(x0, x1) - reach));
    int right = Math.min(side - 1, (int) Math.floor(Math.max(x0, x1) + reach));
    int top = Math.max(0, (int) Math.ceil(Math.min(y0, y1) - reach));
    int bottom = Math.min(side - 1, (int) Math.floor(Math.max(y0, y1) + reach));
    double dx = x1 - x0;
    double dy = y1 - y0;
    double lengthSquared = Math.max(dx * dx + dy * dy, 1e-12);
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        double along = clamp(((x - x0) * dx + (y - y0) * dy) / lengthSquared);
        double awayX = x - x0 - along * dx;
        double awayY = y - y0 - along * dy;
        double distance = Math.sqrt(awayX * awayX + awayY * awayY);
        double radius = radius0 + along * (radius1 - radius0);
        double cover = clamp((radius - distance) / softness + 0.5);
        int pixel = y * side + x;
        ink[pixel] = Math.max(ink[pixel], cover);
      }
    }
  }

  /** Spreads the ink: each pixel becomes a 1-2-1 average of its neighbours, by a share. */
  void blur(double share) {
    double edge = share / 4;
    for (int line = 0; line < side; line++) {
      smooth(line * side, 1, edge);
    }
    for (int column = 0; column < side; column++) {
      smooth(column, side, edge);
    }
  }

  private void smooth(int start, int stride, double edge) {
    double before = 0;
    for (int i = 0, at = start; i < side; i++, at += stride) {
      double here = ink[at];
      double after = i + 1 < side ? ink[at + stride] : 0;
      ink[at] = here + edge * (before - 2 * here + after);
      before = here;
    }
  }

  double at(int x, int y) {
    return x < 0 || y < 0 || x >= side || y >= side ? 0 : ink[y * side + x];
  }

  private static double clamp(double value) {
    return Math.max(0, Math.min(1, value));
  }
}
