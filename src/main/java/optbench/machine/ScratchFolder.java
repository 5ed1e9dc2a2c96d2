package optbench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for temporary files that nobody else can look into, gone when closed, and when the JVM
 * ends before that. Where the JVM is killed, {@link Leftovers} sweeps it up at the next start.
 */
public final class ScratchFolder implements AutoCloseable {
  static final String PREFIX = "optbench-";

  /** Held by the process for as long as it needs the folder: the system frees it, come what may. */
  static final String LOCK = ".in-use";

  /** Not yet locked, so nobody may take it for a leftover. */
  static final String NEW = ".optbench-new-";

  private final Path folder;
  private final FileChannel lock;
  private final Thread sweeper;

  private ScratchFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
    this.sweeper = new Thread(this::sweep, "removal of " + folder);
    Runtime.getRuntime().addShutdownHook(sweeper);
  }

  /**
   * Makes one among the system's temporary files.
   *
   * @throws MachineException if the disk will not have it
   */
  public static ScratchFolder make() {
    return in(TemporaryFiles.folder());
  }

  static ScratchFolder in(Path parent) {
    try {
      // Made for its owner alone, whatever the umask.
      Path made = Files.createTempDirectory(parent, NEW);
      FileChannel lock = null;
      boolean done = false;
      try {
        lock =
            FileChannel.open(
                made.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        String number = made.getFileName().toString().substring(NEW.length());
        String name = PREFIX + ProcessHandle.current().pid() + "-" + number;
        Path folder = Files.move(made, parent.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        done = true;
        return new ScratchFolder(folder, lock);
      } finally {
        if (!done) {
          if (lock != null) {
            lock.close();
          }
          delete(made);
        }
      }
    } catch (IOException e) {
      throw TemporaryFiles.fault(parent, e);
    }
  }

  /** A path in it; nothing is made there. */
  public Path path(String name) {
    return folder.resolve(name);
  }

  /**
   * Writes a file.
   *
   * @throws MachineException if the disk will not have it
   */
  public Path write(String name, String text) {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Likewise. */
  public Path write(String name, byte[] content) {
    try {
      return Files.write(folder.resolve(name), content);
    } catch (IOException e) {
      throw TemporaryFiles.fault(folder.getParent(), e);
    }
  }

  @Override
  public void close() {
    sweep();
    try {
      Runtime.getRuntime().removeShutdownHook(sweeper);
    } catch (IllegalStateException e) {
      // The JVM is going down already, and sweeps.
    }
  }

  private void sweep() {
    try (lock) {
      delete(folder);
    } catch (IOException e) {
      // The next start will try again.
    }
  }

  /** Removes a folder and all that is in it; links are removed, and not followed. */
  public static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
