package optbench.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * An array in a file, of which the header has been read and the numbers are still to come, the last
 * side running fastest.
 *
 * @param sides at least one
 * @param content what follows the header
 * @param source names the file, and what in it
 */
record NumberArray(List<Integer> sides, StoredNumber type, InputStream content, String source) {
  private static final int CHUNK = 1 << 16;

  NumberArray {
    sides = List.copyOf(sides);
  }

  /** The sides of one sample. */
  List<Integer> ofSample() {
    return sides.subList(1, sides.size());
  }

  private long count() {
    long count = 1;
    for (int side : sides) {
      count *= side;
      // So that it never overflows, whatever a header claims.
      StoredNumbers.requireRoom(count, type.bytes(), source);
    }
    return count;
  }

  /** All numbers. */
  StoredNumbers numbers() throws IOException {
    int count = (int) count();
    if (type.isByte()) {
      byte[] all = new byte[count];
      int received = content.readNBytes(all, 0, count);
      requireEnd(received, count);
      return StoredNumbers.ofBytes(all, source);
    }
    StoredNumbers numbers = StoredNumbers.from(source);
    read(
        count,
        buffer -> {
          double number = type.real(buffer);
          if (!(Math.abs(number) <= Float.MAX_VALUE)) {
            throw corrupt(
                "number "
                    + (numbers.size() + 1)
                    + " must be finite, and at most 3.4e38, but is "
                    + number);
          }
          numbers.add(number);
        });
    return numbers;
  }

  /**
   * A whole number for each sample.
   *
   * @param columns numbers that a sample may have, of which the first counts
   */
  long[] labels(int columns) throws IOException {
    boolean fits =
        sides.size() == 1 || (sides.size() == 2 && (sides.get(1) == 1 || sides.get(1) == columns));
    if (!fits) {
      throw corrupt(
          "labels must be one number a sample, but are " + IdxFile.shape(sides) + " numbers");
    }
    int each = sides.size() == 1 ? 1 : sides.get(1);
    int count = (int) count();
    long[] labels = new long[sides.get(0)];
    int[] next = {0};
    read(
        count,
        buffer -> {
          long label = type.isReal() ? whole(type.real(buffer)) : type.whole(buffer);
          if (Math.abs((double) label) > Integer.MAX_VALUE) {
            throw corrupt("labels must be at most " + Integer.MAX_VALUE + " but one is " + label);
          }
          if (next[0] % each == 0) {
            labels[next[0] / each] = label;
          }
          next[0]++;
        });
    return labels;
  }

  private long whole(double label) {
    if (label != Math.rint(label) || Math.abs(label) > Integer.MAX_VALUE) {
      throw corrupt("labels must be whole numbers but one is " + label);
    }
    return (long) label;
  }

  /** Takes the next number from a buffer. */
  @FunctionalInterface
  private interface Taker {
    void take(ByteBuffer from);
  }

  private void read(int count, Taker taker) throws IOException {
    byte[] chunk = new byte[CHUNK];
    ByteBuffer buffer = ByteBuffer.wrap(chunk).order(type.order());
    long bytes = (long) count * type.bytes();
    for (long done = 0; done < bytes; done += chunk.length) {
      int wanted = (int) Math.min(chunk.length, bytes - done);
      int received = content.readNBytes(chunk, 0, wanted);
      if (received < wanted) {
        requireEnd(done + received, bytes);
      }
      buffer.position(0).limit(wanted);
      while (buffer.hasRemaining()) {
        taker.take(buffer);
      }
    }
    requireEnd(bytes, bytes);
  }

  private void requireEnd(long received, long announced) throws IOException {
    if (received < announced) {
      throw corrupt(
          "ends after " + received + " of the " + announced + " bytes that its header announces");
    }
    if (content.read() != -1) {
      throw corrupt("goes on after the " + announced + " bytes that its header announces");
    }
  }

  private DataException corrupt(String finding) {
    return new DataException(DataException.Reason.CORRUPT, source + ": " + finding + ".");
  }
}
