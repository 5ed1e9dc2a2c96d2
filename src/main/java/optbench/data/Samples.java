package optbench.data;

import java.util.Arrays;

/**
 * Labelled images.
 *
 * @param pixels 8-bit grey values, image after image, row after row; shared, not to be changed
 * @param labels one class a sample, from 0
 */
@SuppressWarnings(
    "ArrayRecordComponent") // 47 MB of pixels: copied nowhere, compared by the data set's checksum
public record Samples(byte[] pixels, byte[] labels) {
  public Samples {
    if (labels.length == 0 ? pixels.length > 0 : pixels.length % labels.length != 0) {
      throw new IllegalArgumentException(
          "pixels must be a multiple of the "
              + labels.length
              + " labels but were "
              + pixels.length);
    }
  }

  /** Those from {@code start} up to before {@code end}; all of them without a copy. */
  Samples slice(int start, int end) {
    if (start == 0 && end == size()) {
      return this;
    }
    int features = size() == 0 ? 0 : pixels.length / size();
    return new Samples(
        Arrays.copyOfRange(pixels, start * features, end * features),
        Arrays.copyOfRange(labels, start, end));
  }

  /** The first so many, at most all. */
  public Samples first(int count) {
    return slice(0, Math.min(count, size()));
  }

  /** So many, at most all, evenly spread from the first on; all of them without a copy. */
  public Samples spread(int count) {
    if (count >= size()) {
      return this;
    }
    int features = pixels.length / size();
    byte[] some = new byte[count * features];
    byte[] theirs = new byte[count];
    for (int i = 0; i < count; i++) {
      int sample = (int) ((long) i * size() / count);
      System.arraycopy(pixels, sample * features, some, i * features, features);
      theirs[i] = labels[sample];
    }
    return new Samples(some, theirs);
  }

  /** How many. */
  public int size() {
    return labels.length;
  }
}
