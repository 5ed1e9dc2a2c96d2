package optbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import optbench.check.Annotations;
import optbench.check.CheckNumberFormat;
import optbench.check.CheckReport;
import optbench.check.OptimizerCheck;
import optbench.check.TimingCheck;
import optbench.check.TimingReport;
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
      say(accuracies(report.optimizers()));
      terminal.out().println();
    }
    report.timing().ifPresent(this::times);
    terminal.heading(defused(report.sentence()));
    report.notes().forEach(note -> terminal.sentence(defused("Note: " + note + ".")));
  }

  private Block accuracies(List<OptimizerCheck> checks) {
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
    checks.forEach(check -> row(table, check));
    return table.text();
  }

  private void times(TimingReport timing) {
    AlignedTable table =
        new AlignedTable(terminal.tableWidth(), "")
            .left("finding")
            .left("optimizer")
            .right("other ms a step")
            .right("this")
            .right("ratio")
            .right("95 % interval")
            .right("against itself")
            .right("rounds")
            .left("");
    for (TimingCheck check : timing.optimizers()) {
      table.row(
          check.finding().word(),
          check.label(),
          CheckNumberFormat.millis(check.otherMillis()),
          CheckNumberFormat.millis(check.millis()),
          CheckNumberFormat.ratio(check.ratio()),
          check.ratio95().map(CheckNumberFormat::ratios).orElse("–"),
          check.self95().map(CheckNumberFormat::ratios).orElse("–"),
          String.valueOf(check.rounds()),
          check.reason());
    }
    say(table.text());
    terminal.out().println();
  }

  private static void row(AlignedTable table, OptimizerCheck check) {
    // The finding stands first: GitHub takes a line that begins with a label's :: for a command.
    table.row(
        check.finding().word(),
        check.label(),
        CheckNumberFormat.percent(check.before()),
        CheckNumberFormat.percent(check.now()),
        CheckNumberFormat.points(check.difference()),
        check.ci95().map(CheckNumberFormat::interval).orElse("–"),
        String.valueOf(check.seeds()),
        check.reason());
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

  /** An older form of GitHub's commands is heeded wherever it stands in a line. */
  private void say(Block text) {
    terminal.out().println(onGitHub() ? Block.document(defused(text.toString())) : text);
  }

  private String defused(String text) {
    return onGitHub() ? text.replace("##[", "# #[") : text;
  }
}
