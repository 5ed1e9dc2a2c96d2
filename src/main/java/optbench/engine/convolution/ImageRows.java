package optbench.engine.convolution;

import java.nio.FloatBuffer;
import optbench.network.Shape;

/**
 * Rows of several images for {@link RowArithmetic}. A row holds every {@code step}-th column of all
 * images, starting at some offset: column after column, and in a column image after image. So the
 * number that a filter's tap meets in the next window stands at the next place of the same row.
 */
final class ImageRows {
  private final Shape image;
  private final int images;
  private final int step;
  private final int left;
  private final float[][][] rows;
  private final float[] outside;

  /** A row of each image, image after image. */
  private final float[] strips;

  /**
   * @param image what comes in
   * @param images how many lie side by side
   * @param step columns from one window to the next
   * @param windows how many there are in a row
   * @param offsets how many columns a window looks at
   * @param left columns of zeros before the image
   */
  ImageRows(Shape image, int images, int step, int windows, int offsets, int left) {
    this.image = image;
    this.images = images;
    this.step = step;
    this.left = left;
    rows = new float[image.channels() * image.height()][offsets][windows * images];
    outside = new float[windows * images];
    strips = new float[images * image.width() * image.channels()];
  }

  /** A row of one channel; zeros above and below the image. */
  float[] row(int channel, int y, int offset) {
    return y < 0 || y >= image.height() ? outside : rows[channel * image.height() + y][offset];
  }

  /**
   * Takes over images, which are pixel after pixel, in a pixel channel after channel.
   *
   * @param from first place of the first image
   * @param apart how far apart images start
   * @param count how many; in the places of the others stays what was there before
   */
  void load(FloatBuffer source, int from, int apart, int count) {
    int strip = image.width() * image.channels();
    for (int y = 0; y < image.height(); y++) {
      for (int i = 0; i < count; i++) {
        source.get(from + i * apart + y * strip, strips, i * strip, strip);
      }
      for (int c = 0; c < image.channels(); c++) {
        spread(rows[c * image.height() + y], c, count);
      }
    }
  }

  /** Rows of some columns: what two of them share is copied. */
  private void spread(float[][] ofColumns, int channel, int count) {
    for (int offset = 0; offset < ofColumns.length; offset++) {
      float[] row = ofColumns[offset];
      int place = 0;
      if (offset >= step) {
        place = row.length - images;
        System.arraycopy(ofColumns[offset - step], images, row, 0, place);
      }
      for (; place < row.length; place += images) {
        int x = offset - left + place / images * step;
        if (x >= 0 && x < image.width()) {
          gather(x * image.channels() + channel, count, row, place);
        }
      }
    }
  }

  private void gather(int from, int count, float[] row, int to) {
    int strip = image.width() * image.channels();
    for (int i = 0; i < count; i++) {
      row[to + i] = strips[i * strip + from];
    }
  }
}
