package optbench.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import optbench.file.AtomicFile;
import optbench.file.InPlace;
import optbench.file.Inputs;
import optbench.hash.Sha256;

/**
 * Which files of a folder optbench wrote, and with what content: a line for each, as {@code
 * sha256sum} writes them. A file whose content is of no line for its name is somebody else's.
 *
 * <p>A line is written before the file gets its name, so that a kill between the two leaves a line
 * too many, and never a file too many. Whoever writes into the folder adds lines at the end, with a
 * lock or without.
 */
final class Manifest {
  static final String NAME = ".optbench-files";

  private static final String HEAD =
      "# Written by optbench, which replaces and removes no other files here. Look at them with:"
          + " sha256sum -c "
          + NAME
          + "\n";

  private static final Pattern LINE =
      Pattern.compile(
          "([0-9a-f]{64})  ((?:[A-Za-z0-9][A-Za-z0-9._-]*/)?[A-Za-z0-9][A-Za-z0-9._-]*)");

  /** A line has 100 bytes; a report, 40 lines. */
  private static final long MOST_BYTES = 64L << 20;

  /** Beyond it, lines that no file is of any more are left out when a run begins. */
  private static final long BYTES_TO_TIDY = 1 << 18;

  /** Nothing that is written here is larger. */
  private static final long LARGEST_FILE = 256L << 20;

  private final Path folder;
  private final Path file;
  private Map<String, Set<String>> hashes = new LinkedHashMap<>();
  private boolean tornEnd;

  private Manifest(Path folder) {
    this.folder = folder;
    this.file = folder.resolve(NAME);
  }

  /** Whether there is one. */
  static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(NAME), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Reads that of a folder.
   *
   * @throws StoreException if it is none, or a link
   */
  static Manifest read(Path folder) throws IOException {
    Manifest manifest = new Manifest(folder);
    manifest.reload();
    return manifest;
  }

  /**
   * Makes one.
   *
   * @param hashes SHA-256 by name of the files that are there already and are ours
   */
  static Manifest make(Path folder, Map<String, String> hashes) throws IOException {
    Manifest manifest = new Manifest(folder);
    hashes.forEach((name, hash) -> add(manifest.hashes, name, hash));
    manifest.rewrite();
    return manifest;
  }

  /** Says that a file is about to have this content. */
  synchronized void add(String name, String sha256) throws IOException {
    if (hashes.getOrDefault(name, Set.of()).contains(sha256) && isIn(folder)) {
      return;
    }
    if (!isIn(folder)) {
      rewrite();
    }
    String line = (tornEnd ? "\n" : "") + sha256 + "  " + name + "\n";
    InPlace.append(file, line.getBytes(StandardCharsets.UTF_8));
    tornEnd = false;
    add(hashes, name, sha256);
  }

  /** Whether a file is as optbench wrote it, by this process or another. */
  synchronized boolean owns(String name) throws IOException {
    return ownHash(name).isPresent();
  }

  private Optional<String> ownHash(String name) throws IOException {
    Path owned = folder.resolve(name);
    if (!Files.isRegularFile(owned, LinkOption.NOFOLLOW_LINKS)
        || Files.size(owned) > LARGEST_FILE) {
      return Optional.empty();
    }
    String now = Sha256.hex(Inputs.bytes(owned, LARGEST_FILE));
    if (!hashes.getOrDefault(name, Set.of()).contains(now) && isIn(folder)) {
      reload();
    }
    return Optional.of(now).filter(hashes.getOrDefault(name, Set.of())::contains);
  }

  /** Of files that are there or were. */
  synchronized Set<String> names() throws IOException {
    if (isIn(folder)) {
      reload();
    }
    return new TreeSet<>(hashes.keySet());
  }

  /** Leaves out what became of no file, if that is much. */
  synchronized void tidy() throws IOException {
    if (Files.size(file) < BYTES_TO_TIDY) {
      return;
    }
    Map<String, Set<String>> current = new LinkedHashMap<>();
    for (String name : names()) {
      ownHash(name).ifPresent(hash -> add(current, name, hash));
    }
    hashes = current;
    rewrite();
  }

  private void rewrite() throws IOException {
    StringBuilder text = new StringBuilder(HEAD);
    hashes.forEach((name, all) -> all.forEach(hash -> text.append(hash + "  " + name + "\n")));
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(bytes));
    tornEnd = false;
  }

  private void reload() throws IOException {
    try {
      InPlace.requireAlone(file);
    } catch (InPlace.Refused e) {
      throw new StoreException(file + " is " + e.getReason() + ", or choose another --out", e);
    }
    String text = Inputs.text(file, MOST_BYTES);
    if (!text.startsWith("# Written by optbench")) {
      throw new StoreException(
          file + " is not what optbench writes: move it away, or choose another --out");
    }
    Map<String, Set<String>> read = new LinkedHashMap<>();
    text.lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(line -> add(read, line.group(2), line.group(1)));
    hashes = read;
    tornEnd = !text.endsWith("\n");
  }

  private static void add(Map<String, Set<String>> hashes, String name, String hash) {
    hashes.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(hash);
  }
}
