package optbench.engine.lockstep;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  /** Of each row of a patch, as far as it lies within the image. */
  private final int[] pixelAt;

  private final int[] columnAt;
  private final int[] lengths;

  Patches(ConvolutionGeometry geometry) {
    image = geometry.image();
    layer = geometry.layer();
    positions = geometry.positions();
    top = geometry.top();
    left = geometry.left();
    height = geometry.taps();
    pixels = new float[image.features()];
    columns = new float[pixels() * height()];
    int[][] found = rows().toArray(int[][]::new);
    pixelAt = Arrays.stream(found).mapToInt(row -> row[0]).toArray();
    columnAt = Arrays.stream(found).mapToInt(row -> row[1]).toArray();
    lengths = Arrays.stream(found).mapToInt(row -> row[2]).toArray();
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
    // Where patches reach beyond the image, they stay 0.
    Arrays.fill(columns, 0);
    for (int r = 0; r < lengths.length; r++) {
      System.arraycopy(pixels, pixelAt[r], columns, columnAt[r], lengths[r]);
    }
    target.put(to, columns);
  }

  /** The gradient of an image from that of its patches. */
  void addUp(FloatBuffer source, int from, FloatBuffer target, int to) {
    source.get(from, columns);
    Arrays.fill(pixels, 0);
    for (int r = 0; r < lengths.length; r++) {
      add(pixels, pixelAt[r], columns, columnAt[r], lengths[r]);
    }
    target.put(to, pixels);
  }

  private static void add(float[] to, int at, float[] numbers, int from, int n) {
    for (int i = 0; i < n; i++) {
      to[at + i] += numbers[from + i];
    }
  }

  /** Of each row of a patch its first pixel, its place in the columns, and its length. */
  private List<int[]> rows() {
    List<int[]> rows = new ArrayList<>();
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
        rows.add(new int[] {pixel, column, (end - first) * channels});
      }
    }
    return rows;
  }
}
