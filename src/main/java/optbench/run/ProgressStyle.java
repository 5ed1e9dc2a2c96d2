package optbench.run;

import java.io.PrintStream;

/** How much to say of a run's progress. */
public enum ProgressStyle {
  /** A bar, for a terminal. */
  BAR,
  /** A line a trial, for logs. */
  LINES,
  /** Nothing. */
  NONE;

  /**
   * Of this style, on that stream.
   *
   * @param columns of the terminal
   */
  public Progress on(PrintStream err, int columns) {
    return switch (this) {
      case BAR -> new BarProgress(err, columns);
      case LINES -> new LineProgress(err);
      case NONE -> new NoProgress();
    };
  }
}
