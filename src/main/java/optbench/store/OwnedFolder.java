package optbench.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import optbench.file.AtomicFile;
import optbench.file.FileFaultText;
import optbench.file.InPlace;
import optbench.table.Table;

/**
 * A folder in which some files are ours. They alone are replaced and removed; what is in the way of
 * a new one is moved aside, and said. Nothing is written through links in it.
 */
public final class OwnedFolder {
  private static final List<String> PARTS = List.of("charts");

  private static final Pattern PATHS = Pattern.compile("path\\.(csv|png|svg|html)");

  private static final Pattern COMPARISON =
      Pattern.compile("compare\\.(json|csv|md)|compare-[a-z-]+\\.(png|svg)");

  private final Path folder;
  private final Predicate<String> known;
  private final Consumer<String> notices;
  private final Set<String> written = new HashSet<>();
  private Manifest manifest;

  /**
   * @param known names that may be written, as paths with forward slashes
   * @param notices is told of files that were moved aside
   */
  OwnedFolder(Path folder, Predicate<String> known, Consumer<String> notices) {
    this.folder = folder;
    this.known = known;
    this.notices = notices;
  }

  /**
   * For what comes of holding one run against another; made if need be.
   *
   * @throws StoreException if it holds what is not ours, or the disk will not have it
   */
  public static OwnedFolder forComparison(Path folder, Consumer<String> notices) {
    return ofFiles(COMPARISON, folder, notices);
  }

  /**
   * For paths of optimizers on a function; made if need be.
   *
   * @throws StoreException if it holds what is not ours, or the disk will not have it
   */
  public static OwnedFolder forPaths(Path folder, Consumer<String> notices) {
    return ofFiles(PATHS, folder, notices);
  }

  private static OwnedFolder ofFiles(Pattern names, Path folder, Consumer<String> notices) {
    OwnedFolder owned = new OwnedFolder(folder, name -> names.matcher(name).matches(), notices);
    try {
      prepare(folder);
      owned.open();
    } catch (IOException e) {
      throw new StoreException(
          "cannot write to " + folder + ": " + FileFaultText.of(e) + ": choose another --out", e);
    }
    return owned;
  }

  /**
   * Makes a folder if need be. Somebody's own is not filled with forty files, however they are
   * called.
   *
   * @throws StoreException if it holds something, and none of it is ours
   */
  static void prepare(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
    if (Manifest.isIn(folder) || OlderFolders.isOurs(folder)) {
      return;
    }
    List<Path> others = OlderFolders.visible(folder);
    if (!others.isEmpty()) {
      throw new StoreException(
          folder
              + " holds files and no results of optbench ("
              + others.get(0).getFileName()
              + (others.size() == 1 ? "" : " and " + (others.size() - 1) + " more")
              + "): choose another --out, or an empty folder");
    }
  }

  /** Says from now on what is ours in it. */
  void open() throws IOException {
    for (String part : PARTS) {
      requireNoLink(folder.resolve(part));
    }
    manifest().tidy();
  }

  /** Of a folder of before there were manifests, one is made. */
  private synchronized Manifest manifest() throws IOException {
    if (manifest == null) {
      manifest =
          Manifest.isIn(folder)
              ? Manifest.read(folder)
              : Manifest.make(folder, OlderFolders.hashes(folder, PARTS));
    }
    return manifest;
  }

  /** Writes text in UTF-8. */
  public void write(String name, String text) {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a table as CSV. */
  public void write(String name, Table table) {
    write(name, CsvFormat.bytes(table));
  }

  /**
   * Writes bytes, such as a chart's.
   *
   * @throws StoreException if the disk will not have it
   */
  public void write(String name, byte[] bytes) {
    write(name, out -> out.write(bytes));
  }

  void write(String name, AtomicFile.Content content) {
    if (!known.test(name)) {
      throw new IllegalArgumentException(name + " is not among the files that a run may write");
    }
    Path file = folder.resolve(name);
    try {
      requirePart(file.getParent());
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !manifest().owns(name)) {
        moveAside(file, "it is not as optbench wrote it");
      }
      AtomicFile.write(file, content, sha256 -> manifest().add(name, sha256));
    } catch (InPlace.Refused e) {
      throw new StoreException(
          e.getFile() + " is " + e.getReason() + ", or choose another --out", e);
    } catch (IOException e) {
      throw new StoreException(
          "cannot write "
              + file
              + ": "
              + FileFaultText.of(e)
              + ": make room or choose another --out",
          e);
    }
    synchronized (this) {
      written.add(name);
    }
  }

  /** Makes a folder below this one; where there is a link of its name, nothing is written. */
  void requirePart(Path part) throws IOException {
    if (!part.equals(folder)) {
      requireNoLink(part);
      if (!Files.isDirectory(part)) {
        // Not with those above it: a folder that was removed is not made again.
        createOnce(part);
      }
    }
  }

  private static void createOnce(Path part) throws IOException {
    try {
      Files.createDirectory(part);
    } catch (FileAlreadyExistsException e) {
      // Another trial that ended at the same time may have made it.
      requireNoLink(part);
      if (!Files.isDirectory(part)) {
        throw e;
      }
    }
  }

  static void requireNoLink(Path part) throws IOException {
    if (Files.isSymbolicLink(part)) {
      throw new FileSystemException(
          part.toString(), null, part + " is a link to elsewhere, and nothing is written there");
    }
  }

  /** Gives what is in the way another name. */
  void moveAside(Path file, String why) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".kept");
    for (int i = 2; Files.exists(aside, LinkOption.NOFOLLOW_LINKS); i++) {
      aside = file.resolveSibling(file.getFileName() + ".kept-" + i);
    }
    Files.move(file, aside);
    notices.accept(file + " was kept as " + aside.getFileName() + ": " + why);
  }

  /** From now on, what is written is a new report. */
  synchronized void beginReport() {
    written.clear();
  }

  /**
   * Removes what earlier reports wrote and the one that began last did not.
   *
   * @param governed names that are a report's, among ours
   */
  void endReport(Predicate<String> governed) throws IOException {
    for (String name : owned()) {
      boolean fresh;
      synchronized (this) {
        fresh = written.contains(name);
      }
      if (!fresh && governed.test(name)) {
        Files.deleteIfExists(folder.resolve(name));
      }
    }
  }

  /** The files that are ours and there. */
  List<String> owned() throws IOException {
    List<String> owned = new ArrayList<>();
    for (String name : manifest().names()) {
      // The manifest may come from somebody else.
      if (known.test(name) && noLinkAbove(name) && manifest().owns(name)) {
        owned.add(name);
      }
    }
    return owned;
  }

  private boolean noLinkAbove(String name) {
    Path part = folder.resolve(name).getParent();
    return part.equals(folder) || Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS);
  }

  /** Removes a folder below this one if nothing is left in it. */
  void removeIfEmpty(Path part) throws IOException {
    if (Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS)) {
      try {
        Files.delete(part);
      } catch (DirectoryNotEmptyException e) {
        // Something else is in it.
      }
    }
  }
}
