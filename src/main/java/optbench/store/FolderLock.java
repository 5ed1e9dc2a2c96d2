package optbench.store;

import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
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
  private final LockFile file;
  private final Object identity;

  private FolderLock(Path folder, LockFile file, Object identity) {
    this.folder = folder;
    this.file = file;
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
    LockFile held = lock(file);
    boolean kept = false;
    try {
      FolderLock lock = new FolderLock(folder, held, identity(file));
      kept = true;
      HELD.add(folder);
      return lock;
    } finally {
      if (!kept) {
        held.close();
      }
    }
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
    try {
      return LockFile.taken(file);
    } catch (NoSuchFileException | InPlace.Refused e) {
      // None of ours.
      return false;
    }
  }

  private static LockFile lock(Path path) throws IOException, InUse {
    LockFile file = LockFile.open(path);
    boolean taken = false;
    try {
      if (!file.tryToTake()) {
        throw new InUse(file.owner(), false);
      }
      taken = true;
      return file;
    } catch (OverlappingFileLockException e) {
      throw new InUse(file.owner(), true);
    } finally {
      if (!taken) {
        file.close();
      }
    }
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
      if (file.isOpen()) {
        try {
          file.close();
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
