package optbench.cli;

import optbench.app.Console;
import optbench.data.DownloadProgress;
import optbench.run.Progress;
import optbench.run.ProgressStyle;
import optbench.spec.UserDefaults.ProgressWish;

/**
 * Lets use cases speak on standard error.
 *
 * @param quiet whether the user wants no progress and no remarks
 * @param wish how progress is to be shown, unless it is not wanted now
 */
record TerminalConsole(Terminal terminal, boolean quiet, ProgressWish wish) implements Console {
  @Override
  public void warn(String message) {
    terminal.warn(message);
  }

  @Override
  public void note(String message) {
    terminal.note(message);
  }

  @Override
  public void remark(String message) {
    if (!quiet) {
      terminal.note(message);
    }
  }

  @Override
  public void status(String message) {
    if (!quiet) {
      terminal.err().println(message);
    }
  }

  @Override
  public void tell(String message) {
    terminal.tell(message);
  }

  @Override
  public void endLine() {
    terminal.err().println();
  }

  @Override
  public Progress progress() {
    return style().on(terminal.err(), terminal.progressWidth());
  }

  @Override
  public DownloadProgress downloads() {
    return DownloadLines.on(terminal, quiet);
  }

  private ProgressStyle style() {
    if (quiet) {
      return ProgressStyle.NONE;
    }
    return switch (wish) {
      case NONE -> ProgressStyle.NONE;
      case LINES -> ProgressStyle.LINES;
      case AUTO -> terminal.errIsTerminal() ? ProgressStyle.BAR : ProgressStyle.LINES;
    };
  }
}
