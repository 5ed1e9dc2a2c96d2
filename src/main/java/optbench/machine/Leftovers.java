package optbench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Scratch folders of processes that were killed. */
final class Leftovers {
  private Leftovers() {}

  /**
   * Removes those of this user whose process is gone. What cannot be removed stays: it is no reason
   * not to work.
   */
  static void sweep(Path parent) {
    try {
      List<Path> found = named(parent);
      if (found.isEmpty()) {
        return;
      }
      try (ScratchFolder own = ScratchFolder.in(parent)) {
        UserPrincipal self = owner(own.path(""));
        for (Path folder : found) {
          sweepIfOwn(folder, self);
        }
      }
    } catch (IOException | MachineException | UncheckedIOException e) {
      // Another start may do better.
    }
  }

  private static void sweepIfOwn(Path folder, UserPrincipal self) {
    try {
      if (owner(folder).equals(self)) {
        sweepUnlessInUse(folder);
      }
    } catch (IOException e) {
      // The others may go all the same.
    }
  }

  /** This process holds its own: to look at them would give their locks up. */
  private static List<Path> named(Path parent) throws IOException {
    String own = ScratchFolder.PREFIX + ProcessHandle.current().pid() + "-";
    List<Path> found = new ArrayList<>();
    String pattern = "{" + ScratchFolder.PREFIX + "[0-9]*-[0-9]*," + ScratchFolder.NEW + "[0-9]*}";
    try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, pattern)) {
      for (Path path : all) {
        boolean folder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        if (folder && !path.getFileName().toString().startsWith(own)) {
          found.add(path);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }

  private static void sweepUnlessInUse(Path folder) throws IOException {
    if (folder.getFileName().toString().startsWith(ScratchFolder.NEW)) {
      // Without a lock, unless it is being made right now.
      Instant day = Instant.now().minus(Duration.ofDays(1));
      if (Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toInstant().isBefore(day)) {
        ScratchFolder.delete(folder);
      }
      return;
    }
    Path file = folder.resolve(ScratchFolder.LOCK);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        ScratchFolder.delete(folder);
      }
    } catch (OverlappingFileLockException e) {
      // In use by this very process.
    }
  }

  private static UserPrincipal owner(Path path) throws IOException {
    return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
  }
}
