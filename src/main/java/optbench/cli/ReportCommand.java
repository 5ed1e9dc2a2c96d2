package optbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import optbench.report.ClaimsReport;
import optbench.report.Report;
import optbench.result.PublishedFigure;
import optbench.result.RunRecord;
import optbench.run.ReportFiles;
import optbench.run.Watch;
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
    footerHeading = "%nExamples:%n",
    footer = {
      "  optbench report results/run",
      "  optbench report results/run --watch     from another terminal, while it runs"
    })
final class ReportCommand extends Subcommand {
  /** How often a browser looks for a newer page while there may be one. */
  private static final int SECONDS_TO_REFRESH = 10;

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

  @Option(
      names = "--watch",
      description =
          "Rebuild them as trials of a run that is going on finish, until it ends. Each rebuilding"
              + " takes seconds of a core: where times count, do not watch.")
  private boolean watch;

  /** What was made from the trials. */
  private record Rebuilt(Report report, Optional<ClaimsReport> claims) {}

  @Override
  public Integer call() {
    requireFolder("argument DIR", folder);
    List<PublishedFigure> figures = published == null ? List.of() : PublishedFiles.read(published);
    if (watch) {
      watch(figures);
      return ExitCode.OK;
    }
    StoredRun stored = RunStore.load(folder);
    warn(stored);
    try (RunStore store = RunStore.open(folder)) {
      print(rebuild(stored, figures, 0, store), figures);
    }
    return ExitCode.OK;
  }

  private void watch(List<PublishedFigure> figures) {
    RunStore store = RunStore.beside(folder);
    Watch watching =
        new Watch(
            folder,
            new Watch.Reports() {
              @Override
              public void partial(StoredRun stored) {
                rebuild(stored, figures, SECONDS_TO_REFRESH, store);
              }

              @Override
              public void last(StoredRun stored) {
                warn(stored);
                print(rebuild(stored, figures, 0, store), figures);
              }

              @Override
              public void leave(StoredRun stored) {
                ReportFiles.writePage(
                    Report.of(withTargets(stored.run()), stored.results()),
                    judgeClaims(stored, store),
                    0,
                    store);
              }
            },
            terminal().err());
    WatchEnd end = new WatchEnd(watching, terminal(), folder);
    try {
      watching.run();
    } finally {
      end.disarm();
    }
  }

  private void warn(StoredRun stored) {
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
  }

  private Rebuilt rebuild(
      StoredRun stored, List<PublishedFigure> figures, int refreshSeconds, RunStore store) {
    Report report = Report.of(withTargets(stored.run()), stored.results());
    ReportFiles.write(report, store);
    if (!figures.isEmpty()) {
      ReportFiles.write(report.beside(figures), store);
    }
    Optional<ClaimsReport> claims = judgeClaims(stored, store);
    ReportFiles.writePage(report, claims, refreshSeconds, store);
    return new Rebuilt(report, claims);
  }

  private void print(Rebuilt rebuilt, List<PublishedFigure> figures) {
    new ResultPrinter(terminal(), json, quiet).print(rebuilt.report(), folder);
    if (!json && !figures.isEmpty()) {
      terminal().out().println();
      terminal().out().println(rebuilt.report().beside(figures).terminal(terminal().color()));
    }
    if (!json) {
      rebuilt.claims().ifPresent(c -> new ClaimsPrinter(terminal(), json, quiet).print(c, folder));
    }
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
