package optbench.export;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * TensorFlow's frame around records: length (8 bytes, the lowest first), its checksum, the record,
 * its checksum.
 */
final class TfRecords {
  /** A checksum over data that hold checksums themselves says little, so they are disguised. */
  private static final int MASK = 0xa282ead8;

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

  private static byte[] masked(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    int masked = Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(masked).array();
  }
}
