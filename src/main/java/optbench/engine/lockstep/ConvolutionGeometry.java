package optbench.engine.lockstep;

import optbench.network.Shape;
import optbench.spec.LayerSpec.Conv2d;

/**
 * Where the filters of a convolution look.
 *
 * @param image what comes in
 */
record ConvolutionGeometry(Shape image, Conv2d layer) {
  /** What the convolution makes of the image. */
  Shape positions() {
    return new Shape(layer.filters(), positions(image.height()), positions(image.width()));
  }

  /** Rows of zeros above the image. */
  int top() {
    return padding(image.height());
  }

  /** Columns of zeros before the image. */
  int left() {
    return padding(image.width());
  }

  /** Numbers under a filter: row by row, pixel by pixel, channel by channel. */
  int taps() {
    return layer.kernel() * layer.kernel() * image.channels();
  }

  private int positions(int side) {
    return layer.same()
        ? (side + layer.stride() - 1) / layer.stride()
        : (side - layer.kernel()) / layer.stride() + 1;
  }

  /** Zeros before the first pixel: half of what is missing, as Keras and Deeplearning4j do it. */
  private int padding(int side) {
    int covered = (positions(side) - 1) * layer.stride() + layer.kernel();
    return Math.max(0, covered - side) / 2;
  }
}
