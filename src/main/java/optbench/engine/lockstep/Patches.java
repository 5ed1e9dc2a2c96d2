package optbench.engine.lockstep;

import java.nio.FloatBuffer;
import java.util.Arrays;
import optbench.engine.convolution.ConvolutionGeometry;
import optbench.network.Shape;
import optbench.spec.LayerSpec.Conv2d;

/**
 * What the filters of a convolution look at: for each of their positions the pixels below, row
 * after row, as one column of a matrix (im2col).
 */
final class Patches {
  private final Shape image;
  private final Conv2d layer;
  private final Shape positions;
  private final int top;
  private final int left;
  private final int height;
  private final float[] pixels;
  private final float[] columns;

  Patches(ConvolutionGeometry geometry) {
    image = geometry.image();
    layer = geometry.layer();
    positions = geometry.positions();
    top = geometry.top();
    left = geometry.left();
    height = geometry.taps();
    pixels = new float[image.features()];
    columns = new float[pixels() * height()];
  }

  /** What the convolution makes of the image. */
  Shape positions() {
    return positions;
  }

  /** Patches of an image. */
  int pixels() {
    return positions.height() * positions.width();
  }

  /** Numbers in one patch. */
  int height() {
    return height;
  }

  /** Numbers in all patches of an image. */
  int length() {
    return columns.length;
  }

  /** Cuts up an image. */
  void cut(FloatBuffer source, int from, FloatBuffer target, int to) {
    source.get(from, pixels);
    Arrays.fill(columns, 0);
    visit((pixel, column, length) -> System.arraycopy(pixels, pixel, columns, column, length));
    target.put(to, columns);
  }

  /** The gradient of an image from that of its patches. */
  void addUp(FloatBuffer source, int from, FloatBuffer target, int to) {
    source.get(from, columns);
    Arrays.fill(pixels, 0);
    visit(
        (pixel, column, length) -> {
          for (int i = 0; i < length; i++) {
            pixels[pixel + i] += columns[column + i];
          }
        });
    target.put(to, pixels);
  }

  /** Goes over the rows of all patches, as far as they lie within the image. */
  private void visit(Visitor visitor) {
    int kernel = layer.kernel();
    int channels = image.channels();
    for (int p = 0; p < pixels(); p++) {
      int y = p / positions.width() * layer.stride() - top;
      int x = p % positions.width() * layer.stride() - left;
      int first = Math.max(0, -x);
      int end = Math.min(kernel, image.width() - x);
      for (int ky = Math.max(0, -y); ky < Math.min(kernel, image.height() - y); ky++) {
        int pixel = ((y + ky) * image.width() + x + first) * channels;
        int column = p * height() + (ky * kernel + first) * channels;
        visitor.visit(pixel, column, (end - first) * channels);
      }
    }
  }

  /** A row of a patch. */
  @FunctionalInterface
  private interface Visitor {
    void visit(int pixel, int column, int length);
  }
}
