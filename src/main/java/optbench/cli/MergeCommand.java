package optbench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import optbench.app.RunClaims;
import optbench.app.StoredRunLoader;
import optbench.merge.Merge;
import optbench.report.ChartFiles;
import optbench.report.ChartRequest;
import optbench.report.ClaimsReport;
import optbench.report.Report;
import optbench.result.NamedRun;
import optbench.result.Run;
import optbench.run.ReportFiles;
import optbench.store.RunFiles;
import optbench.store.RunStore;
import optbench.store.StoredRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Makes one results folder of several. */
@Command(
    name = "merge",
    description = {
      "Join results folders into one, with a report of all.",
      "Shards of one experiment, or runs that differ only in seeds or optimizers.",
      "Exit code 4, and a line for each reason, if they do not belong together."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  optbench merge results/article-shard-* --out results/article",
      "  optbench merge results/a results/b --out results/both"
    })
final class MergeCommand extends Subcommand {
  @Parameters(arity = "2..*", paramLabel = "DIR", description = "Results folders of runs.")
  private List<Path> folders;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "DIR",
      description = "Results folder to write; the others stay as they are.")
  private Path out;

  @Option(
      names = "--force",
      description = "Remove first what an earlier run wrote there, and that alone.")
  private boolean force;

  @Option(
      names = "--json",
      description = "Print the summary as JSON on stdout, and nothing else there.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Only tables and verdict.")
  private boolean quiet;

  @Override
  List<Path> reads() {
    return folders;
  }

  @Override
  public Integer call() {
    requireFolder("--out", out);
    folders.forEach(folder -> requireFolder("argument DIR", folder));
    requireDifferent();
    Run merged = Merge.of(sources());
    warn(merged);
    Report report = Report.of(merged);
    Optional<ClaimsReport> claims;
    ChartFiles drawn;
    try (RunStore store = RunStore.open(out, terminal().notes())) {
      if (force) {
        store.clear();
      }
      merged.results().forEach(store::writeTrial);
      store.writeRun(merged.record());
      drawn = ReportFiles.write(report, store);
      claims = RunClaims.judge(merged, store, console());
      ReportFiles.writePage(report, claims, store);
    }
    new ResultPrinter(terminal(), json, quiet).print(report, claims, out);
    return ChartOptions.say(drawn, ChartRequest.STANDARD, terminal());
  }

  private List<NamedRun> sources() {
    List<NamedRun> sources = new ArrayList<>();
    for (Path folder : folders) {
      StoredRun stored = RunFiles.read(folder);
      new StoredRunLoader(console()).tellUnreadable(stored);
      sources.add(new NamedRun(folder.toString(), stored.run()));
    }
    return sources;
  }

  private void warn(Run merged) {
    int all = merged.record().allTrials().size();
    int missing = merged.missing().size();
    if (missing > 0) {
      terminal().warn(missing + " of " + all + " trials have no result");
    }
  }

  private void requireDifferent() {
    Set<Path> seen = new HashSet<>();
    for (Path folder : folders) {
      if (!seen.add(real(folder))) {
        throw new ParameterException(spec().commandLine(), folder + " is given twice");
      }
    }
    if (seen.contains(real(out))) {
      throw new ParameterException(
          spec().commandLine(), "--out must be another folder than those to merge but was " + out);
    }
    if (!force && RunFiles.holdsRun(out)) {
      throw new ParameterException(
          spec().commandLine(),
          out + " holds a run already: choose another --out, or replace it with --force");
    }
  }

  private static Path real(Path folder) {
    try {
      return Files.exists(folder) ? folder.toRealPath() : folder.toAbsolutePath().normalize();
    } catch (IOException e) {
      return folder.toAbsolutePath().normalize();
    }
  }
}
