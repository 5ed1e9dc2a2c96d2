package optbench.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import optbench.file.FileFaultText;
import optbench.result.Run;
import optbench.result.RunRecord;
import optbench.result.SuiteRecord;

/**
 * Reads results folders. Takes no lock and changes nothing: a run may be looked at while it goes
 * on.
 */
public final class RunFiles {
  /** What a run was: the file that makes a folder one of results. */
  static final String RECORD = "run.json";

  /** What a suite was. */
  static final String SUITE = "suite.json";

  private RunFiles() {}

  /**
   * Reads a run back.
   *
   * @throws StoreException if there is no run, or one that cannot be read
   */
  public static StoredRun read(Path folder) {
    requireRun(folder);
    // Trials first: a run that goes on records an environment before the first trial that names it.
    StoredTrials trials = trials(folder);
    return new StoredRun(
        new Run(record(folder), List.copyOf(trials.byId().values())), trials.unreadable());
  }

  /**
   * Makes sure that a run was recorded in a folder.
   *
   * @throws StoreException if not
   */
  public static void requireRun(Path folder) {
    if (!Files.isDirectory(folder) || !holdsRun(folder)) {
      throw new StoreException(
          folder
              + (Files.isDirectory(folder) ? " has no run.json" : " is not a folder")
              + ": give a results folder of optbench, such as results/run");
    }
  }

  private static RunRecord record(Path folder) {
    return record(folder.resolve(RECORD), RunRecord.class);
  }

  private static <T> T record(Path file, Class<T> type) {
    try {
      return TrialFiles.read(file, type);
    } catch (StoreException e) {
      throw new StoreException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** What was recorded of the run in a folder; empty if there is none that can be read. */
  public static Optional<RunRecord> recorded(Path folder) {
    try {
      return holdsRun(folder) ? Optional.of(record(folder)) : Optional.empty();
    } catch (StoreException e) {
      return Optional.empty();
    }
  }

  /** The trials in a folder, of any run; none if there is no such folder. */
  public static StoredTrials trials(Path folder) {
    return TrialFiles.readAll(folder);
  }

  /** Whether a run was recorded there. */
  public static boolean holdsRun(Path folder) {
    return Files.exists(folder.resolve(RECORD));
  }

  /** Whether a suite was recorded there. */
  public static boolean holdsSuite(Path folder) {
    return !holdsRun(folder) && Files.exists(folder.resolve(SUITE));
  }

  /**
   * The tasks of the suite in a folder.
   *
   * @throws StoreException if they cannot be read
   */
  public static SuiteRecord suite(Path folder) {
    return record(folder.resolve(SUITE), SuiteRecord.class);
  }

  /**
   * Whether a run is going on there, in this process or another. It is asked without taking the
   * lock from a run that is about to start.
   */
  public static boolean inUse(Path folder) {
    try {
      return Files.isDirectory(folder) && FolderLock.held(folder);
    } catch (IOException e) {
      throw new StoreException("cannot read " + folder + ": " + FileFaultText.of(e), e);
    }
  }
}
