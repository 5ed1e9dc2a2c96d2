package optbench.file;

import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Opens files that are written in place, such as locks and downloads, where someone else may have
 * put a link: what it leads to is never written.
 */
public final class InPlace {
  private InPlace() {}

  /** A file that is not written, and why in words. */
  public static final class Refused extends FileSystemException {
    private static final long serialVersionUID = 1L;

    public Refused(Path file, String reason) {
      super(file.toString(), null, reason);
    }
  }

  /**
   * Opens a file for reading and writing, and makes it if need be. Its content is left as it is: it
   * is the caller's to look whether it may be changed.
   *
   * @throws Refused if it is a link, of either kind, or no regular file
   */
  public static FileChannel open(Path file) throws IOException {
    try {
      return FileChannel.open(
          file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      requireAlone(file);
      return FileChannel.open(
          file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /**
   * Writes behind what is in a file, whoever else does, and waits for the disk. An interrupt does
   * not break it off.
   *
   * @throws Refused likewise
   */
  public static void append(Path file, byte[] bytes) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      requireAlone(file);
    }
    try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
      out.write(bytes);
      out.getFD().sync();
    } catch (FileNotFoundException e) {
      throw AtomicFile.inWords(file, e);
    }
  }

  /** Opens a file that is there for reading, likewise. */
  public static FileChannel openToRead(Path file) throws IOException {
    requireAlone(file);
    return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Makes sure that a file is reached by this name alone.
   *
   * @throws Refused if not
   */
  public static void requireAlone(Path file) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (found.isSymbolicLink()) {
      throw new Refused(file, "a link to elsewhere: remove it");
    }
    if (!found.isRegularFile()) {
      throw new Refused(file, "no regular file: remove it");
    }
    if (names(file) > 1) {
      throw new Refused(file, "a hard link, with a second name elsewhere: remove it");
    }
  }

  /** How many names a file has, as far as the system tells. */
  private static int names(Path file) throws IOException {
    try {
      return (Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return 1;
    }
  }
}
