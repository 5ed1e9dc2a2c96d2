package optbench.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import optbench.app.Forecast;
import optbench.app.SuiteReporter;
import optbench.report.SuiteReport;
import optbench.result.SuiteRecord;
import optbench.run.CostEstimate;
import optbench.store.RunStore;
import optbench.table.Cell;
import optbench.table.Column;
import optbench.table.Table;
import optbench.table.TerminalTable;
import optbench.text.NumberText;

/** Suites on the terminal. */
final class SuitePrinter {
  private final Terminal terminal;
  private final boolean json;
  private final boolean quiet;

  SuitePrinter(Terminal terminal, boolean json, boolean quiet) {
    this.terminal = terminal;
    this.json = json;
    this.quiet = quiet;
  }

  /** How much of a task is there, and how much would be trained. */
  record Due(String task, Path folder, int trials, int missing) {
    static Due of(String task, Forecast forecast) {
      return new Due(
          task,
          forecast.folder(),
          forecast.stages().stream().mapToInt(stage -> stage.trials().size()).sum(),
          forecast.missing().stream().mapToInt(List::size).sum());
    }

    private int there() {
      return trials - missing;
    }

    private Map<String, Object> tree() {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("task", task);
      tree.put("folder", folder.toString());
      tree.put("trials", trials);
      tree.put("cached", there());
      tree.put("missing", missing);
      return tree;
    }
  }

  /**
   * What would be run.
   *
   * @param cost of all of it; not shown to programs
   */
  void print(List<Due> tasks, CostEstimate cost) {
    if (json) {
      terminal.json(tasks.stream().map(Due::tree).toList());
      return;
    }
    Table table =
        Table.of(
            List.of(
                Column.text("task", Due::task),
                Column.number("trials", t -> Cell.of(t.trials())),
                Column.number("there", t -> Cell.of(t.there())),
                Column.number("missing", t -> Cell.of(t.missing())),
                Column.text("folder", t -> t.folder().toString())),
            tasks);
    terminal.out().println(TerminalTable.plain(table, terminal.tableWidth(), ""));
    terminal.out().println();
    terminal.sentence(
        cost.kinds() == 0
            ? "There is nothing to train."
            : "About "
                + NumberText.seconds(cost.seconds())
                + " ("
                + NumberText.seconds(cost.low())
                + " to "
                + NumberText.seconds(cost.high())
                + "), from a few steps of each kind of training; "
                + NumberText.bytes(cost.bytes())
                + " of trials.");
  }

  /**
   * Writes and says what the tasks show together.
   *
   * @param runs where their folders are
   * @return the exit code
   */
  int report(SuiteReporter reporter, SuiteRecord record, Path runs, RunStore store) {
    SuiteReporter.Made made;
    try {
      made = reporter.write(record, runs, store);
    } catch (IllegalArgumentException e) {
      terminal.error("these tasks cannot be compared: " + e.getMessage());
      return ExitCode.NOT_COMPARED;
    }
    print(made.report(), store.folder());
    return ChartOptions.say(made.drawn(), made.charts(), terminal);
  }

  private void print(SuiteReport report, Path folder) {
    if (json) {
      terminal.json(report.results());
      return;
    }
    terminal.out().println(report.terminal(terminal.screen()));
    terminal.out().println();
    terminal.sentence(report.verdict());
    if (!quiet) {
      terminal.out().println();
      terminal.out().println("Tables, chart, and a folder for each task: " + folder);
      terminal.out().println("Report: " + folder.resolve("suite.html"));
    }
  }
}
