package optbench.file;

import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.security.DigestOutputStream;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import optbench.hash.Sha256;

/**
 * Writes a file so that it is, at every moment, either the old one or all of the new one. A link of
 * that name is replaced, not followed.
 */
public final class AtomicFile {
  private static final Pattern TEMPORARY =
      Pattern.compile("\\..*\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.optbench-tmp");

  /** Java appends the system's reason to the file's name. */
  private static final Pattern REASON = Pattern.compile(".*\\((.*)\\)", Pattern.DOTALL);

  private static final byte[] TRIAL = new byte[4096];

  private AtomicFile() {}

  /** Writes a file's content. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Is told the SHA-256 of a file when all of it is on the disk, before it gets its name. */
  @FunctionalInterface
  public interface Announcement {
    void of(String sha256) throws IOException;
  }

  /** Writes to a temporary file beside the target, waits for the disk, and renames. */
  public static void write(Path target, Content content) throws IOException {
    write(target, content, sha256 -> {});
  }

  /** Likewise, with word of it just before it is there. A JVM that leaves waits for its end. */
  public static void write(Path target, Content content, Announcement announcement)
      throws IOException {
    OngoingWrites.finish(() -> replace(target, content, announcement));
  }

  private static void replace(Path target, Content content, Announcement announcement)
      throws IOException {
    Path temporary = temporary(target);
    try {
      String sha256 = fill(temporary, content);
      keepPermissions(target, temporary);
      announcement.of(sha256);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      removeQuietly(temporary, e);
      throw e;
    }
    syncFolder(target.toAbsolutePath().getParent());
  }

  /** Finds out whether files can be written in a folder; leaves none. */
  public static void tryIn(Path folder) throws IOException {
    Path temporary = temporary(folder.resolve("trial"));
    try {
      fill(temporary, out -> out.write(TRIAL));
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Whether a killed process left a file of this name, on its way to be another. */
  public static boolean isLeftOver(String name) {
    return TEMPORARY.matcher(name).matches();
  }

  private static Path temporary(Path target) {
    return target.resolveSibling(
        "." + target.getFileName() + "." + UUID.randomUUID() + ".optbench-tmp");
  }

  /**
   * Not through a channel: an interrupt would close it and lose the last trial of a stopped run.
   */
  private static String fill(Path file, Content content) throws IOException {
    // Fails where there is anything of that name, links too; opening alone would follow them.
    Files.createFile(file);
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      DigestOutputStream digest = new DigestOutputStream(out, Sha256.digest());
      OutputStream buffer = new BufferedOutputStream(digest);
      content.writeTo(buffer);
      buffer.flush();
      out.getFD().sync();
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (FileNotFoundException e) {
      throw inWords(file, e);
    }
  }

  static IOException inWords(Path file, FileNotFoundException e) {
    Matcher reason = REASON.matcher(String.valueOf(e.getMessage()));
    return reason.matches() ? new FileSystemException(file.toString(), null, reason.group(1)) : e;
  }

  /** Whoever was kept from reading the old file is kept from the new one. */
  private static void keepPermissions(Path old, Path replacement) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(old, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view != null && Files.isRegularFile(old, LinkOption.NOFOLLOW_LINKS)) {
      Files.setPosixFilePermissions(replacement, view.readAttributes().permissions());
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
