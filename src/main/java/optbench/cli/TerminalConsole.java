package optbench.cli;

import optbench.app.Console;
import optbench.data.DownloadProgress;
import optbench.run.Progress;
import optbench.run.ProgressStyle;

/**
 * Lets use cases speak on standard error.
 *
 * @param quiet whether the user wants no progress and no remarks
 */
record TerminalConsole(Terminal terminal, boolean quiet) implements Console {
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
    return terminal.errIsTerminal() ? ProgressStyle.BAR : ProgressStyle.LINES;
  }
}
