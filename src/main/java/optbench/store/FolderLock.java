package optbench.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a folder for one run. The system frees it when the process ends, however it ends.
 *
 * <p>The file {@code .lock} stays behind, empty: removing it could take it from under another
 * process that has just opened it.
 */
final class FolderLock implements AutoCloseable {
  private static final String NAME = ".lock";

  /** Behind the content, so that others can read whose lock it is where locks bar reading. */
  private static final long POSITION = 1L << 30;

  private static final int LONGEST_PID = 20;

  /** By how much the start of a process, as the system tells it, may be too late. */
  private static final Duration CLOCK_ERROR = Duration.ofSeconds(2);

  /**
   * Folders that this process has locked. File locks belong to the process, and on POSIX systems
   * closing any channel to the file gives up its lock: so a second run in here must not even open
   * it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param shown the folder as the user wrote it
   * @throws StoreException if another run has it
   */
  static FolderLock take(Path shown) throws IOException {
    Path folder = shown.toRealPath();
    if (!HELD.add(folder)) {
      throw inUse(shown, Long.toString(ProcessHandle.current().pid()));
    }
    boolean taken = false;
    try {
      FolderLock lock = new FolderLock(folder, lock(shown, folder.resolve(NAME)));
      taken = true;
      return lock;
    } finally {
      if (!taken) {
        HELD.remove(folder);
      }
    }
  }

  /**
   * Whether a run has the folder. The owner's process id tells in all but one case: where there is
   * no such process, a run was killed or is one of another machine. Only then the lock itself is
   * tried, shared and for a moment.
   */
  static boolean held(Path shown) throws IOException {
    Path folder = shown.toRealPath();
    if (HELD.contains(folder)) {
      return true;
    }
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      String pid = owner(channel);
      return !pid.isEmpty() && (isRunning(pid, file) || isLocked(channel));
    }
  }

  /** Process ids are used again: one that started after the lock was taken is another. */
  private static boolean isRunning(String pid, Path file) throws IOException {
    Instant taken = Files.getLastModifiedTime(file).toInstant();
    return ProcessHandle.of(Long.parseLong(pid))
        .filter(ProcessHandle::isAlive)
        .filter(p -> !p.info().startInstant().orElse(Instant.MIN).isAfter(taken.plus(CLOCK_ERROR)))
        .isPresent();
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try (FileLock lock = channel.tryLock(POSITION, 1, true)) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  private static FileChannel lock(Path shown, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      FileLock lock = channel.tryLock(POSITION, 1, false);
      if (lock == null) {
        throw inUse(shown, owner(channel));
      }
      String pid = Long.toString(ProcessHandle.current().pid());
      channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)), 0);
      taken = true;
      return channel;
    } catch (OverlappingFileLockException e) {
      throw inUse(shown, owner(channel));
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(LONGEST_PID);
    channel.read(buffer, 0);
    return StandardCharsets.UTF_8.decode(buffer.flip()).toString().replaceAll("[^0-9]", "");
  }

  private static StoreException inUse(Path shown, String pid) {
    String process = pid.isEmpty() ? "" : " (process " + pid + ")";
    return new StoreException(
        shown
            + " is in use by another optbench run"
            + process
            + ": wait for it or choose another --out");
  }

  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      try (channel) {
        channel.truncate(0);
      } finally {
        HELD.remove(folder);
      }
    }
  }
}
