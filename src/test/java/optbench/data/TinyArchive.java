package optbench.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import optbench.hash.Sha256;
import optbench.random.SeededRandom;

/** A made-up data set of four small files: 20 training and 6 test images of 5 x 4 pixels. */
public final class TinyArchive {
  private final Map<String, byte[]> contents = new LinkedHashMap<>();
  final Archive archive;

  TinyArchive(URI... mirrors) {
    this("tiny", mirrors);
  }

  TinyArchive(String name, URI... mirrors) {
    IdxFile trainingImages = file("train-images-idx3-ubyte", 20, 5, 4);
    IdxFile trainingLabels = file("train-labels-idx1-ubyte", 20);
    IdxFile testImages = file("t10k-images-idx3-ubyte", 6, 5, 4);
    IdxFile testLabels = file("t10k-labels-idx1-ubyte", 6);
    archive =
        new Archive(
            name, trainingImages, trainingLabels, testImages, testLabels, 10, List.of(mirrors));
  }

  private IdxFile file(String name, Integer... dimensions) {
    IdxFile shape = new IdxFile(name, List.of(dimensions), "0".repeat(64));
    byte[] payload = randomBytes(name, shape.payloadBytes(), dimensions.length == 1 ? 10 : 256);
    byte[] content = join(shape.header(), payload);
    contents.put(name, content);
    return new IdxFile(name, List.of(dimensions), Sha256.hex(content));
  }

  static byte[] randomBytes(String purpose, int size, int below) {
    SeededRandom random = SeededRandom.of(1, purpose);
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) random.nextInt(below);
    }
    return bytes;
  }

  static byte[] join(byte[] first, byte[] second) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(first);
    joined.writeBytes(second);
    return joined.toByteArray();
  }

  /** Packed as the files of MNIST are. */
  public static byte[] gzip(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  byte[] content(IdxFile file) {
    return contents.get(file.name());
  }

  byte[] gzipped(IdxFile file) {
    return gzip(content(file));
  }

  /** Writes all four files, compressed, to {@code <root>/<name>}; returns that directory. */
  Path install(Path root) throws IOException {
    Path directory = Files.createDirectories(root.resolve(archive.name()));
    for (IdxFile file : archive.files()) {
      Files.write(directory.resolve(file.name() + ".gz"), gzipped(file));
    }
    return directory;
  }
}
