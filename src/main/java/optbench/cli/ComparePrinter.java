package optbench.cli;

import java.util.List;
import optbench.compare.RunComparison;
import optbench.report.CompareReport;
import optbench.result.SettingDifference;
import optbench.table.Column;
import optbench.table.Table;
import optbench.table.TerminalTable;
import optbench.table.TerminalTable.Group;
import optbench.text.Block;

/** A comparison of two runs on the terminal. */
final class ComparePrinter {
  private final Terminal terminal;

  ComparePrinter(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(RunComparison comparison, CompareReport report) {
    report.sides().forEach(terminal::sentence);
    terminal.out().println();
    if (comparison.settings().isEmpty() && comparison.environment().isEmpty()) {
      terminal.out().println("Settings, machine and software are the same in both.");
    } else {
      terminal
          .out()
          .println(
              TerminalTable.groups(
                  List.of(
                      group("What changed in the settings", comparison.settings()),
                      group("On the machine and in the software", comparison.environment())),
                  terminal.sentenceWidth(),
                  "  "));
    }
    terminal.out().println();
    terminal.out().println(report.terminal(terminal.screen()));
    terminal.out().println();
    report.remarks().forEach(terminal::sentence);
    if (!report.remarks().isEmpty()) {
      terminal.out().println();
    }
    terminal.heading(report.verdict());
  }

  private static Group group(String title, List<SettingDifference> differences) {
    return new Group(
        Block.of(title + (differences.isEmpty() ? ": nothing" : ", A → B")),
        Table.of(
            List.of(
                Column.text("", SettingDifference::key),
                Column.text("", d -> shown(d.a()) + " → " + shown(d.b()))),
            differences));
  }

  private static String shown(String value) {
    return value.isEmpty() ? "not set" : value;
  }
}
