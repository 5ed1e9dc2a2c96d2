package optbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import optbench.check.Annotations;
import optbench.check.CheckReport;
import optbench.check.CheckTables;
import optbench.check.TimingReport;
import optbench.table.Table;
import optbench.table.TerminalTable;
import optbench.text.Block;

/** A check on the terminal, and in the log of a CI job. */
final class CheckPrinter {
  private final Terminal terminal;
  private final Map<String, String> environment;

  CheckPrinter(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  void print(CheckReport report, boolean json) {
    if (json) {
      terminal.json(report);
      return;
    }
    if (!report.optimizers().isEmpty()) {
      say(CheckTables.accuracies(report.optimizers()));
      terminal.out().println();
    }
    report.timing().ifPresent(this::times);
    terminal.heading(defused(report.sentence()));
    report.notes().forEach(note -> terminal.sentence(defused("Note: " + note + ".")));
  }

  private void times(TimingReport timing) {
    say(CheckTables.times(timing));
    terminal.out().println();
  }

  /**
   * On GitHub Actions, to standard error: its runner reads both, and JSON stays JSON.
   *
   * @param file the baseline, or the spec
   * @param lines of the file on which the optimizers stand, if that is known
   */
  void annotate(CheckReport report, Path file, Supplier<List<Integer>> lines) {
    if (onGitHub()) {
      Annotations.of(report, inRepository(file), lines.get()).forEach(terminal.err()::println);
    }
  }

  private boolean onGitHub() {
    return "true".equals(environment.get("GITHUB_ACTIONS"));
  }

  private String inRepository(Path file) {
    String workspace = environment.getOrDefault("GITHUB_WORKSPACE", "");
    Path path = file.toAbsolutePath().normalize();
    boolean inside = !workspace.isEmpty() && path.startsWith(Path.of(workspace));
    return (inside ? Path.of(workspace).relativize(path) : file).toString().replace('\\', '/');
  }

  /**
   * The finding stands first: GitHub takes a line that begins with a label's :: for a command. An
   * older form of its commands is heeded wherever it stands in a line.
   */
  private void say(Table table) {
    Block text = TerminalTable.plain(table, terminal.tableWidth(), "");
    terminal.out().println(onGitHub() ? Block.document(defused(text.toString())) : text);
  }

  private String defused(String text) {
    return onGitHub() ? text.replace("##[", "# #[") : text;
  }
}
