package optbench.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import optbench.hash.Sha256;

/**
 * The checksum of a data set, whatever files it came in: each array is counted as an IDX file of
 * it, and the SHA-256 of the whole is that over the arrays' own. So the same images have the same
 * checksum as IDX, npz and CSV, and MNIST's is that of {@link Archive#sha256}.
 */
final class ContentChecksum {
  private static final int BYTE = 0x08;
  private static final int INT = 0x0C;
  private static final int FLOAT = 0x0D;
  private static final int LARGEST_BYTE = 255;
  private static final int CHUNK = 1 << 14;

  private ContentChecksum() {}

  /**
   * Of samples, part after part: images, then labels.
   *
   * @param labels of the parts, as they are in files
   */
  static String of(List<Samples> parts, List<long[]> labels, Layout layout) {
    boolean bytes =
        labels.stream()
            .flatMapToLong(LongStream::of)
            .allMatch(label -> label >= 0 && label <= LARGEST_BYTE);
    return Sha256.hex(
        IntStream.range(0, parts.size())
            .boxed()
            .flatMap(
                i -> Stream.of(ofNumbers(parts.get(i), layout), ofLabels(labels.get(i), bytes)))
            .toArray(byte[][]::new));
  }

  private static byte[] ofNumbers(Samples samples, Layout layout) {
    MessageDigest digest = Sha256.digest();
    List<Integer> sides = new ArrayList<>(List.of(samples.size()));
    sides.addAll(layout.sides());
    digest.update(header(samples.ofBytes() ? BYTE : FLOAT, sides));
    if (samples.ofBytes()) {
      digest.update(samples.pixels());
    } else {
      float[] numbers = samples.numbers();
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES);
      for (int from = 0; from < numbers.length; from += CHUNK) {
        int count = Math.min(CHUNK, numbers.length - from);
        chunk.clear();
        chunk.asFloatBuffer().put(numbers, from, count);
        digest.update(chunk.array(), 0, count * Float.BYTES);
      }
    }
    return digest.digest();
  }

  private static byte[] ofLabels(long[] labels, boolean bytes) {
    ByteBuffer content = ByteBuffer.allocate(labels.length * (bytes ? 1 : Integer.BYTES));
    for (long label : labels) {
      if (bytes) {
        content.put((byte) label);
      } else {
        content.putInt((int) label);
      }
    }
    List<Integer> sides = List.of(labels.length);
    return HexFormat.of().parseHex(Sha256.hex(header(bytes ? BYTE : INT, sides), content.array()));
  }

  private static byte[] header(int type, List<Integer> sides) {
    ByteBuffer header = ByteBuffer.allocate(4 + 4 * sides.size());
    header.putInt((type << 8) + sides.size());
    sides.forEach(header::putInt);
    return header.array();
  }
}
