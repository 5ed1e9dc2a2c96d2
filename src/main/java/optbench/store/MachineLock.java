package optbench.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;

/**
 * Lets one run at a time take its times on a machine. The system frees it when the process ends,
 * however it ends.
 *
 * <p>The file stays behind, empty. Everyone may write to it, since runs of other users disturb no
 * less; where the folder for temporary files is each user's own, as on macOS, the lock is too.
 */
public final class MachineLock implements AutoCloseable {
  private static final String NAME = "optbench-timing.lock";

  /** Behind the content, so that others can read whose lock it is where locks bar reading. */
  private static final long POSITION = 1L << 30;

  private static final int LONGEST_PID = 20;

  private final FileChannel channel;

  private MachineLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, and waits for it as long as it takes.
   *
   * @param folder for temporary files, the same for all runs on the machine
   * @param say is told in one line whom it waits for, before it does
   * @throws StoreException if there can be no such lock
   */
  public static MachineLock take(Path folder, Consumer<String> say) {
    Path file = folder.resolve(NAME);
    try {
      FileChannel channel = open(file);
      boolean taken = false;
      try {
        lock(channel, say);
        taken = true;
      } finally {
        if (!taken) {
          channel.close();
        }
      }
      return new MachineLock(channel);
    } catch (IOException e) {
      throw new StoreException(
          "cannot lock "
              + file
              + ", which keeps timed runs from disturbing each other: "
              + Reasons.of(e)
              + ": make it writable, or choose another folder for temporary files with OPTBENCH_JAVA_OPTS=-Djava.io.tmpdir=...",
          e);
    }
  }

  /** Not with CREATE: Linux lets nobody open another user's file so in a folder like /tmp. */
  private static FileChannel open(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      try {
        Files.createFile(file);
        PosixFileAttributeView permissions =
            Files.getFileAttributeView(
                file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (permissions != null) {
          permissions.setPermissions(PosixFilePermissions.fromString("rw-rw-rw-"));
        }
      } catch (FileAlreadyExistsException e) {
        // Another run was faster.
      }
    }
    return FileChannel.open(
        file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }

  private static void lock(FileChannel channel, Consumer<String> say) throws IOException {
    try {
      FileLock lock = channel.tryLock(POSITION, 1, false);
      if (lock == null) {
        say.accept("waiting for another timed run" + owner(channel) + " to finish");
        channel.lock(POSITION, 1, false);
      }
    } catch (OverlappingFileLockException e) {
      throw new IOException("this process has it already", e);
    }
    String pid = Long.toString(ProcessHandle.current().pid());
    channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)), 0);
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(LONGEST_PID);
    channel.read(buffer, 0);
    String pid = StandardCharsets.UTF_8.decode(buffer.flip()).toString().replaceAll("[^0-9]", "");
    return pid.isEmpty() ? "" : " (pid " + pid + ")";
  }

  @Override
  public void close() {
    try (channel) {
      channel.truncate(0);
    } catch (IOException e) {
      throw new StoreException("cannot give up the lock on timed runs: " + Reasons.of(e), e);
    }
  }
}
