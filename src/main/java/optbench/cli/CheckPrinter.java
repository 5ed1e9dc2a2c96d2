package optbench.cli;

import java.nio.file.Path;
import java.util.Map;
import optbench.check.Annotations;
import optbench.check.Baseline;
import optbench.check.CheckReport;
import optbench.check.Figures;
import optbench.check.Finding;
import optbench.check.OneLine;
import optbench.check.OptimizerCheck;
import optbench.store.JsonText;

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
      terminal.out().println(JsonText.of(report));
      return;
    }
    AlignedTable table =
        new AlignedTable(terminal.tableWidth(), "")
            .left("finding")
            .left("optimizer")
            .right("before %")
            .right("now %")
            .right("difference")
            .right("95 % interval")
            .right("seeds")
            .left("");
    report.optimizers().forEach(check -> row(table, check));
    say(table.text());
    say("");
    say(terminal.bold(report.sentence()));
    if (report.finding() != Finding.NOT_COMPARED) {
      // There the sentence has them already.
      report.notChecked().forEach(rule -> say("Note: " + rule + "."));
    }
    report.notes().forEach(note -> say("Note: " + note + "."));
  }

  private static void row(AlignedTable table, OptimizerCheck check) {
    // The finding stands first: GitHub takes a line that begins with a label's :: for a command.
    table.row(
        check.finding().word(),
        OneLine.of(check.label()),
        Figures.percent(check.before()),
        Figures.percent(check.now()),
        Figures.points(check.difference()),
        check.ci95().map(Figures::interval).orElse("–"),
        String.valueOf(check.seeds()),
        OneLine.of(check.reason()));
  }

  /** On GitHub Actions, to standard error: its runner reads both, and JSON stays JSON. */
  void annotate(CheckReport report, Baseline before, Path file) {
    if (onGitHub()) {
      Annotations.of(report, inRepository(file), before.lines(file))
          .forEach(terminal.err()::println);
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

  /** An older form of GitHub's commands is heeded wherever it stands in a line. */
  private void say(String text) {
    terminal.out().println(onGitHub() ? text.replace("##[", "# #[") : text);
  }
}
