package optbench.data;

import java.util.List;

/**
 * How the numbers of one sample stand in a file.
 *
 * @param channels 1 or 3; of what is no image, how many numbers it has
 * @param height in pixels; 1 for what is no image
 * @param width likewise
 * @param channelsLast whether the channels of a pixel stand together, as in NumPy's images;
 *     otherwise a channel follows another
 */
record Layout(int channels, int height, int width, boolean channelsLast) {
  /** An image of 1024 x 1024 grey pixels. */
  static final int MOST_NUMBERS = 1 << 20;

  /**
   * What the sides of an array say: n numbers; height and width; or these with 1 or 3 channels
   * behind them or before.
   *
   * @param sides those of one sample
   * @param source names the file, and what in it
   */
  static Layout of(List<Integer> sides, String source) {
    requireSize(sides, source);
    return switch (sides.size()) {
      case 1 -> new Layout(sides.get(0), 1, 1, false);
      case 2 -> new Layout(1, sides.get(0), sides.get(1), false);
      case 3 -> ofImage(sides, source);
      default -> throw unfit(sides, source);
    };
  }

  private static Layout ofImage(List<Integer> sides, String source) {
    if (isChannels(sides.get(2))) {
      return new Layout(sides.get(2), sides.get(0), sides.get(1), true);
    }
    if (isChannels(sides.get(0))) {
      return new Layout(sides.get(0), sides.get(1), sides.get(2), false);
    }
    throw unfit(sides, source);
  }

  private static boolean isChannels(int side) {
    return side == 1 || side == 3;
  }

  private static void requireSize(List<Integer> sides, String source) {
    long numbers = 1;
    for (int side : sides) {
      numbers *= side;
      if (side < 1 || numbers > MOST_NUMBERS) {
        throw new DataException(
            DataException.Reason.CORRUPT,
            source
                + ": a sample must have 1 to "
                + MOST_NUMBERS
                + " numbers but is "
                + IdxFile.shape(sides)
                + ".");
      }
    }
  }

  private static DataException unfit(List<Integer> sides, String source) {
    return new DataException(
        DataException.Reason.CORRUPT,
        source
            + ": a sample must be a row of numbers, or an image of height x width with 1 or 3"
            + " channels, but is "
            + (sides.isEmpty() ? "a single number" : IdxFile.shape(sides))
            + ".");
  }

  /** How many numbers. */
  int numbers() {
    return channels * height * width;
  }

  boolean isImage() {
    return height > 1 || width > 1;
  }

  /** Such as {@code images of 32x32 in 3 channels}, or {@code rows of 4 numbers}. */
  String text() {
    if (!isImage()) {
      return "rows of " + channels + (channels == 1 ? " number" : " numbers");
    }
    String size = "images of " + height + "x" + width;
    return channels == 1 ? size : size + " in " + channels + " channels";
  }

  /** The sides of one sample as they are counted in its checksum, whatever the file. */
  List<Integer> sides() {
    if (!isImage()) {
      return List.of(channels);
    }
    return channels == 1 ? List.of(height, width) : List.of(channels, height, width);
  }

  boolean sameAs(Layout other) {
    return channels == other.channels && height == other.height && width == other.width;
  }

  private boolean isMixed() {
    return channelsLast && channels > 1;
  }

  /** Where a number of a file belongs, where channel follows channel. */
  private int place(int index) {
    int sample = index / numbers();
    int inSample = index % numbers();
    int channel = inSample % channels;
    int pixel = inSample / channels;
    return sample * numbers() + channel * height * width + pixel;
  }

  /** Samples in which channel follows channel. */
  byte[] planes(byte[] samples) {
    if (!isMixed()) {
      return samples;
    }
    byte[] planes = new byte[samples.length];
    for (int i = 0; i < samples.length; i++) {
      planes[place(i)] = samples[i];
    }
    return planes;
  }

  /** Likewise. */
  float[] planes(float[] samples) {
    if (!isMixed()) {
      return samples;
    }
    float[] planes = new float[samples.length];
    for (int i = 0; i < samples.length; i++) {
      planes[place(i)] = samples[i];
    }
    return planes;
  }
}
