package optbench.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import optbench.result.Table;

/** A file that the user named, or in a folder that he named; texts are in UTF-8. */
public final class OutputFile {
  private OutputFile() {}

  /**
   * Writes all of a file or nothing; makes its folder if need be.
   *
   * @throws StoreException if the disk will not have it
   */
  public static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a table as CSV, likewise. */
  public static void write(Path file, Table table) {
    write(file, CsvFormat.bytes(table));
  }

  /**
   * Writes bytes, such as a chart's.
   *
   * @throws StoreException if the disk will not have it
   */
  public static void write(Path file, byte[] bytes) {
    try {
      makeFolder(file);
      AtomicFile.write(file, out -> out.write(bytes));
    } catch (IOException e) {
      throw refused(file, e);
    }
  }

  /** Adds to the end of a file that others write to as well. */
  public static void append(Path file, String text) {
    try {
      makeFolder(file);
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw refused(file, e);
    }
  }

  private static void makeFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
  }

  private static StoreException refused(Path file, IOException e) {
    return new StoreException(
        "cannot write " + file + ": " + Reasons.of(e) + ": choose another file", e);
  }
}
