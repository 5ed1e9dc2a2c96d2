package optbench.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import optbench.Folders;

/**
 * A folder for one input: {@code in} with its files, {@code out} for what the command writes, a
 * {@code home} without data, and {@code beside} them files of the user's that nobody may touch.
 */
final class Box implements AutoCloseable {
  private static final Path RESOURCES = Path.of("src", "test", "resources", "fuzz");

  private final Path root;

  private Box(Path root) {
    this.root = root;
  }

  static Box open(Path parent) {
    try {
      Files.createDirectories(parent);
      // Absolute, as links mean something else by a relative path.
      Box box = new Box(Files.createTempDirectory(parent.toAbsolutePath(), "box"));
      for (String folder : List.of("in", "out", "home")) {
        Files.createDirectory(box.root.resolve(folder));
      }
      for (String mine : List.of("holiday.png", "summary.csv", "notes/run.json", "notes/.lock")) {
        box.write(box.beside(mine), "the user's own " + mine + "\n");
      }
      return box;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path root() {
    return root;
  }

  Path in(String name) {
    return root.resolve("in").resolve(name);
  }

  Path out(String name) {
    return root.resolve("out").resolve(name);
  }

  Path out() {
    return root.resolve("out");
  }

  Path home() {
    return root.resolve("home");
  }

  Path beside(String name) {
    return root.resolve("beside").resolve(name);
  }

  Path write(Path file, String text) {
    return write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** In the place of a link or a pipe, not through it. */
  Path write(Path file, byte[] bytes) {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        delete(file);
      }
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file or folder that the project keeps for this. */
  static Path resource(String name) {
    return RESOURCES.resolve(name);
  }

  /** Copies a folder of the resources. */
  Path copy(String resource, Path target) {
    return Folders.copy(resource(resource), target);
  }

  /** Files below a folder, in a fixed order. */
  List<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(Path path) {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a link there; does nothing where the system has none. */
  void link(Path link, Path target, boolean hard) {
    delete(link);
    try {
      Files.createDirectories(link.getParent());
      if (hard) {
        Files.createLink(link, target);
      } else {
        Files.createSymbolicLink(link, target);
      }
    } catch (IOException | UnsupportedOperationException e) {
      write(link, "no links here");
    }
  }

  /** Puts a pipe there that nobody writes to; a file where the system has none. */
  void pipe(Path pipe) {
    delete(pipe);
    try {
      Files.createDirectories(pipe.getParent());
      new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    } catch (IOException e) {
      write(pipe, "no pipes here");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets whoever waits for one of the pipes go on. */
  void openPipes() {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.toList()) {
        if (Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
            .isOther()) {
          new java.io.RandomAccessFile(path.toFile(), "rw").close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that lies in the box by its name, so that a change of anything shows. */
  SortedMap<String, String> inventory() {
    SortedMap<String, String> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.toList()) {
        found.put(root.relativize(path).toString(), look(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static String look(Path path) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isSymbolicLink()) {
      return "a link to " + Files.readSymbolicLink(path);
    }
    if (attributes.isDirectory()) {
      return "a folder";
    }
    if (attributes.isOther()) {
      return "a pipe";
    }
    return "a file of "
        + attributes.size()
        + " bytes from "
        + attributes.lastModifiedTime()
        + ", hash "
        + Arrays.hashCode(Files.readAllBytes(path));
  }

  /** What differs from an earlier inventory outside of what may be written to. */
  List<String> changes(Map<String, String> before, Command command) {
    SortedMap<String, String> after = inventory();
    return Stream.concat(before.keySet().stream(), after.keySet().stream())
        .distinct()
        .filter(name -> !mayChange(root.resolve(name), command))
        .filter(name -> !before.getOrDefault(name, "").equals(after.getOrDefault(name, "")))
        .map(
            name ->
                name
                    + " was "
                    + before.getOrDefault(name, "not there")
                    + " and is "
                    + after.getOrDefault(name, "not there"))
        .toList();
  }

  private static boolean mayChange(Path path, Command command) {
    return command.writable().stream().anyMatch(path::startsWith)
        && command.untouchable().stream().noneMatch(path::startsWith);
  }

  @Override
  public void close() {
    delete(root);
  }
}
