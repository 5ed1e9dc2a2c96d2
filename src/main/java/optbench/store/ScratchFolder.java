package optbench.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for temporary files, gone when closed, and when the JVM ends before that. */
public final class ScratchFolder implements AutoCloseable {
  private final Path folder;
  private final Thread sweeper;

  private ScratchFolder(Path folder) {
    this.folder = folder;
    this.sweeper = new Thread(this::sweep, "removal of " + folder);
    Runtime.getRuntime().addShutdownHook(sweeper);
  }

  /**
   * Makes one among the system's temporary files.
   *
   * @throws StoreException if the disk will not have it
   */
  public static ScratchFolder make() {
    try {
      return new ScratchFolder(Files.createTempDirectory("optbench-"));
    } catch (IOException e) {
      throw new StoreException(
          "cannot make a folder for temporary files: "
              + Reasons.of(e)
              + ": make room, or choose another with OPTBENCH_JAVA_OPTS=-Djava.io.tmpdir=...",
          e);
    }
  }

  /** A path in it; nothing is made there. */
  public Path path(String name) {
    return folder.resolve(name);
  }

  /**
   * Writes a file.
   *
   * @throws StoreException if the disk will not have it
   */
  public Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new StoreException("cannot write " + folder.resolve(name) + ": " + Reasons.of(e), e);
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
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // Temporary files that cannot be removed are the system's to sweep up.
    }
  }
}
