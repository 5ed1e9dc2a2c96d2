package optbench.data;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One file of unsigned bytes in the IDX format of MNIST (Y. LeCun, C. Cortes, C. Burges): two zero
 * bytes, the type (8), the number of dimensions, each dimension as a big-endian int, the bytes.
 *
 * @param name without {@code .gz}
 * @param dimensions such as 60000, 28, 28
 * @param sha256 of the uncompressed content, header included
 */
record IdxFile(String name, List<Integer> dimensions, String sha256) {
  private static final int UNSIGNED_BYTE = 8;
  private static final long LARGEST_PAYLOAD = 1L << 30;

  IdxFile {
    dimensions = List.copyOf(dimensions);
    if (dimensions.isEmpty() || dimensions.stream().anyMatch(d -> d < 1)) {
      throw new IllegalArgumentException("dimensions must be at least 1 but were " + dimensions);
    }
    if (product(dimensions) > LARGEST_PAYLOAD) {
      throw new IllegalArgumentException(
          "must hold at most " + LARGEST_PAYLOAD + " bytes but " + dimensions + " are more");
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "SHA-256 must be 64 hexadecimal digits but was '" + sha256 + "'");
    }
  }

  /** How many images or labels. */
  int count() {
    return dimensions.get(0);
  }

  int headerBytes() {
    return 4 + 4 * dimensions.size();
  }

  int payloadBytes() {
    return (int) product(dimensions);
  }

  /** Size of the uncompressed file. */
  long bytes() {
    return (long) headerBytes() + payloadBytes();
  }

  /** What the file starts with. */
  byte[] header() {
    ByteBuffer header = ByteBuffer.allocate(headerBytes());
    header.put((byte) 0).put((byte) 0).put((byte) UNSIGNED_BYTE).put((byte) dimensions.size());
    dimensions.forEach(header::putInt);
    return header.array();
  }

  /** This file in a directory, under any of its usual names, compressed or not. */
  Optional<Path> in(Path directory) {
    String dotted = name.replace("-idx", ".idx");
    return Stream.of(name, name + ".gz", dotted, dotted + ".gz")
        .map(directory::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** Such as 60000x28x28. */
  static String shape(List<Integer> dimensions) {
    return dimensions.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  private static long product(List<Integer> dimensions) {
    long product = 1;
    for (int dimension : dimensions) {
      product = Math.multiplyExact(product, (long) dimension);
    }
    return product;
  }
}
