package optbench.engine.dl4j;

import optbench.network.Shape;
import optbench.spec.LayerSpec.Conv2d;

/**
 * Zeros that a convolution wants around its image.
 *
 * @param deeplearning4jAdds whether Deeplearning4j knows by itself how many: it does not where the
 *     last window ends two pixels or more before the image, as it may with a stride above the
 *     kernel's size
 */
record Zeros(int top, int bottom, int left, int right, boolean deeplearning4jAdds) {
  static final Zeros NONE = new Zeros(0, 0, 0, 0, false);

  static Zeros around(Shape image, Conv2d layer) {
    if (!layer.same()) {
      return NONE;
    }
    int rows = missing(image.height(), layer);
    int columns = missing(image.width(), layer);
    return new Zeros(
        Math.max(0, rows) / 2,
        (Math.max(0, rows) + 1) / 2,
        Math.max(0, columns) / 2,
        (Math.max(0, columns) + 1) / 2,
        rows > -2 && columns > -2);
  }

  /** What the windows reach beyond the image; below 0 where they end before it does. */
  private static int missing(int side, Conv2d layer) {
    int positions = (side + layer.stride() - 1) / layer.stride();
    return (positions - 1) * layer.stride() + layer.kernel() - side;
  }
}
