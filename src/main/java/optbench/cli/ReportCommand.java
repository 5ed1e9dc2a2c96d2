package optbench.cli;

import java.nio.file.Path;
import optbench.report.Report;
import optbench.run.ReportFiles;
import optbench.store.RunStore;
import optbench.store.StoredRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
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
    Report report = Report.of(stored.run(), stored.results());
    try (RunStore store = RunStore.open(folder)) {
      ReportFiles.write(report, store);
    }
    new ResultPrinter(terminal(), json, quiet).print(report, folder);
    return ExitCode.OK;
  }
}
