package optbench.data;

import java.util.Arrays;

/**
 * Numbers as a file has them, one after another. As long as all are whole and from 0 to 255, each
 * takes a byte.
 */
final class StoredNumbers {
  /** A GiB. */
  private static final int MOST_BYTES = 1 << 30;

  /** Of four bytes each. */
  private static final int MOST_OTHERS = MOST_BYTES / Float.BYTES;

  private static final int FIRST_ROOM = 1 << 12;
  private static final int LARGEST_BYTE = 255;

  private final String source;
  private final boolean levels;
  private byte[] bytes;
  private float[] others;
  private int size;

  private StoredNumbers(String source, boolean levels, byte[] bytes, int size) {
    this.source = source;
    this.levels = levels;
    this.bytes = bytes;
    this.size = size;
  }

  /**
   * None yet.
   *
   * @param source names the file
   */
  static StoredNumbers from(String source) {
    return new StoredNumbers(source, false, new byte[FIRST_ROOM], 0);
  }

  /** Those of a file that says itself that they are bytes. */
  static StoredNumbers ofBytes(byte[] all, String source) {
    return new StoredNumbers(source, true, all, all.length);
  }

  /** That so many can be kept. */
  static void requireRoom(long numbers, int bytesEach, String source) {
    long wanted = numbers * bytesEach;
    if (numbers > MOST_BYTES || wanted > MOST_BYTES) {
      throw new DataException(
          DataException.Reason.CORRUPT,
          source
              + ": must hold at most 1 GiB of numbers, of "
              + bytesEach
              + (bytesEach == 1 ? " byte each" : " bytes each")
              + ", but has "
              + numbers
              + " of them: take fewer samples, or smaller images.");
    }
    long heap = Runtime.getRuntime().maxMemory();
    if (wanted > heap / 2) {
      throw new DataException(
          DataException.Reason.CORRUPT,
          source
              + ": its "
              + numbers
              + " numbers do not fit into Java's heap: give it more, as in"
              + " OPTBENCH_JAVA_OPTS=-Xmx"
              + (2 + 4 * wanted / MOST_BYTES)
              + "g, or take fewer samples.");
    }
  }

  /** One more. */
  void add(double number) {
    if (others == null && isByte(number)) {
      if (size == bytes.length) {
        bytes = Arrays.copyOf(bytes, grown(MOST_BYTES, 1));
      }
      bytes[size++] = (byte) (int) number;
      return;
    }
    if (others == null) {
      widen();
    }
    if (size == others.length) {
      others = Arrays.copyOf(others, grown(MOST_OTHERS, Float.BYTES));
    }
    others[size++] = (float) number;
  }

  private static boolean isByte(double number) {
    return number >= 0 && number <= LARGEST_BYTE && number == Math.rint(number);
  }

  private int grown(int most, int bytesEach) {
    requireRoom(size + 1L, bytesEach, source);
    return (int) Math.min(most, 2L * size);
  }

  private void widen() {
    requireRoom(size + 1L, Float.BYTES, source);
    others = new float[Math.max(FIRST_ROOM, size)];
    for (int i = 0; i < size; i++) {
      others[i] = bytes[i] & 0xff;
    }
    bytes = new byte[0];
  }

  int size() {
    return size;
  }

  /** Whether all are whole and from 0 to 255. */
  boolean areBytes() {
    return others == null;
  }

  /**
   * Whether they look like grey levels or colours: bytes in a file of bytes; elsewhere whole
   * numbers from 0 to 255, and more than zeros and ones.
   */
  boolean areLevels() {
    return levels || (areBytes() && largest() > 1);
  }

  private int largest() {
    int largest = 0;
    for (int i = 0; i < size; i++) {
      largest = Math.max(largest, bytes[i] & 0xff);
    }
    return largest;
  }

  /** All of them, where they are bytes. */
  byte[] bytes() {
    return bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
  }

  /** All of them, each divided by the same number. */
  float[] divided(double divisor) {
    requireRoom(size, Float.BYTES, source);
    float[] divided = new float[size];
    for (int i = 0; i < size; i++) {
      double number = others == null ? bytes[i] & 0xff : others[i];
      divided[i] = (float) (number / divisor);
    }
    return divided;
  }

  /** Those of some samples, of so many numbers each. */
  StoredNumbers rows(int[] rows, int each) {
    StoredNumbers some = new StoredNumbers(source, levels, new byte[0], rows.length * each);
    if (others == null) {
      some.bytes = new byte[rows.length * each];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(bytes, rows[i] * each, some.bytes, i * each, each);
      }
    } else {
      some.others = new float[rows.length * each];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(others, rows[i] * each, some.others, i * each, each);
      }
    }
    return some;
  }
}
