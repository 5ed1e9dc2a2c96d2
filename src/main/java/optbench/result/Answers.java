package optbench.result;

import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;

/**
 * Which images a network answered right.
 *
 * @param images how many it was asked about
 * @param right a bit an image, 1 if it was right, in the order of the images: eight to a byte, the
 *     lowest bit first, and the bytes in Base64. Not compressed: trials of a run are wrong on much
 *     the same images, which packing them together makes more of than a compression of each alone
 */
public record Answers(int images, String right) {
  /** More than any data set has. */
  private static final int MOST = 1 << 24;

  public Answers {
    Require.atLeast("images", 1, images);
    if (images > MOST) {
      throw new IllegalArgumentException("images must be at most " + MOST + " but was " + images);
    }
    byte[] bytes = decoded(right);
    if (bytes.length != bytesFor(images)) {
      throw new IllegalArgumentException(
          "right must hold a bit for each of "
              + images
              + " images, in "
              + bytesFor(images)
              + " bytes, but holds "
              + bytes.length);
    }
    if (BitSet.valueOf(bytes).length() > images) {
      throw new IllegalArgumentException(
          "right must hold nothing after the bits of " + images + " images but does");
    }
  }

  /** Of so many images, those with these numbers, counted from 0, were answered right. */
  public static Answers of(int images, BitSet right) {
    byte[] bytes = Arrays.copyOf(right.toByteArray(), bytesFor(images));
    return new Answers(images, encoded(bytes));
  }

  /** The numbers, counted from 0, of the images that were answered right. */
  public BitSet rightImages() {
    return BitSet.valueOf(decoded(right));
  }

  /** Fraction of 1. */
  public double accuracy() {
    return (double) rightImages().cardinality() / images;
  }

  private static int bytesFor(int images) {
    return (images + Byte.SIZE - 1) / Byte.SIZE;
  }

  private static byte[] decoded(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (encoded(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Not Base64 at all, and told like what is only not as we write it.
    }
    throw new IllegalArgumentException("right must be bytes in Base64 but is not");
  }

  private static String encoded(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
