package optbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import optbench.app.StoredRunLoader;
import optbench.check.Baseline;
import optbench.result.Run;
import optbench.store.RunFiles;
import optbench.store.StoredRun;
import optbench.text.OneLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** What later runs are held against. */
@Command(
    name = "baseline",
    description = "Keep a run's results in a small file, to check later runs against.",
    synopsisSubcommandLabel = "save",
    commandListHeading = "%nWhat to do:%n",
    footerHeading = "%nExample:%n",
    footer = "  optbench baseline save results/run")
final class BaselineCommand extends Subcommand {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** Where the baseline of a name is kept: beside the code, not among results that git ignores. */
  static Path file(String name) {
    return Path.of("baselines", name + ".json");
  }

  private List<Path> reads = List.of();

  @Override
  List<Path> reads() {
    return reads;
  }

  @Override
  public Integer call() {
    throw UsageFaults.noSubcommand(spec());
  }

  @Command(
      description = {
        "Write the accuracies of a finished run to a file that is to be committed.",
        "Exit code 3 if a trial has no result."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  optbench baseline save results/run",
        "  optbench baseline save results/run --name release --out ci/release.json"
      })
  int save(
      @Parameters(paramLabel = "DIR", description = "Results folder of a run.") Path folder,
      @Option(
              names = "--name",
              paramLabel = "NAME",
              defaultValue = "main",
              description = "What reports call it (default: main).")
          String name,
      @Option(
              names = {"-o", "--out"},
              paramLabel = "FILE",
              description = "Where to write it (default: baselines/<name>.json).")
          Path out,
      @Mixin CommonOptions common) {
    requireFolder("argument DIR", folder);
    if (!NAME.matcher(name).matches()) {
      throw new ParameterException(
          spec().commandLine(),
          "--name must be 1 to 64 letters, digits, dots, dashes and underscores, the first a letter"
              + " or digit, but was '"
              + OneLine.of(name)
              + "'");
    }
    requireFile("--out", out);
    reads = List.of(folder);
    StoredRun stored = RunFiles.read(folder);
    new StoredRunLoader(console()).tellUnreadable(stored);
    int without = unsettled(stored.run());
    if (without > 0) {
      terminal()
          .error(
              without
                  + " of "
                  + stored.run().record().trials().size()
                  + " trials in "
                  + folder
                  + " have no result: finish the run, then save it");
      return ExitCode.MISSING;
    }
    Baseline baseline = Baseline.of(name, stored.run()).orElse(null);
    if (baseline == null) {
      terminal().error(folder + " has no result yet: finish the run first");
      return ExitCode.MISSING;
    }
    Path file = out == null ? file(name) : out;
    baseline.write(file);
    print(
        "Baseline "
            + name
            + " of "
            + count(baseline.optimizers().size(), "optimizer")
            + " written to "
            + file
            + ": commit it.");
    return ExitCode.OK;
  }

  /** How many trials of a run have no result. */
  static int unsettled(Run run) {
    return run.record().trials().size() - run.settled().size();
  }

  private static String count(int n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }
}
