package optbench.data;

import java.util.Arrays;

/**
 * Labelled samples: their numbers, sample after sample, and in an image channel after channel, row
 * after row. Grey levels and colours are kept as bytes, which stand for 0 to 1; all else as the
 * numbers that networks see. All arrays are shared, and not to be changed.
 */
public final class Samples {
  private static final float[] LEVELS = new float[256];
  private static final byte[] NO_BYTES = {};
  private static final float[] NO_NUMBERS = {};

  static {
    for (int i = 0; i < LEVELS.length; i++) {
      LEVELS[i] = i / 255f;
    }
  }

  private final byte[] pixels;
  private final float[] numbers;
  private final boolean ofBytes;
  private final int[] labels;

  private Samples(byte[] pixels, float[] numbers, boolean ofBytes, int[] labels) {
    this.pixels = pixels;
    this.numbers = numbers;
    this.ofBytes = ofBytes;
    this.labels = labels;
    int length = ofBytes ? pixels.length : numbers.length;
    if (labels.length == 0 ? length > 0 : length % labels.length != 0) {
      throw new IllegalArgumentException(
          "pixels must be a multiple of the " + labels.length + " labels but were " + length);
    }
  }

  /**
   * Images.
   *
   * @param pixels 0 for black, 255 for white
   * @param labels one class a sample, from 0
   */
  public Samples(byte[] pixels, int[] labels) {
    this(pixels, NO_NUMBERS, true, labels);
  }

  /** Images of at most 256 classes. */
  public Samples(byte[] pixels, byte[] labels) {
    this(pixels, unsigned(labels));
  }

  /** Samples of any numbers. */
  Samples(float[] numbers, int[] labels) {
    this(NO_BYTES, numbers, false, labels);
  }

  private static int[] unsigned(byte[] labels) {
    int[] classes = new int[labels.length];
    Arrays.setAll(classes, i -> labels[i] & 0xff);
    return classes;
  }

  /** What a byte stands for: from 0 to 1. */
  public static float level(byte pixel) {
    return LEVELS[pixel & 0xff];
  }

  /** Whether they are kept as bytes, each of which stands for a {@link #level}. */
  public boolean ofBytes() {
    return ofBytes;
  }

  /** All bytes; none where samples are of other numbers. */
  public byte[] pixels() {
    return pixels;
  }

  /** All numbers; none where samples are of bytes. */
  public float[] numbers() {
    return numbers;
  }

  /** One class a sample, from 0. */
  public int[] labels() {
    return labels;
  }

  /** How many are of the class that has the most; 0 where there are none. */
  public int mostOfAClass() {
    int[] counts = new int[Arrays.stream(labels).max().orElse(0) + 1];
    for (int label : labels) {
      counts[label]++;
    }
    return Arrays.stream(counts).max().getAsInt();
  }

  /** How many. */
  public int size() {
    return labels.length;
  }

  /** Numbers of all samples together. */
  public int length() {
    return ofBytes ? pixels.length : numbers.length;
  }

  /** One of all numbers, as a network sees it. */
  public float value(int index) {
    return ofBytes ? level(pixels[index]) : numbers[index];
  }

  /** Takes over the numbers of a sample, as many as there is room for, as a network sees them. */
  public void copy(int sample, float[] into) {
    int start = sample * into.length;
    if (ofBytes) {
      for (int j = 0; j < into.length; j++) {
        into[j] = level(pixels[start + j]);
      }
    } else {
      System.arraycopy(numbers, start, into, 0, into.length);
    }
  }

  /** Those of these indices, in this order. */
  public Samples pick(int[] indices) {
    int features = features();
    byte[] some = new byte[ofBytes ? indices.length * features : 0];
    float[] others = new float[ofBytes ? 0 : indices.length * features];
    int[] theirs = new int[indices.length];
    for (int i = 0; i < indices.length; i++) {
      if (ofBytes) {
        System.arraycopy(pixels, indices[i] * features, some, i * features, features);
      } else {
        System.arraycopy(numbers, indices[i] * features, others, i * features, features);
      }
      theirs[i] = labels[indices[i]];
    }
    return new Samples(some, others, ofBytes, theirs);
  }

  /** Those from {@code start} up to before {@code end}; all of them without a copy. */
  Samples slice(int start, int end) {
    if (start == 0 && end == size()) {
      return this;
    }
    int[] indices = new int[end - start];
    Arrays.setAll(indices, i -> start + i);
    return pick(indices);
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
    int[] indices = new int[count];
    Arrays.setAll(indices, i -> (int) ((long) i * size() / count));
    return pick(indices);
  }

  /** The same with 0 for numbers that are not kept; a copy, as whole data sets share theirs. */
  Samples blanked(boolean[] kept) {
    byte[] some = pixels.clone();
    float[] others = numbers.clone();
    for (int i = 0; i < length(); i++) {
      if (!kept[i % kept.length]) {
        if (ofBytes) {
          some[i] = 0;
        } else {
          others[i] = 0;
        }
      }
    }
    return new Samples(some, others, ofBytes, labels);
  }

  /** Numbers in a sample. */
  public int features() {
    return size() == 0 ? 0 : length() / size();
  }
}
