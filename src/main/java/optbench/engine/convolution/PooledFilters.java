package optbench.engine.convolution;

import java.util.Arrays;
import optbench.network.Shape;
import optbench.spec.LayerSpec.Conv2d;
import optbench.spec.LayerSpec.MaxPool;

/**
 * A convolution without bias and the maxima of its windows, for several images side by side, in
 * loops over {@link ImageRows}. What the convolution makes of the images is kept nowhere: it never
 * leaves the first-level cache, and is computed once more on the way back. Of equal numbers in a
 * window the first is taken.
 *
 * <p>Results and their gradients are rows like those of the images, the rows of one filter one
 * after another: {@code [filter * pooled height + row][column * images + image]}.
 */
final class PooledFilters {
  private final Conv2d layer;
  private final MaxPool pool;
  private final int top;
  private final int channels;
  private final int taps;
  private final Shape output;
  private final float[][] windows;
  private final float[][] shares;
  private final float[][] sums;
  private final int rowLength;

  /**
   * @param pool windows of 1 x 1 where nothing is to be pooled
   * @param images how many lie side by side
   */
  PooledFilters(ConvolutionGeometry geometry, MaxPool pool, int images) {
    layer = geometry.layer();
    this.pool = pool;
    top = geometry.top();
    channels = geometry.image().channels();
    taps = geometry.taps();
    output = ConvolutionGeometry.pooled(geometry.positions(), pool);
    rowLength = output.width() * images;
    windows = new float[pool.size() * pool.size()][rowLength];
    shares = new float[windows.length][rowLength];
    sums = new float[taps][rowLength];
  }

  /** Room for the images' rows, for all trials. */
  static ImageRows rows(ConvolutionGeometry geometry, MaxPool pool, int images) {
    int stride = geometry.layer().stride();
    Shape output = ConvolutionGeometry.pooled(geometry.positions(), pool);
    int offsets = (pool.size() - 1) * stride + geometry.layer().kernel();
    return new ImageRows(
        geometry.image(), images, pool.stride() * stride, output.width(), offsets, geometry.left());
  }

  /** Room for the results, or for their gradients. */
  float[][] room() {
    return new float[layer.filters() * output.height()][rowLength];
  }

  /**
   * The maxima.
   *
   * @param weights filter after filter, tap after tap
   */
  void forward(ImageRows images, float[] weights, float[][] maxima) {
    for (int y = 0; y < output.height(); y++) {
      for (int f = 0; f < layer.filters(); f++) {
        float[] row = maxima[f * output.height() + y];
        convolve(images, weights, f, y, 0, row);
        for (int w = 1; w < windows.length; w++) {
          convolve(images, weights, f, y, w, windows[w]);
          RowArithmetic.raise(row, windows[w]);
        }
      }
    }
  }

  /**
   * What a filter makes of the images at one place of all windows of a row.
   *
   * @param y row of the windows
   * @param w place in the window
   */
  private void convolve(ImageRows images, float[] weights, int f, int y, int w, float[] to) {
    int row = (y * pool.stride() + w / pool.size()) * layer.stride() - top;
    int offset = w % pool.size() * layer.stride();
    int kernel = layer.kernel();
    Arrays.fill(to, 0);
    for (int c = 0; c < channels; c++) {
      for (int ky = 0; ky < kernel; ky++) {
        int at = f * taps + ky * kernel * channels + c;
        convolveRow(images, c, row + ky, offset, weights, at, to);
      }
    }
  }

  private void convolveRow(
      ImageRows images, int c, int y, int offset, float[] weights, int at, float[] to) {
    int kernel = layer.kernel();
    int kx = 0;
    for (; kx + 2 < kernel; kx += 3) {
      RowArithmetic.add(
          to,
          weights[at + kx * channels],
          images.row(c, y, offset + kx),
          weights[at + (kx + 1) * channels],
          images.row(c, y, offset + kx + 1),
          weights[at + (kx + 2) * channels],
          images.row(c, y, offset + kx + 2));
    }
    if (kx + 2 == kernel) {
      RowArithmetic.add(
          to,
          weights[at + kx * channels],
          images.row(c, y, offset + kx),
          weights[at + (kx + 1) * channels],
          images.row(c, y, offset + kx + 1));
    } else if (kx + 1 == kernel) {
      RowArithmetic.add(to, weights[at + kx * channels], images.row(c, y, offset + kx));
    }
  }

  /**
   * The gradient of the weights.
   *
   * @param maxima as {@link #forward} has left them
   * @param gradients of the maxima
   * @param into to which it is added, filter after filter, tap after tap
   */
  void backward(
      ImageRows images, float[] weights, float[][] maxima, float[][] gradients, float[] into) {
    for (int f = 0; f < layer.filters(); f++) {
      for (float[] sum : sums) {
        Arrays.fill(sum, 0);
      }
      for (int y = 0; y < output.height(); y++) {
        int row = f * output.height() + y;
        addUp(images, y, share(images, weights, f, y, maxima[row], gradients[row]));
      }
      for (int t = 0; t < taps; t++) {
        into[f * taps + t] += RowArithmetic.sum(sums[t]);
      }
    }
  }

  /** Gives each window's gradient to the place where its maximum was. */
  private float[][] share(
      ImageRows images, float[] weights, int f, int y, float[] maxima, float[] gradients) {
    float[] rest = shares[windows.length - 1];
    System.arraycopy(gradients, 0, rest, 0, rowLength);
    for (int w = 0; w < windows.length - 1; w++) {
      convolve(images, weights, f, y, w, windows[w]);
      RowArithmetic.moveWhereEqual(shares[w], rest, windows[w], maxima);
    }
    return shares;
  }

  private void addUp(ImageRows images, int y, float[][] ofWindows) {
    int kernel = layer.kernel();
    for (int c = 0; c < channels; c++) {
      for (int k = 0; k < kernel * kernel; k++) {
        addUp(images, c, y, k, ofWindows, sums[k * channels + c]);
      }
    }
  }

  private void addUp(ImageRows images, int c, int y, int k, float[][] ofWindows, float[] sum) {
    int w = 0;
    for (; w + 1 < ofWindows.length; w += 2) {
      RowArithmetic.addProducts(
          sum,
          ofWindows[w],
          rowUnder(images, c, y, k, w),
          ofWindows[w + 1],
          rowUnder(images, c, y, k, w + 1));
    }
    if (w < ofWindows.length) {
      RowArithmetic.addProducts(sum, ofWindows[w], rowUnder(images, c, y, k, w));
    }
  }

  /** What a tap meets at one place of all windows of a row. */
  private float[] rowUnder(ImageRows images, int c, int y, int k, int w) {
    int kernel = layer.kernel();
    int row = (y * pool.stride() + w / pool.size()) * layer.stride() - top + k / kernel;
    return images.row(c, row, w % pool.size() * layer.stride() + k % kernel);
  }
}
