package optbench.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import optbench.file.InPlace;

/**
 * A file whose lock one process at a time can have. It holds the id of that process, or nothing;
 * what holds anything else is somebody's file and is left as it is.
 */
final class LockFile implements AutoCloseable {
  /** Behind the content, so that others can read whose lock it is where locks bar reading. */
  private static final long POSITION = 1L << 30;

  private static final int LONGEST_PID = 20;

  private final Path file;
  private final FileChannel channel;
  private boolean signed;

  private LockFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens it, and makes it if need be.
   *
   * @throws InPlace.Refused if it is a link or no regular file
   */
  static LockFile open(Path file) throws IOException {
    return new LockFile(file, InPlace.open(file));
  }

  /**
   * Whether somebody has its lock. To find out, the lock is had for a moment, shared with others
   * who ask.
   *
   * @throws InPlace.Refused if it is a link or no regular file
   */
  static boolean taken(Path file) throws IOException {
    try (FileChannel channel = InPlace.openToRead(file);
        FileLock lock = channel.tryLock(POSITION, 1, true)) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  /**
   * Takes the lock, if nobody has it.
   *
   * @throws OverlappingFileLockException if this process has it already
   * @throws InPlace.Refused if the file is somebody's own
   */
  boolean tryToTake() throws IOException {
    if (channel.tryLock(POSITION, 1, false) == null) {
      return false;
    }
    sign();
    return true;
  }

  /** Takes the lock as soon as it is free; otherwise likewise. */
  void waitAndTake() throws IOException {
    channel.lock(POSITION, 1, false);
    sign();
  }

  /** The id of the process that has the lock, as it says; may be empty. */
  String owner() throws IOException {
    return content().replaceAll("[^0-9]", "");
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  /** Gives up the lock, whatever else fails. */
  @Override
  public void close() throws IOException {
    try (channel) {
      if (signed) {
        channel.truncate(0);
      }
    }
  }

  private void sign() throws IOException {
    if (channel.size() > LONGEST_PID || !content().matches("[0-9]*\\s*")) {
      throw new InPlace.Refused(file, "a file of somebody else's: move it away");
    }
    String pid = Long.toString(ProcessHandle.current().pid());
    channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)), 0);
    signed = true;
  }

  private String content() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(LONGEST_PID);
    channel.read(buffer, 0);
    return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
  }
}
