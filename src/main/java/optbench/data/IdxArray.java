package optbench.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Reads the header of any IDX file, uncompressed. */
final class IdxArray {
  private static final int MOST_SIDES = 4;

  private static final Map<Integer, StoredNumber> TYPES =
      Map.of(
          0x08, StoredNumber.BYTE,
          0x09, new StoredNumber(1, 'i', ByteOrder.BIG_ENDIAN),
          0x0B, new StoredNumber(2, 'i', ByteOrder.BIG_ENDIAN),
          0x0C, new StoredNumber(4, 'i', ByteOrder.BIG_ENDIAN),
          0x0D, new StoredNumber(4, 'f', ByteOrder.BIG_ENDIAN),
          0x0E, new StoredNumber(8, 'f', ByteOrder.BIG_ENDIAN));

  private IdxArray() {}

  static NumberArray of(InputStream content, String source) throws IOException {
    byte[] magic = content.readNBytes(4);
    if (magic.length < 4) {
      throw corrupt(
          source,
          magic.length == 0
              ? "is empty"
              : "ends after " + magic.length + " bytes, inside its header");
    }
    StoredNumber type = TYPES.get((int) magic[2]);
    int rank = magic[3];
    if (magic[0] != 0 || magic[1] != 0 || type == null || rank < 1 || rank > MOST_SIDES) {
      throw corrupt(
          source,
          "is no IDX file: it must start with two zero bytes, a type from 08 to 0e and 1 to 4"
              + " dimensions, but starts with 0x"
              + HexFormat.of().formatHex(magic));
    }
    byte[] header = content.readNBytes(4 * rank);
    if (header.length < 4 * rank) {
      throw corrupt(source, "ends after " + (4 + header.length) + " bytes, inside its header");
    }
    List<Integer> sides = new ArrayList<>();
    ByteBuffer sizes = ByteBuffer.wrap(header);
    while (sizes.hasRemaining()) {
      int side = sizes.getInt();
      if (side < 1) {
        throw corrupt(
            source,
            "dimensions must be from 1 to "
                + Integer.MAX_VALUE
                + " but one is "
                + Integer.toUnsignedString(side));
      }
      sides.add(side);
    }
    return new NumberArray(sides, type, content, source);
  }

  private static DataException corrupt(String source, String finding) {
    return new DataException(DataException.Reason.CORRUPT, source + ": " + finding + ".");
  }
}
