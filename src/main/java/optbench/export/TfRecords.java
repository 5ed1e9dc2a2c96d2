package optbench.export;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import optbench.intake.IntakeFault;

/**
 * TensorFlow's frame around records: length (8 bytes, the lowest first), its checksum, the record,
 * its checksum.
 */
final class TfRecords {
  /** A checksum over data that hold checksums themselves says little, so they are disguised. */
  private static final int MASK = 0xa282ead8;

  private static final int HEAD = Long.BYTES + Integer.BYTES;

  private TfRecords() {}

  static byte[] of(List<byte[]> records) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] record : records) {
      byte[] length =
          ByteBuffer.allocate(Long.BYTES)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putLong(record.length)
              .array();
      out.writeBytes(length);
      out.writeBytes(masked(length));
      out.writeBytes(record);
      out.writeBytes(masked(record));
    }
    return out.toByteArray();
  }

  /**
   * The records of a file; a last one that is not whole is left out, since who writes it may not be
   * done.
   *
   * @param file to be named in faults
   * @throws IntakeFault where a checksum is wrong
   */
  static List<byte[]> read(String file, byte[] bytes) {
    List<byte[]> records = new ArrayList<>();
    ByteBuffer rest = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (rest.remaining() >= HEAD) {
      int place = rest.position();
      byte[] length = new byte[Long.BYTES];
      rest.get(length);
      long size = rest.getLong(place);
      requireChecksum(file, place, rest.getInt(), length);
      if (size < 0 || size > rest.remaining() - Integer.BYTES) {
        break;
      }
      byte[] record = new byte[(int) size];
      rest.get(record);
      requireChecksum(file, place, rest.getInt(), record);
      records.add(record);
    }
    return records;
  }

  private static void requireChecksum(String file, int place, int stored, byte[] bytes) {
    if (ByteBuffer.wrap(masked(bytes)).order(ByteOrder.LITTLE_ENDIAN).getInt() != stored) {
      throw new IntakeFault(
          file,
          "no event file of TensorBoard, or damaged: a checksum is wrong in the record that begins at"
              + " byte "
              + place);
    }
  }

  private static byte[] masked(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    int masked = Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(masked).array();
  }
}
