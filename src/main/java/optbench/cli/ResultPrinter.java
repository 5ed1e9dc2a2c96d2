package optbench.cli;

import java.nio.file.Path;
import optbench.report.Report;
import optbench.store.JsonText;

/**
 * The last lines on the terminal: two tables, the verdict, and where the rest is: last, the page to
 * open.
 */
final class ResultPrinter {
  private final Terminal terminal;
  private final boolean json;
  private final boolean quiet;

  ResultPrinter(Terminal terminal, boolean json, boolean quiet) {
    this.terminal = terminal;
    this.json = json;
    this.quiet = quiet;
  }

  void print(Report report, Path folder) {
    if (json) {
      terminal.out().println(JsonText.of(report.summary()));
      return;
    }
    terminal.out().println(report.terminal(terminal.color()));
    terminal.out().println(report.verdict());
    if (!quiet) {
      terminal.out().println();
      terminal.out().println("Charts and tables: " + folder);
      terminal.out().println("Report: " + folder.resolve("report.html"));
    }
  }
}
