package optbench.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import optbench.app.ExperimentSeries;
import optbench.claims.Registration;
import optbench.claims.Registration.RegisteredExperiment;
import optbench.report.ClaimsReport;
import optbench.table.Cell;
import optbench.table.Column;
import optbench.table.Table;
import optbench.table.TerminalTable;
import optbench.text.NumberText;
import optbench.text.Prose;

/** Verdicts on the terminal. */
final class ClaimsPrinter {
  private final Terminal terminal;
  private final boolean json;
  private final boolean quiet;

  ClaimsPrinter(Terminal terminal, boolean json, boolean quiet) {
    this.terminal = terminal;
    this.json = json;
    this.quiet = quiet;
  }

  /** What would be run. */
  void print(List<ExperimentSeries.Status> experiments) {
    if (json) {
      terminal.json(experiments.stream().map(ClaimsPrinter::tree).toList());
      return;
    }
    print(
        Table.of(
            List.of(
                Column.text("experiment", ExperimentSeries.Status::name),
                Column.number("trials", e -> Cell.of(e.trials())),
                Column.number("there", e -> Cell.of(e.cached())),
                Column.number("missing", e -> Cell.of(e.missing())),
                Column.text("spec", e -> e.spec().toString())),
            experiments));
  }

  private static Map<String, Object> tree(ExperimentSeries.Status e) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("experiment", e.name());
    tree.put("spec", e.spec().toString());
    tree.put("folder", e.folder().toString());
    tree.put("trials", e.trials());
    tree.put("cached", e.cached());
    tree.put("missing", e.missing());
    return tree;
  }

  /** What was fixed. */
  void print(Registration registration, Path lock) {
    print(
        Table.of(
            List.of(
                Column.text("experiment", RegisteredExperiment::name),
                Column.number("optimizers", e -> Cell.of(e.optimizers().size())),
                Column.number("trials", e -> Cell.of(e.trials())),
                Column.text("seeds", e -> NumberText.ranges(e.seeds())),
                Column.text("used before", e -> NumberText.ranges(e.seedsUsedBefore()))),
            registration.experiments()));
    terminal.out().println();
    terminal.heading("Registered in " + lock);
    terminal.sentence(
        "Commit it, and the claims and specs with it, before you run: optbench claims confirm "
            + lock);
  }

  /** What was found. */
  void print(ClaimsReport report, Path folder) {
    if (json) {
      terminal.json(report.verdicts());
      return;
    }
    print(report.briefTable());
    terminal.out().println();
    terminal.heading(report.count());
    report.warnings().forEach(w -> terminal.sentence("Warning: " + w + "."));
    if (!quiet) {
      terminal.out().println();
      report
          .notes()
          .forEach(note -> terminal.out().println(Prose.paragraph(note, terminal.textWidth(), "")));
      terminal.out().println();
      terminal.out().println("Tables: " + folder);
    }
  }

  private void print(Table table) {
    terminal.out().println(TerminalTable.plain(table, terminal.tableWidth(), ""));
  }

  /** Where all of it can be read; last, so that it stays on the screen. */
  void printPage(Path page) {
    if (!json && !quiet) {
      terminal.out().println("Report: " + page);
    }
  }
}
