package optbench.network;

import java.util.List;

/**
 * What one sample looks like between two layers.
 *
 * @param channels of an image; for a vector its length
 * @param height in pixels; 1 for a vector
 * @param width in pixels; 1 for a vector
 */
public record Shape(int channels, int height, int width) {
  /** Of so many numbers. */
  public static Shape vector(int length) {
    return new Shape(length, 1, 1);
  }

  /**
   * Of a sample as Keras has it.
   *
   * @param dimensions height, width and channels; height and width of a grey image; or a vector's
   *     length
   */
  public static Shape of(List<Integer> dimensions) {
    return dimensions.size() == 1
        ? vector(dimensions.get(0))
        : new Shape(
            dimensions.size() == 3 ? dimensions.get(2) : 1, dimensions.get(0), dimensions.get(1));
  }

  /** Numbers in all. */
  public int features() {
    return Math.multiplyExact(Math.multiplyExact(channels, height), width);
  }

  /** In words. */
  String text() {
    return isImage()
        ? channels + " channels of " + height + "x" + width
        : "a vector of " + channels;
  }

  /** Whether there is a height and a width. */
  public boolean isImage() {
    return height > 1 || width > 1;
  }
}
