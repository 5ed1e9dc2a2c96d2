package optbench.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import optbench.file.AtomicFile;
import optbench.file.FileFaultText;
import optbench.file.InPlace;

/**
 * A file that the user named; texts are in UTF-8. It is replaced if it is there. Where it is a
 * link, the file is replaced that it leads to, as every tool does with a name that it was given.
 */
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

  /**
   * Writes bytes, such as a chart's.
   *
   * @throws StoreException if the disk will not have it
   */
  public static void write(Path file, byte[] bytes) {
    try {
      AtomicFile.write(target(file), out -> out.write(bytes));
    } catch (IOException e) {
      throw refused(file, e);
    }
  }

  /**
   * Writes one of several files in a folder that the user named; nothing is written through a link
   * in there.
   *
   * @param name path below the folder, with forward slashes
   * @throws StoreException if the disk will not have it
   */
  public static void writeWithin(Path folder, String name, byte[] bytes) {
    Path file = folder.resolve(name);
    try {
      for (Path part = file.getParent(); !part.equals(folder); part = part.getParent()) {
        if (Files.isSymbolicLink(part)) {
          throw new FileSystemException(part.toString(), null, part + " is a link to elsewhere");
        }
      }
      if (!Files.isDirectory(file.getParent())) {
        Files.createDirectories(file.getParent());
      }
      AtomicFile.write(file, out -> out.write(bytes));
    } catch (IOException e) {
      throw refused(file, e);
    }
  }

  /** Adds to the end of a file that others write to as well. */
  public static void append(Path file, String text) {
    try {
      InPlace.append(target(file), text.getBytes(StandardCharsets.UTF_8));
    } catch (InPlace.Refused e) {
      throw new StoreException("cannot write " + file + ": it is " + e.getReason(), e);
    } catch (IOException e) {
      throw refused(file, e);
    }
  }

  /** Where it leads to; its folder is made if need be. */
  private static Path target(Path file) throws IOException {
    if (!Files.exists(file)) {
      Path folder = file.toAbsolutePath().getParent();
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
      }
      // Of a link that leads nowhere, nothing is made at its other end.
      return file;
    }
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "a folder of that name is in the way");
    }
    if (!Files.isRegularFile(file)) {
      throw new FileSystemException(file.toString(), null, "a pipe or device, not a file");
    }
    return file.toRealPath();
  }

  private static StoreException refused(Path file, IOException e) {
    return new StoreException(
        "cannot write " + file + ": " + FileFaultText.of(e) + ": choose another file", e);
  }
}
