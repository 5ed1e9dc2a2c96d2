package optbench.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.file.Inputs;

/**
 * CIFAR-10 in its binary version (A. Krizhevsky, "Learning Multiple Layers of Features from Tiny
 * Images", 2009): files of 10,000 records of a byte for the label and 32 x 32 bytes for each of
 * red, green and blue.
 */
record CifarFolder(Path path) implements FileSource {
  private static final List<String> TRAINING =
      List.of(
          "data_batch_1.bin",
          "data_batch_2.bin",
          "data_batch_3.bin",
          "data_batch_4.bin",
          "data_batch_5.bin");

  private static final String TEST = "test_batch.bin";
  private static final Layout LAYOUT = new Layout(3, 32, 32, false);
  private static final int RECORD = 1 + 3 * 32 * 32;

  /** Five times what there is. */
  private static final int MOST_RECORDS = 50_000;

  @Override
  public String title() {
    return FileTitle.of(path);
  }

  @Override
  public Map<String, Path> files() {
    Map<String, Path> files = new LinkedHashMap<>();
    TRAINING.forEach(name -> files.put(name, path.resolve(name)));
    files.put(TEST, path.resolve(TEST));
    for (Path file : files.values()) {
      if (!Files.isRegularFile(file)) {
        throw new DataException(DataException.Reason.MISSING, file + ": is not there.");
      }
    }
    return files;
  }

  @Override
  public Contents read() {
    return new Contents(part(TRAINING), Optional.empty(), part(List.of(TEST)), List.of());
  }

  private LabelledNumbers part(List<String> names) {
    List<byte[]> files = names.stream().map(this::records).toList();
    int records = files.stream().mapToInt(file -> file.length / RECORD).sum();
    byte[] pixels = new byte[records * LAYOUT.numbers()];
    long[] labels = new long[records];
    int next = 0;
    for (byte[] file : files) {
      for (int at = 0; at < file.length; at += RECORD) {
        labels[next] = file[at] & 0xff;
        System.arraycopy(file, at + 1, pixels, next * LAYOUT.numbers(), LAYOUT.numbers());
        next++;
      }
    }
    String source = path.resolve(names.get(0)).toString();
    return new LabelledNumbers(
        LAYOUT, StoredNumbers.ofBytes(pixels, source), labels, source, source);
  }

  private byte[] records(String name) {
    Path file = path.resolve(name);
    byte[] content;
    try {
      content = Inputs.bytes(file, (long) MOST_RECORDS * RECORD);
    } catch (IOException e) {
      throw new DataException(
          DataException.Reason.CORRUPT,
          file + ": cannot be read (" + Failures.describe(e) + ").",
          e);
    }
    if (content.length == 0 || content.length % RECORD != 0) {
      throw new DataException(
          DataException.Reason.CORRUPT,
          file
              + ": must be records of "
              + RECORD
              + " bytes, a label and an image of 32x32 in 3 channels, but has "
              + content.length
              + " bytes.");
    }
    return content;
  }
}
