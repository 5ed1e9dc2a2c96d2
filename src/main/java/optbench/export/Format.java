package optbench.export;

import java.util.Locale;

/** What results can be exported to. */
public enum Format {
  /** Tidy tables. */
  CSV,
  /** One document with everything. */
  JSON,
  /** Tables for a README. */
  MARKDOWN,
  /** Tables for a paper. */
  LATEX,
  /** Event files, one folder for each trial. */
  TENSORBOARD;

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
