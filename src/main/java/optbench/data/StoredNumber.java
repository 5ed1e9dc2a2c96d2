package optbench.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How one number stands in a file of arrays.
 *
 * @param bytes 1, 2, 4 or 8
 * @param kind 'u' for whole numbers from 0 on, 'i' for whole numbers, 'f' for real ones of at least
 *     4 bytes, as NumPy calls them
 */
record StoredNumber(int bytes, char kind, ByteOrder order) {
  static final StoredNumber BYTE = new StoredNumber(1, 'u', ByteOrder.BIG_ENDIAN);

  boolean isByte() {
    return bytes == 1 && kind == 'u';
  }

  boolean isReal() {
    return kind == 'f';
  }

  /** The next of a buffer, to which the order of bytes is known. */
  double real(ByteBuffer from) {
    if (!isReal()) {
      return whole(from);
    }
    return bytes == Float.BYTES ? from.getFloat() : from.getDouble();
  }

  /** The next of a buffer, of a type of whole numbers; unsigned ones of 8 bytes are not taken. */
  long whole(ByteBuffer from) {
    boolean unsigned = kind == 'u';
    return switch (bytes) {
      case 1 -> unsigned ? from.get() & 0xff : from.get();
      case 2 -> unsigned ? from.getShort() & 0xffff : from.getShort();
      case 4 -> unsigned ? Integer.toUnsignedLong(from.getInt()) : from.getInt();
      default -> from.getLong();
    };
  }
}
