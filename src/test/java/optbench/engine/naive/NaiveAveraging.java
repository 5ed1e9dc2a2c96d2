package optbench.engine.naive;

import optbench.network.Shape;

/** The mean of each window. */
final class NaiveAveraging extends NaiveLayer {
  private final Shape from;
  private final Shape to;
  private final int height;
  private final int width;
  private final int stride;

  /**
   * @param height of a window
   * @param width of a window
   */
  NaiveAveraging(Shape from, Shape to, int height, int width, int stride) {
    this.from = from;
    this.to = to;
    this.height = height;
    this.width = width;
    this.stride = stride;
  }

  @Override
  double[][] forward(double[][] in, boolean training) {
    double[][] out = new double[in.length][to.features()];
    for (int i = 0; i < in.length; i++) {
      double[] image = in[i];
      double[] means = out[i];
      overWindows((o, pixel) -> means[o] += image[pixel] / (height * width));
    }
    return out;
  }

  @Override
  double[][] backward(double[][] gradient) {
    double[][] down = new double[gradient.length][from.features()];
    for (int i = 0; i < gradient.length; i++) {
      double[] above = gradient[i];
      double[] below = down[i];
      overWindows((o, pixel) -> below[pixel] += above[o] / (height * width));
    }
    return down;
  }

  private interface Visitor {
    void visit(int output, int pixel);
  }

  private void overWindows(Visitor visitor) {
    for (int o = 0; o < to.features(); o++) {
      int c = o / (to.height() * to.width());
      int y = o / to.width() % to.height() * stride;
      int x = o % to.width() * stride;
      for (int wy = 0; wy < height; wy++) {
        for (int wx = 0; wx < width; wx++) {
          visitor.visit(o, (c * from.height() + y + wy) * from.width() + x + wx);
        }
      }
    }
  }
}
