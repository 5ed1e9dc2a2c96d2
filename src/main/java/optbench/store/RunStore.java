package optbench.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import optbench.result.RunRecord;
import optbench.result.RunRecord.PlannedTrial;
import optbench.result.Table;
import optbench.result.TrialResult;

/**
 * One results folder, kept for one run at a time.
 *
 * <p>Each file is written whole or not at all: to a temporary file first, which is synced to disk
 * and renamed. All methods throw {@link StoreException} if the disk will not have it.
 */
public final class RunStore implements AutoCloseable {
  private static final String RUN = "run.json";
  private static final String TRIALS = "trials";
  private static final String CHARTS = "charts";

  /**
   * The files that this tool writes beside the trials. Only these can be written, and only these
   * are removed: so what is written can be cleared, and what a user put here is safe.
   */
  private static final Pattern REPORTS =
      Pattern.compile(
          "(run|summary)\\.json|(report|claims)\\.html"
              + "|(accuracy|timing|summary|epochs|comparisons|ranks|targets|target-winners|sensitivity|claims|probes|probe-loss|tuning|published|profile)\\.(csv|md|json)"
              + "|charts/[a-z0-9][a-z0-9_-]*\\.(png|svg|csv)");

  private final Path folder;
  private final Optional<FolderLock> lock;

  private RunStore(Path folder, Optional<FolderLock> lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Makes the folder if need be, checks that it can be written to, and keeps it for this run until
   * closed.
   *
   * @throws StoreException if that cannot be, or another run has it
   */
  public static RunStore open(Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new StoreException(folder + " is a file, not a folder: choose another --out");
    }
    FolderLock lock = null;
    boolean opened = false;
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
      }
      lock = FolderLock.take(folder);
      RunStore store = new RunStore(folder, Optional.of(lock));
      store.probe();
      opened = true;
      return store;
    } catch (IOException e) {
      throw new StoreException(
          "cannot write to " + folder + ": " + Reasons.of(e) + ": choose another --out", e);
    } finally {
      if (!opened && lock != null) {
        release(lock, folder);
      }
    }
  }

  /**
   * For reports on a run that may be going on: takes no lock, and touches nothing else. Trials and
   * the record of the run cannot be written through it.
   */
  public static RunStore beside(Path folder) {
    return new RunStore(folder, Optional.empty());
  }

  /**
   * Whether a run is going on there, in this process or another. It is asked without taking the
   * lock from a run that is about to start.
   */
  public static boolean inUse(Path folder) {
    try {
      return Files.isDirectory(folder) && FolderLock.held(folder);
    } catch (IOException e) {
      throw new StoreException("cannot read " + folder + ": " + Reasons.of(e), e);
    }
  }

  private void requireLock() {
    if (lock.isEmpty()) {
      throw new IllegalStateException("only the run itself may write or remove what it holds");
    }
  }

  /** Finds out now, not after hours of training, and sweeps up after a run that was killed. */
  private void probe() throws IOException {
    Path probe = folder.resolve(".probe");
    AtomicFile.write(probe, out -> out.write(new byte[4096]));
    Files.delete(probe);
    for (Path part : parts()) {
      for (Path file : list(part)) {
        if (isLeftOver(file)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /**
   * Reads a run back. Takes no lock: a run may be looked at while it goes on.
   *
   * @throws StoreException if there is no run, or one that cannot be read
   */
  public static StoredRun load(Path folder) {
    Path file = folder.resolve(RUN);
    if (!Files.isDirectory(folder) || !Files.exists(file)) {
      throw new StoreException(
          folder
              + (Files.isDirectory(folder) ? " has no run.json" : " is not a folder")
              + ": give a results folder of optbench, such as results/run");
    }
    // Trials first: a run that goes on records an environment before the first trial that names it.
    StoredTrials trials = trials(folder);
    RunRecord run = run(file);
    List<TrialResult> results = new ArrayList<>();
    List<PlannedTrial> missing = new ArrayList<>();
    for (PlannedTrial planned : run.allTrials()) {
      Optional.ofNullable(trials.byId().get(planned.id()))
          .ifPresentOrElse(
              result -> results.add(result.withLabel(planned.label())), () -> missing.add(planned));
    }
    return new StoredRun(run, results, missing, trials.unreadable());
  }

  private static RunRecord run(Path file) {
    try {
      return TrialFiles.read(file, RunRecord.class);
    } catch (StoreException e) {
      throw new StoreException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** What was recorded of the run in a folder; empty if there is none that can be read. */
  public static Optional<RunRecord> recorded(Path folder) {
    try {
      return holdsRun(folder) ? Optional.of(run(folder.resolve(RUN))) : Optional.empty();
    } catch (StoreException e) {
      return Optional.empty();
    }
  }

  /** The trials in a folder, of any run; none if there is no such folder. Takes no lock. */
  public static StoredTrials trials(Path folder) {
    return TrialFiles.read(folder.resolve(TRIALS));
  }

  /** The folder, as it was given. */
  public Path folder() {
    return folder;
  }

  /** Every trial in the folder, of this run or an earlier one. */
  public StoredTrials trials() {
    return trials(folder);
  }

  /** Whether a run was recorded there. */
  public static boolean holdsRun(Path folder) {
    return Files.exists(folder.resolve(RUN));
  }

  /** Writes what the folder holds. */
  public void writeRun(RunRecord run) {
    requireLock();
    writeJson(RUN, run);
  }

  /** Writes a trial, in place of an earlier one of the same id. */
  public void writeTrial(TrialResult result) {
    requireLock();
    if (!TrialFiles.isId(result.id())) {
      throw new IllegalArgumentException("must be a hash in hex but was '" + result.id() + "'");
    }
    byte[] json = (Json.pretty(TrialFiles.tree(result)) + "\n").getBytes(StandardCharsets.UTF_8);
    write(TRIALS + "/" + result.id() + TrialFiles.ENDING, out -> out.write(json));
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
    write(owned(name), out -> out.write(bytes));
  }

  /**
   * Writes a record, map or list as JSON: keys in the record's order and in snake_case, enums in
   * lower case, an empty Optional as null, NaN and infinities as strings.
   */
  public void writeJson(String name, Object value) {
    writeText(name, Json.pretty(value) + "\n");
  }

  private static String owned(String name) {
    if (!REPORTS.matcher(name).matches()) {
      throw new IllegalArgumentException(name + " is not among the files that a run may write");
    }
    return name;
  }

  /** For tests: content that fails half-way stands for a disk that is full. */
  void write(String name, AtomicFile.Content content) {
    Path file = folder.resolve(name);
    try {
      if (!Files.isDirectory(file.getParent())) {
        Files.createDirectories(file.getParent());
      }
      AtomicFile.write(file, content);
    } catch (IOException e) {
      throw new StoreException(
          "cannot write " + file + ": " + Reasons.of(e) + ": make room or choose another --out", e);
    }
  }

  /**
   * Removes what this tool has written here, and nothing else: other files stay, and links are
   * removed, not followed.
   */
  public void clear() {
    requireLock();
    try {
      for (Path part : parts()) {
        for (Path file : list(part)) {
          if (isOurs(file)) {
            Files.deleteIfExists(file);
          }
        }
        if (!part.equals(folder) && list(part).isEmpty()) {
          Files.deleteIfExists(part);
        }
      }
    } catch (IOException e) {
      throw new StoreException("cannot clear " + folder + ": " + Reasons.of(e), e);
    }
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

  private boolean isOurs(Path file) {
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    String name = file.getFileName().toString();
    String ending = TrialFiles.ENDING;
    boolean trial =
        file.getParent().endsWith(TRIALS)
            && !file.getParent().equals(folder)
            && name.endsWith(ending)
            && TrialFiles.isId(name.substring(0, name.length() - ending.length()));
    String relative = folder.relativize(file).toString().replace('\\', '/');
    return trial || isLeftOver(file) || REPORTS.matcher(relative).matches();
  }

  private static boolean isLeftOver(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".") && name.endsWith(AtomicFile.TEMPORARY);
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
      throw new StoreException("cannot give up the lock of " + folder + ": " + Reasons.of(e), e);
    }
  }
}
