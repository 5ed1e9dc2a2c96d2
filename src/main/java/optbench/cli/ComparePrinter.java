package optbench.cli;

import java.util.List;
import optbench.compare.RunComparison;
import optbench.report.CompareReport;
import optbench.result.SettingDifference;
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
      AlignedTable table = new AlignedTable(terminal.sentenceWidth(), "  ").left("").left("");
      add(table, "What changed in the settings, A → B", comparison.settings());
      add(table, "On the machine and in the software, A → B", comparison.environment());
      terminal.out().println(table.text());
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

  private static void add(AlignedTable table, String title, List<SettingDifference> differences) {
    if (differences.isEmpty()) {
      table.title(Block.of(title.replaceFirst(", A → B$", "") + ": nothing"));
      return;
    }
    table.title(Block.of(title));
    differences.forEach(d -> table.row(d.key(), shown(d.a()) + " → " + shown(d.b())));
  }

  private static String shown(String value) {
    return value.isEmpty() ? "not set" : value;
  }
}
