package optbench.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import optbench.file.AtomicFile;
import optbench.file.FileFaultText;
import optbench.result.Run;
import optbench.result.RunRecord;
import optbench.result.TrialResult;
import optbench.table.Table;

/**
 * One results folder, kept for one run at a time.
 *
 * <p>Each file is written whole or not at all: to a temporary file first, which is synced to disk
 * and renamed. Tables, charts and the like are ours if the folder's manifest lists them, trials if
 * they can be read: what is not ours is neither replaced nor removed. All methods throw {@link
 * StoreException} if the disk will not have it, or the folder is no longer what it was.
 */
public final class RunStore implements AutoCloseable {
  private static final String RUN = RunFiles.RECORD;
  private static final String TRIALS = TrialFiles.FOLDER;
  private static final String CHARTS = "charts";

  private static final Pattern CHART =
      Pattern.compile(CHARTS + "/[a-z0-9][a-z0-9_-]*\\.(png|svg|csv)");

  /** The files that can be written beside the trials. */
  private static final Pattern REPORTS =
      Pattern.compile(
          "(run|summary)\\.json|(report|claims|suite)\\.html|trials\\.jsonl\\.gz"
              + "|(accuracy|timing|summary|epochs|comparisons|ranks|targets|target-winners|sensitivity|claims|probes|probe-loss|tuning|published|profile|suite)\\.(csv|md|json)"
              + "|"
              + CHART);

  /** What a report makes of the trials alone, and a later one need not have. */
  private static final Pattern REPORT_OF_RUN =
      Pattern.compile("(probes|probe-loss|tuning)\\.(csv|md)|" + CHARTS + "/(?!profile-)[^/]*");

  private final Path folder;
  private final Optional<FolderLock> lock;
  private final Consumer<String> notices;
  private final OwnedFolder reports;
  private final Set<String> saved = ConcurrentHashMap.newKeySet();
  private volatile boolean recorded;
  private volatile boolean keepsEarlierCharts;

  private RunStore(Path folder, Optional<FolderLock> lock, Consumer<String> notices) {
    this.folder = folder;
    this.lock = lock;
    this.notices = notices;
    this.reports = new OwnedFolder(folder, name -> REPORTS.matcher(name).matches(), notices);
  }

  /** Likewise, without a word of what is moved aside or removed. */
  public static RunStore open(Path folder) {
    return open(folder, notice -> {});
  }

  /**
   * Makes the folder if need be, checks that it can be written to, and keeps it for this run until
   * closed.
   *
   * @param notices is told, in a line, of files that were in the way and were moved aside, and of
   *     what is removed
   * @throws StoreException if that cannot be, it holds what is not ours, or another run has it
   */
  public static RunStore open(Path folder, Consumer<String> notices) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new StoreException(folder + " is a file, not a folder: choose another --out");
    }
    FolderLock lock = null;
    boolean opened = false;
    try {
      OwnedFolder.prepare(folder);
      lock = FolderLock.take(folder);
      RunStore store = new RunStore(folder, Optional.of(lock), notices);
      store.reports.open();
      store.probe();
      opened = true;
      return store;
    } catch (IOException e) {
      throw new StoreException(
          "cannot write to " + folder + ": " + FileFaultText.of(e) + ": choose another --out", e);
    } finally {
      if (!opened && lock != null) {
        release(lock, folder);
      }
    }
  }

  /**
   * Likewise for a folder in one of ours, which may not be a link to elsewhere.
   *
   * @throws StoreException also if it is one
   */
  public static void requireNoLink(Path folder) {
    try {
      OwnedFolder.requireNoLink(folder);
    } catch (IOException e) {
      throw new StoreException(FileFaultText.of(e) + ": remove it, or choose another --out", e);
    }
  }

  /**
   * For reports on a run that may be going on: takes no lock, and touches nothing else. Trials and
   * the record of the run cannot be written through it.
   */
  public static RunStore beside(Path folder, Consumer<String> notices) {
    return new RunStore(folder, Optional.empty(), notices);
  }

  private void requireLock() {
    if (lock.isEmpty()) {
      throw new IllegalStateException("only the run itself may write or remove what it holds");
    }
  }

  /** Finds out now, not after hours of training, and sweeps up after a run that was killed. */
  private void probe() throws IOException {
    OwnedFolder.requireNoLink(folder.resolve(TRIALS));
    for (Path part : parts()) {
      for (Path file : list(part)) {
        if (AtomicFile.isLeftOver(file.getFileName().toString())) {
          Files.deleteIfExists(file);
        }
      }
    }
    AtomicFile.tryIn(folder);
  }

  /**
   * Makes sure that the folder is still where it was and holds what was written: it could have been
   * removed, moved or replaced meanwhile.
   *
   * @throws StoreException if not
   */
  public void requireKept() {
    lock.ifPresent(held -> held.requireKept(folder));
    if (recorded && !Files.exists(folder.resolve(RUN), LinkOption.NOFOLLOW_LINKS)) {
      throw removed(RUN);
    }
    if (!saved.isEmpty() && !Files.isDirectory(folder.resolve(TRIALS), LinkOption.NOFOLLOW_LINKS)) {
      throw removed(TRIALS);
    }
  }

  /**
   * Likewise, file by file.
   *
   * @param run of which each result must be there
   */
  public void requireWhole(Run run) {
    requireKept();
    List<TrialResult> without =
        run.results().stream()
            .filter(result -> !Files.exists(file(result.id()), LinkOption.NOFOLLOW_LINKS))
            .toList();
    if (without.isEmpty()) {
      return;
    }
    Set<String> packed = PackedTrials.read(folder).byId().keySet();
    for (TrialResult result : without) {
      if (!packed.contains(result.id())) {
        throw removed(folder.relativize(file(result.id())).toString());
      }
    }
  }

  private StoreException removed(String name) {
    return new StoreException(
        name
            + " was removed from "
            + folder
            + " while optbench was using it: what is left is not whole; run it again");
  }

  /** The folder, as it was given. */
  public Path folder() {
    return folder;
  }

  /** Every trial in the folder, of this run or an earlier one. */
  public StoredTrials trials() {
    return RunFiles.trials(folder);
  }

  /** Writes what the folder holds. */
  public void writeRun(RunRecord run) {
    requireLock();
    writeJson(RUN, run);
    recorded = true;
  }

  /** Writes a trial, in place of an earlier one of the same id. */
  public void writeTrial(TrialResult result) {
    requireLock();
    if (!TrialFiles.isId(result.id())) {
      throw new IllegalArgumentException("must be a hash in hex but was '" + result.id() + "'");
    }
    byte[] json = (Json.pretty(TrialFiles.tree(result)) + "\n").getBytes(StandardCharsets.UTF_8);
    requireKept();
    Path file = file(result.id());
    try {
      reports.requirePart(file.getParent());
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !TrialFiles.isTrial(file)) {
        reports.moveAside(file, "it could not be read as a trial");
      }
      AtomicFile.write(file, out -> out.write(json));
    } catch (IOException e) {
      throw new StoreException(
          "cannot write "
              + file
              + ": "
              + FileFaultText.of(e)
              + ": make room or choose another --out",
          e);
    }
    saved.add(result.id());
  }

  /**
   * Puts all trials into one file in the place of a file each.
   *
   * @return how many were packed; 0 if all were already
   * @throws StoreException if one cannot be read: it would be lost
   */
  public int pack() {
    requireLock();
    return new TrialPacker(folder, reports).pack();
  }

  /**
   * Gives each trial a file of its own again; those that have one keep it.
   *
   * @return how many were unpacked
   */
  public int unpack() {
    requireLock();
    return new TrialPacker(folder, reports).unpack();
  }

  private Path file(String id) {
    return folder.resolve(TRIALS).resolve(id + TrialFiles.ENDING);
  }

  /** Writes a table as {@code <name>.csv}. */
  public void writeTable(String name, Table table) {
    writeBytes(name + ".csv", CsvFormat.bytes(table));
  }

  /** Writes text in UTF-8. */
  public void writeText(String name, String text) {
    writeBytes(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes bytes, such as a chart's. */
  public void writeBytes(String name, byte[] bytes) {
    write(name, out -> out.write(bytes));
  }

  /**
   * Writes a record, map or list as JSON: keys in the record's order and in snake_case, enums in
   * lower case, an empty Optional as null, NaN and infinities as strings.
   */
  public void writeJson(String name, Object value) {
    writeText(name, Json.pretty(value) + "\n");
  }

  /** For tests: content that fails half-way stands for a disk that is full. */
  void write(String name, AtomicFile.Content content) {
    requireKept();
    reports.write(name, content);
  }

  /** What is written from now on is a new report of the run. */
  public void beginReport() {
    keepsEarlierCharts = false;
    reports.beginReport();
  }

  /** Until the next report begins: the new one could not draw any. */
  public void keepEarlierCharts() {
    keepsEarlierCharts = true;
  }

  /**
   * Removes charts and tables of earlier reports of the run that the new one does not have. Not
   * beside a run: that may have drawn more.
   */
  public void endReport() {
    if (lock.isEmpty()) {
      return;
    }
    try {
      reports.endReport(
          name ->
              REPORT_OF_RUN.matcher(name).matches()
                  && !(keepsEarlierCharts && name.startsWith(CHARTS)));
    } catch (IOException e) {
      throw new StoreException("cannot clear " + folder + ": " + FileFaultText.of(e), e);
    }
  }

  /**
   * Removes what optbench has written here, and nothing else: other files stay, and links are
   * removed, not followed. Says beforehand how much that is.
   */
  public void clear() {
    requireLock();
    try {
      List<Path> trials =
          TrialFiles.list(folder.resolve(TRIALS)).stream().filter(TrialFiles::isTrial).toList();
      List<Path> others = reports.owned().stream().map(folder::resolve).toList();
      if (trials.size() + others.size() > 0) {
        notices.accept(
            "removing "
                + count(trials.size(), "trial")
                + " and "
                + count(others.size(), "other file")
                + " that optbench wrote to "
                + folder
                + "; other files stay");
      }
      for (Path file : Stream.concat(trials.stream(), others.stream()).toList()) {
        Files.deleteIfExists(file);
      }
      reports.removeIfEmpty(folder.resolve(TRIALS));
      reports.removeIfEmpty(folder.resolve(CHARTS));
    } catch (IOException e) {
      throw new StoreException("cannot clear " + folder + ": " + FileFaultText.of(e), e);
    }
  }

  private static String count(int n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }

  /** The folders that this tool writes in; not where they are links to elsewhere. */
  private List<Path> parts() {
    List<Path> parts = new ArrayList<>(List.of(folder));
    Stream.of(TRIALS, CHARTS)
        .map(folder::resolve)
        .filter(part -> Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS))
        .forEach(parts::add);
    return parts;
  }

  private static List<Path> list(Path part) throws IOException {
    try (Stream<Path> files = Files.list(part)) {
      return files.toList();
    }
  }

  /** Lets other runs have the folder. */
  @Override
  public void close() {
    lock.ifPresent(held -> release(held, folder));
  }

  private static void release(FolderLock lock, Path folder) {
    try {
      lock.close();
    } catch (IOException e) {
      throw new StoreException(
          "cannot give up the lock of " + folder + ": " + FileFaultText.of(e), e);
    }
  }
}
