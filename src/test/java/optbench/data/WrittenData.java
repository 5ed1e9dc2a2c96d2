package optbench.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Files of data sets as others write them, from what their formats say: IDX by LeCun's page, npy by
 * {@code numpy.lib.format}, CSV with a header.
 */
public final class WrittenData {
  private WrittenData() {}

  /** An IDX file of bytes. */
  public static byte[] idx(byte[] content, int... sides) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * sides.length + content.length);
    file.put((byte) 0).put((byte) 0).put((byte) 8).put((byte) sides.length);
    for (int side : sides) {
      file.putInt(side);
    }
    return file.put(content).array();
  }

  /** The four files of a data set in a folder, which is made. */
  public static Path idxFolder(
      Path folder, byte[] train, int[] y, byte[] test, int[] yTest, int... sides) {
    write(folder.resolve("train-images-idx3-ubyte"), idx(train, with(y.length, sides)));
    write(folder.resolve("train-labels-idx1-ubyte"), idx(bytes(y), y.length));
    write(folder.resolve("t10k-images-idx3-ubyte"), idx(test, with(yTest.length, sides)));
    write(folder.resolve("t10k-labels-idx1-ubyte"), idx(bytes(yTest), yTest.length));
    return folder;
  }

  /** An array in NumPy's format, version 1.0. */
  public static byte[] npy(String type, byte[] content, int... sides) {
    return npy(
        String.format(
            Locale.ROOT,
            "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }",
            type,
            IntStream.of(sides).mapToObj(side -> side + ",").collect(Collectors.joining(" "))),
        content);
  }

  /** The same with a header of one's own. */
  public static byte[] npy(String header, byte[] content) {
    String padded = header + " ".repeat(63 - (10 + header.length()) % 64) + "\n";
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    file.write(padded.length() & 0xff);
    file.write(padded.length() >> 8);
    file.writeBytes(padded.getBytes(StandardCharsets.ISO_8859_1));
    file.writeBytes(content);
    return file.toByteArray();
  }

  /** Arrays by name, as numpy.savez_compressed writes them. */
  public static Path npz(Path file, Map<String, byte[]> arrays) {
    return write(file, zip(arrays));
  }

  /** The bytes of such a file. */
  public static byte[] zip(Map<String, byte[]> arrays) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(content)) {
      for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
        zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
        zip.write(array.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return content.toByteArray();
  }

  /** Bytes and labels under the names of Keras. */
  public static Map<String, byte[]> arrays(
      byte[] train, int[] y, byte[] test, int[] yTest, int... sides) {
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    arrays.put("x_test", npy("|u1", test, with(yTest.length, sides)));
    arrays.put("x_train", npy("|u1", train, with(y.length, sides)));
    arrays.put("y_train", npy("|u1", bytes(y), y.length));
    arrays.put("y_test", npy("|u1", bytes(yTest), yTest.length));
    return arrays;
  }

  /** A table of bytes with the label in the first column. */
  public static Path csv(Path file, byte[] numbers, int[] labels) {
    int each = numbers.length / labels.length;
    StringBuilder text = new StringBuilder("label");
    IntStream.range(0, each).forEach(i -> text.append(",pixel").append(i));
    text.append('\n');
    for (int s = 0; s < labels.length; s++) {
      text.append(labels[s]);
      for (int i = 0; i < each; i++) {
        text.append(',').append(numbers[s * each + i] & 0xff);
      }
      text.append('\n');
    }
    return write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Little-endian, as NumPy writes them on most machines. */
  static byte[] longs(int... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    IntStream.of(numbers).forEach(bytes::putLong);
    return bytes.array();
  }

  /** Likewise. */
  static byte[] floats(float... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : numbers) {
      bytes.putFloat(number);
    }
    return bytes.array();
  }

  /** So many bytes that look like nothing. */
  static byte[] noise(int count, int seed) {
    return TinyArchive.randomBytes("noise " + seed, count, 256);
  }

  /** A label for each of so many samples. */
  static int[] labels(int count, IntUnaryOperator ofSample) {
    return IntStream.range(0, count).map(ofSample).toArray();
  }

  static int[] with(int count, int... sides) {
    return IntStream.concat(IntStream.of(count), IntStream.of(sides)).toArray();
  }

  static byte[] bytes(int... numbers) {
    byte[] bytes = new byte[numbers.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) numbers[i];
    }
    return bytes;
  }

  static Path write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path text(Path file, String... lines) {
    return write(file, (String.join("\n", List.of(lines)) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
