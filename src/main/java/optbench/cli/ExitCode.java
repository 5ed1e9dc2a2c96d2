package optbench.cli;

/** What the exit code says. */
public final class ExitCode {
  /** All went well. */
  public static final int OK = 0;

  /** A trial failed, or a check found a regression. */
  public static final int FAILED = 1;

  /** The command line or the spec is not valid. */
  public static final int USAGE = 2;

  /** Something needed is missing or cannot be used: data, a device, memory, room, results. */
  public static final int MISSING = 3;

  /** A check found no way to compare: other data, other settings, too few seeds. */
  public static final int NOT_COMPARED = 4;

  /** A check found the run better than its baseline by more than the margin. */
  public static final int STALE = 5;

  /** Stopped by Ctrl-C; finished trials are kept. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
