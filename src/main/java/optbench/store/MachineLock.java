package optbench.store;

import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;
import optbench.file.FileFaultText;
import optbench.file.InPlace;

/**
 * Lets one run at a time take its times on a machine. The system frees it when the process ends,
 * however it ends.
 *
 * <p>The file stays behind, empty. Everyone may write to it, since runs of other users disturb no
 * less; where the folder for temporary files is each user's own, as on macOS, the lock is too.
 */
public final class MachineLock implements AutoCloseable {
  private static final String NAME = "optbench-timing.lock";

  private final LockFile file;

  private MachineLock(LockFile file) {
    this.file = file;
  }

  /**
   * Takes the lock, and waits for it as long as it takes.
   *
   * @param folder for temporary files, the same for all runs on the machine
   * @param say is told in one line whom it waits for, before it does
   * @throws StoreException if there can be no such lock
   */
  public static MachineLock take(Path folder, Consumer<String> say) {
    Path path = folder.resolve(NAME);
    try {
      LockFile file = open(path);
      boolean taken = false;
      try {
        lock(file, say);
        taken = true;
      } finally {
        if (!taken) {
          file.close();
        }
      }
      return new MachineLock(file);
    } catch (InPlace.Refused e) {
      throw new StoreException(
          path + ", which keeps timed runs from disturbing each other, is " + e.getReason(), e);
    } catch (IOException e) {
      throw new StoreException(
          "cannot lock "
              + path
              + ", which keeps timed runs from disturbing each other: "
              + FileFaultText.of(e)
              + ": make it writable, or choose another folder for temporary files with OPTBENCH_JAVA_OPTS=-Djava.io.tmpdir=...",
          e);
    }
  }

  /** Not with CREATE: Linux lets nobody open another user's file so in a folder like /tmp. */
  private static LockFile open(Path file) throws IOException {
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
    return LockFile.open(file);
  }

  private static void lock(LockFile file, Consumer<String> say) throws IOException {
    try {
      if (!file.tryToTake()) {
        String owner = file.owner();
        String process = owner.isEmpty() ? "" : " (pid " + owner + ")";
        say.accept("waiting for another timed run" + process + " to finish");
        file.waitAndTake();
      }
    } catch (OverlappingFileLockException e) {
      throw new IOException("this process has it already", e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new StoreException("cannot give up the lock on timed runs: " + FileFaultText.of(e), e);
    }
  }
}
