package optbench.data;

/**
 * Labelled images.
 *
 * @param pixels 8-bit grey values, image after image, row after row; shared, not to be changed
 * @param labels one class a sample, from 0
 */
@SuppressWarnings(
    "ArrayRecordComponent") // 47 MB of pixels: copied nowhere, compared by the data set's checksum
public record Samples(byte[] pixels, byte[] labels) {
  /** How many. */
  public int size() {
    return labels.length;
  }
}
