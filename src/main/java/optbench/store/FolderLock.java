package optbench.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import optbench.file.InPlace;

/**
 * Keeps a folder for one run. The system frees it when the process ends, however it ends.
 *
 * <p>The file {@code .lock} stays behind, empty: removing it could take it from under another
 * process that has just opened it.
 */
final class FolderLock implements AutoCloseable {
  static final String NAME = ".lock";

  /** Behind the content, so that others can read whose lock it is where locks bar reading. */
  private static final long POSITION = 1L << 30;

  private static final int LONGEST_PID = 20;

  /** Whoever only asks whether the folder is in use has the lock for far less than this. */
  private static final int TRIES = 20;

  private static final long MILLIS_BETWEEN_TRIES = 20;

  /**
   * Folders that this process has locked. File locks belong to the process, and on POSIX systems
   * closing any channel to the file gives up its lock: so a second run in here must not even open
   * it. Guarded by the class, as is every opening of a lock's file.
   */
  private static final Set<Path> HELD = new HashSet<>();

  private final Path folder;
  private final FileChannel channel;
  private final Object identity;

  private FolderLock(Path folder, FileChannel channel, Object identity) {
    this.folder = folder;
    this.channel = channel;
    this.identity = identity;
  }

  /**
   * Takes the lock.
   *
   * @param shown the folder as the user wrote it
   * @throws StoreException if another run has it
   */
  static FolderLock take(Path shown) throws IOException {
    for (int i = 1; ; i++) {
      try {
        return tryToTake(shown);
      } catch (InUse e) {
        if (e.here || i == TRIES || !pause()) {
          throw inUse(shown, e.pid);
        }
      } catch (InPlace.Refused e) {
        throw notOurs(shown, e.getReason(), e);
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(MILLIS_BETWEEN_TRIES);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static synchronized FolderLock tryToTake(Path shown) throws IOException, InUse {
    Path folder = shown.toRealPath();
    if (HELD.contains(folder)) {
      throw new InUse(Long.toString(ProcessHandle.current().pid()), true);
    }
    Path file = folder.resolve(NAME);
    FolderLock lock = new FolderLock(folder, lock(shown, file), identity(file));
    HELD.add(folder);
    return lock;
  }

  /**
   * Whether a run has the folder: whether its lock is taken. To find out, the lock is had for a
   * moment, shared with others who ask; a run that starts just then tries again. The process id in
   * the file is for messages alone: anybody could have written it.
   */
  static synchronized boolean held(Path shown) throws IOException {
    Path folder = shown.toRealPath();
    if (HELD.contains(folder)) {
      return true;
    }
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (FileChannel channel = InPlace.openToRead(file);
        FileLock lock = channel.tryLock(POSITION, 1, true)) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (NoSuchFileException | InPlace.Refused e) {
      // None of ours.
      return false;
    }
  }

  private static FileChannel lock(Path shown, Path file) throws IOException, InUse {
    FileChannel channel = InPlace.open(file);
    boolean taken = false;
    try {
      FileLock lock = channel.tryLock(POSITION, 1, false);
      if (lock == null) {
        throw new InUse(owner(channel), false);
      }
      if (!isOurs(channel)) {
        throw notOurs(shown, "a file of somebody else's: move it away", null);
      }
      String pid = Long.toString(ProcessHandle.current().pid());
      channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)), 0);
      taken = true;
      return channel;
    } catch (OverlappingFileLockException e) {
      throw new InUse(owner(channel), true);
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  /** A lock holds a process id, or nothing: what holds anything else is somebody's file. */
  private static boolean isOurs(FileChannel channel) throws IOException {
    return channel.size() <= LONGEST_PID && content(channel).matches("[0-9]*\\s*");
  }

  private static StoreException notOurs(Path shown, String what, IOException cause) {
    return new StoreException(
        "cannot keep "
            + shown
            + " for this run: "
            + shown.resolve(NAME)
            + " is "
            + what
            + ", or choose another --out",
        cause);
  }

  /**
   * Makes sure that the folder is still where it was, and still locked.
   *
   * @param shown the folder as the user wrote it
   * @throws StoreException if not: another run could have it by now
   */
  void requireKept(Path shown) {
    Object now;
    try {
      now = identity(shown.resolve(NAME));
    } catch (IOException e) {
      now = null;
    }
    if (!Objects.equals(identity, now)) {
      throw new StoreException(
          shown
              + " was removed, moved or emptied while optbench was writing to it: what is left of it"
              + " is not whole; run it again");
    }
  }

  /** What tells this file from another one of its name. */
  private static Object identity(Path file) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return found.fileKey() == null ? found.creationTime() : found.fileKey();
  }

  private static String content(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(LONGEST_PID);
    channel.read(buffer, 0);
    return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
  }

  private static String owner(FileChannel channel) throws IOException {
    return content(channel).replaceAll("[^0-9]", "");
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
    synchronized (FolderLock.class) {
      if (channel.isOpen()) {
        try (channel) {
          channel.truncate(0);
        } finally {
          HELD.remove(folder);
        }
      }
    }
  }

  /** Somebody has it. */
  private static final class InUse extends Exception {
    private static final long serialVersionUID = 1L;
    private final String pid;

    /** Whether it is this process: it will not be over in a moment. */
    private final boolean here;

    private InUse(String pid, boolean here) {
      super(pid);
      this.pid = pid;
      this.here = here;
    }
  }
}
