package optbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import optbench.report.ClaimsReport;
import optbench.report.Report;
import optbench.result.PublishedFigure;
import optbench.result.RunRecord;
import optbench.run.ReportFiles;
import optbench.spec.ReportSpec;
import optbench.spec.SpecException;
import optbench.store.PublishedFiles;
import optbench.store.RunStore;
import optbench.store.SpecFileException;
import optbench.store.StoredRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Rebuilds everything that is made from trials. */
@Command(
    name = "report",
    description = {
      "Rebuild tables and charts from the trials in a results folder.",
      "Nothing is trained."
    },
    footerHeading = "%nExample:%n",
    footer = "  optbench report results/run")
final class ReportCommand extends Subcommand {
  @Parameters(paramLabel = "DIR", description = "Results folder of a run.")
  private Path folder;

  @Option(
      names = "--targets",
      split = ",",
      paramLabel = "A,B",
      description =
          "Test accuracies, as fractions, whose cost is reported (default: those of the run).")
  private List<Double> targets;

  @Option(
      names = "--published",
      paramLabel = "CSV",
      description =
          "Figures of others to set beside these, with the columns source, label, epoch, test_accuracy, tolerance; writes published.md and published.csv.")
  private Path published;

  @Option(
      names = "--json",
      description = "Print the summary as JSON on stdout, and nothing else there.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Only tables and verdict.")
  private boolean quiet;

  @Override
  public Integer call() {
    requireFolder("argument DIR", folder);
    List<PublishedFigure> figures = published == null ? List.of() : PublishedFiles.read(published);
    StoredRun stored = RunStore.load(folder);
    stored
        .unreadable()
        .forEach(u -> terminal().err().println("optbench: warning: passed over " + u));
    if (!stored.missing().isEmpty()) {
      terminal()
          .err()
          .println(
              "optbench: warning: "
                  + stored.missing().size()
                  + " of "
                  + stored.run().allTrials().size()
                  + " trials have no result yet");
    }
    Report report = Report.of(withTargets(stored.run()), stored.results());
    Optional<ClaimsReport> claims;
    try (RunStore store = RunStore.open(folder)) {
      ReportFiles.write(report, store);
      if (!figures.isEmpty()) {
        ReportFiles.write(report.beside(figures), store);
      }
      claims = judgeClaims(stored, store);
      ReportFiles.writePage(
          report,
          claims,
          figures.isEmpty() ? Optional.empty() : Optional.of(report.beside(figures)),
          store);
    }
    new ResultPrinter(terminal(), json, quiet).print(report, folder);
    if (!json && !figures.isEmpty()) {
      terminal().out().println();
      terminal().out().println(report.beside(figures).terminal(terminal().color()));
    }
    if (!json) {
      claims.ifPresent(c -> new ClaimsPrinter(terminal(), json, quiet).print(c, folder));
    }
    return ExitCode.OK;
  }

  private RunRecord withTargets(RunRecord run) {
    if (targets == null) {
      return run;
    }
    try {
      return run.withTargets(ReportSpec.DEFAULT.withTargets(targets).targets());
    } catch (SpecException e) {
      throw new ParameterException(spec().commandLine(), "--targets " + e.getMessage());
    }
  }

  /** A run may have been moved away from the claims that it was made for. */
  private Optional<ClaimsReport> judgeClaims(StoredRun stored, RunStore store) {
    try {
      return RunClaims.of(stored.run()).map(c -> c.judge(stored.run(), stored.results(), store));
    } catch (SpecFileException e) {
      terminal().err().println("optbench: warning: no claims were judged: " + e.getMessage());
      return Optional.empty();
    }
  }
}
