package optbench.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.zip.ZipFile;

/**
 * Reads files. Only regular ones, behind links too: opening a pipe or a device may never return,
 * and reading it may never end.
 */
public final class Inputs {
  private static final long MEBI = 1L << 20;

  private Inputs() {}

  /**
   * Opens a file.
   *
   * @throws FileSystemException with a reason in words if it is no regular file
   */
  public static InputStream open(Path file) throws IOException {
    // What the system makes up, such as below /proc, has no size, and may wait for ever.
    return regular(file).size() == 0
        ? new ByteArrayInputStream(new byte[0])
        : Files.newInputStream(file);
  }

  /**
   * All bytes of a file.
   *
   * @param most that there may be
   * @throws FileSystemException with a reason in words if there are more, or it is no regular file
   */
  public static byte[] bytes(Path file, long most) throws IOException {
    requireSize(file, regular(file).size(), most);
    try (InputStream in = open(file)) {
      // It may have grown since.
      byte[] bytes = in.readNBytes((int) Math.min(most + 1, Integer.MAX_VALUE));
      requireSize(file, bytes.length, most);
      return bytes;
    }
  }

  /** The text of a file in UTF-8; what is no UTF-8 is replaced. */
  public static String text(Path file, long most) throws IOException {
    return new String(bytes(file, most), StandardCharsets.UTF_8);
  }

  /** Opens a jar or the like. */
  public static ZipFile zip(Path file) throws IOException {
    regular(file);
    return new ZipFile(file.toFile());
  }

  /** The first bytes of a file, likewise as text. */
  public static String beginning(Path file, int most) throws IOException {
    try (InputStream in = open(file)) {
      return new String(in.readNBytes(most), StandardCharsets.UTF_8);
    }
  }

  /** The last bytes of a file, likewise as text. */
  public static String end(Path file, int most) throws IOException {
    long size = regular(file).size();
    try (InputStream in = open(file)) {
      in.skipNBytes(Math.max(0, size - most));
      return new String(in.readNBytes(most), StandardCharsets.UTF_8);
    }
  }

  /**
   * What the system tells of itself in a file that has no size, such as {@code /proc/cpuinfo}. Only
   * for names that are written down in this program.
   *
   * @param most of which no more is read
   */
  public static String ofSystem(Path file, int most) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(most), StandardCharsets.UTF_8);
    }
  }

  private static BasicFileAttributes regular(Path file) throws IOException {
    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
    if (found.isDirectory()) {
      throw new FileSystemException(file.toString(), null, "a folder, not a file");
    }
    if (!found.isRegularFile()) {
      throw new FileSystemException(file.toString(), null, "a pipe or device, not a file");
    }
    if (!Files.isReadable(file)) {
      throw Files.exists(file)
          ? new FileSystemException(file.toString(), null, "permission denied")
          : new NoSuchFileException(file.toString());
    }
    return found;
  }

  private static void requireSize(Path file, long size, long most) throws IOException {
    if (size > most) {
      String reason =
          most >= MEBI
              ? "larger than the " + most / MEBI + " MiB that it may have"
              : "larger than the " + most + " bytes that it may have";
      throw new FileSystemException(file.toString(), null, reason);
    }
  }
}
