package optbench.cli;

import java.nio.file.Path;
import java.util.Optional;
import optbench.report.ClaimsReport;
import optbench.report.PublishedTable;
import optbench.report.Report;

/**
 * The last lines on the terminal: two tables, the verdict, where the rest is, and what was set
 * beside the run.
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

  void print(Report report, Optional<ClaimsReport> claims, Path folder) {
    print(report, Optional.empty(), claims, folder);
  }

  void print(
      Report report,
      Optional<PublishedTable> published,
      Optional<ClaimsReport> claims,
      Path folder) {
    if (json) {
      terminal.json(report.summary());
      return;
    }
    terminal.out().println(report.terminal(terminal.screen()));
    terminal.out().println();
    terminal.sentence(report.verdict());
    if (!quiet) {
      terminal.out().println();
      terminal.out().println("Charts and tables: " + folder);
      terminal.out().println("Report: " + folder.resolve("report.html"));
    }
    published.ifPresent(
        table -> {
          terminal.out().println();
          terminal.out().println(table.terminal(terminal.screen()));
        });
    claims.ifPresent(c -> new ClaimsPrinter(terminal, json, quiet).print(c, folder));
  }
}
