package optbench.store;

import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes a file so that it is, at every moment, either the old one or all of the new one. */
final class AtomicFile {
  /** How temporary files end; what a killed process leaves behind is found by it. */
  static final String TEMPORARY = ".optbench-tmp";

  /** Java appends the system's reason to the file's name. */
  private static final Pattern REASON = Pattern.compile(".*\\((.*)\\)", Pattern.DOTALL);

  private AtomicFile() {}

  /** Writes a file's content. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes to a temporary file beside the target, waits for the disk, and renames. */
  static void write(Path target, Content content) throws IOException {
    Path temporary =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + TEMPORARY);
    try {
      fill(temporary, content);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      removeQuietly(temporary, e);
      throw e;
    }
    syncFolder(target.toAbsolutePath().getParent());
  }

  /**
   * Not through a channel: an interrupt would close it and lose the last trial of a stopped run.
   */
  private static void fill(Path file, Content content) throws IOException {
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      OutputStream buffer = new BufferedOutputStream(out);
      content.writeTo(buffer);
      buffer.flush();
      out.getFD().sync();
    } catch (FileNotFoundException e) {
      Matcher reason = REASON.matcher(String.valueOf(e.getMessage()));
      throw reason.matches() ? new FileSystemException(file.toString(), null, reason.group(1)) : e;
    }
  }

  private static void removeQuietly(Path temporary, Exception cause) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** Makes the rename last through a power cut, where the system lets a folder be synced. */
  private static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows cannot open folders, and needs no syncing of them.
    }
  }
}
