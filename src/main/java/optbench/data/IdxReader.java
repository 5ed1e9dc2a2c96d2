package optbench.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import optbench.file.Inputs;
import optbench.hash.Sha256;

/**
 * Reads IDX files, compressed or not, and trusts none of them: never more memory than the expected
 * shape needs, whatever the file claims or unpacks to, and nothing is returned unless the checksum
 * is right.
 */
final class IdxReader {
  private static final int BUFFER_BYTES = 1 << 16;

  private IdxReader() {}

  /**
   * The bytes after the header.
   *
   * @throws DataException if the file is not what is expected, or cannot be read
   */
  static byte[] read(Path path, IdxFile expected) {
    try (InputStream raw = new BufferedInputStream(Inputs.open(path), BUFFER_BYTES);
        InputStream content = unpacked(raw)) {
      return read(content, expected, path.toString());
    } catch (EOFException e) {
      throw corrupt(path.toString(), "its compressed data break off", e);
    } catch (ZipException e) {
      throw corrupt(path.toString(), "its compressed data are damaged", e);
    } catch (IOException e) {
      throw new DataException(
          DataException.Reason.CORRUPT,
          path + ": cannot be read (" + Failures.describe(e) + ").",
          e);
    }
  }

  /** Told by the first two bytes: some browsers unpack a file and leave it its name. */
  static InputStream unpacked(InputStream raw) throws IOException {
    raw.mark(2);
    int first = raw.read();
    int second = raw.read();
    raw.reset();
    boolean gzip = first == 0x1f && second == 0x8b;
    return gzip ? new GZIPInputStream(raw, BUFFER_BYTES) : raw;
  }

  private static byte[] read(InputStream content, IdxFile expected, String source)
      throws IOException {
    byte[] header = content.readNBytes(expected.headerBytes());
    checkHeader(header, expected, source);
    byte[] payload = new byte[expected.payloadBytes()];
    int received = content.readNBytes(payload, 0, payload.length);
    if (received < payload.length) {
      throw corrupt(
          source,
          String.format(
              Locale.ROOT,
              "ends after %d of the %d bytes that its header announces",
              header.length + received,
              expected.bytes()));
    }
    if (content.read() != -1) {
      throw corrupt(
          source, "goes on after the " + expected.bytes() + " bytes that its header announces");
    }
    String sha256 = Sha256.hex(header, payload);
    if (!sha256.equals(expected.sha256())) {
      throw corrupt(
          source,
          String.format(
              Locale.ROOT,
              "SHA-256 of its content must be %s but was %s",
              expected.sha256(),
              sha256));
    }
    return payload;
  }

  private static void checkHeader(byte[] header, IdxFile expected, String source) {
    byte[] wanted = expected.header();
    if (Arrays.equals(header, wanted)) {
      return;
    }
    if (header.length < wanted.length) {
      throw corrupt(
          source,
          header.length == 0
              ? "is empty"
              : "ends after " + header.length + " bytes, inside its header");
    }
    if (!Arrays.equals(header, 0, 4, wanted, 0, 4)) {
      throw corrupt(
          source,
          String.format(
              Locale.ROOT,
              "must start with the IDX magic number 0x%s but starts with 0x%s",
              hex(wanted, 4),
              hex(header, 4)));
    }
    List<Long> found = new ArrayList<>();
    ByteBuffer sizes = ByteBuffer.wrap(header, 4, header.length - 4);
    while (sizes.hasRemaining()) {
      found.add(Integer.toUnsignedLong(sizes.getInt()));
    }
    String foundShape = String.join("x", found.stream().map(String::valueOf).toList());
    throw corrupt(
        source,
        String.format(
            Locale.ROOT,
            "must be %s by its header but is %s",
            IdxFile.shape(expected.dimensions()),
            foundShape));
  }

  private static String hex(byte[] bytes, int length) {
    return HexFormat.of().formatHex(bytes, 0, length);
  }

  private static DataException corrupt(String source, String finding) {
    return corrupt(source, finding, null);
  }

  private static DataException corrupt(String source, String finding, Throwable cause) {
    return new DataException(DataException.Reason.CORRUPT, source + ": " + finding + ".", cause);
  }
}
