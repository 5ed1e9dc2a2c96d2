package optbench.engine.convolution;

import optbench.network.Shape;
import optbench.spec.LayerSpec.Conv2d;
import optbench.spec.LayerSpec.MaxPool;

/**
 * Where the filters of a convolution look.
 *
 * @param image what comes in
 */
public record ConvolutionGeometry(Shape image, Conv2d layer) {
  /** What the convolution makes of the image. */
  public Shape positions() {
    return new Shape(layer.filters(), positions(image.height()), positions(image.width()));
  }

  /** What pooling makes of an image. */
  public static Shape pooled(Shape image, MaxPool pool) {
    return new Shape(
        image.channels(),
        (image.height() - pool.size()) / pool.stride() + 1,
        (image.width() - pool.size()) / pool.stride() + 1);
  }

  /** Rows of zeros above the image. */
  public int top() {
    return padding(image.height());
  }

  /** Columns of zeros before the image. */
  public int left() {
    return padding(image.width());
  }

  /** Numbers under a filter: row by row, pixel by pixel, channel by channel. */
  public int taps() {
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
