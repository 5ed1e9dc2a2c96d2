package optbench.result;

import optbench.hash.Sha256;

/** Names for records that follow from what they say. */
final class ShortHash {
  private static final int DIGITS = 16;

  private ShortHash() {}

  /** The first digits of the text's SHA-256, in hexadecimal. */
  static String of(String text) {
    return Sha256.hex(text).substring(0, DIGITS);
  }
}
