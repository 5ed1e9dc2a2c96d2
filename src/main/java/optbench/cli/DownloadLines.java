package optbench.cli;

import optbench.data.DownloadProgress;
import optbench.text.NumberText;

/** Shows a download: a line that moves on a terminal, a line a file elsewhere. */
final class DownloadLines implements DownloadProgress {
  private final Terminal terminal;
  private String last = "";

  private DownloadLines(Terminal terminal) {
    this.terminal = terminal;
  }

  /** On standard error, unless it is to be quiet. */
  static DownloadProgress on(Terminal terminal, boolean quiet) {
    return quiet ? NONE : new DownloadLines(terminal);
  }

  @Override
  public void received(String file, long bytes, long totalBytes) {
    String size = totalBytes < 0 ? "" : " of " + NumberText.bytes(totalBytes);
    if (terminal.errIsTerminal()) {
      String received = NumberText.bytes(bytes);
      terminal
          .err()
          .overwrite(
              "downloading " + file + ": " + received + size + " ", terminal.progressWidth());
      if (bytes == totalBytes) {
        terminal.err().println();
      }
    } else if (!file.equals(last)) {
      terminal.err().println("downloading " + file + size);
    }
    last = file;
  }
}
