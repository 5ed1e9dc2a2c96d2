package optbench.cli;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import optbench.app.ReportRebuilder;
import optbench.app.StoredRunLoader;
import optbench.app.SuiteReporter;
import optbench.report.ChartRequest;
import optbench.report.ProfileReport;
import optbench.report.Report;
import optbench.result.Run;
import optbench.result.SuiteRecord;
import optbench.run.ReportFiles;
import optbench.spec.ReportSpec;
import optbench.spec.SpecException;
import optbench.store.PublishedFiles;
import optbench.store.RunFiles;
import optbench.store.RunStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Rebuilds everything that is made from trials. */
@Command(
    name = "report",
    description = {
      "Rebuild tables and charts from the trials in a results folder.",
      "Nothing is trained.",
      "Of a suite: what its tasks say together.",
      "Of several folders: on how many of these tasks each optimizer is within a factor of the best."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  optbench report results/run",
      "  optbench report results/run --charts all --theme dark --out results/dark",
      "  optbench report results/a results/b results/c --out results/profile",
      "  optbench report results/run --watch     from another terminal, while it runs"
    })
final class ReportCommand extends Subcommand {
  @Parameters(
      paramLabel = "DIR",
      arity = "1..*",
      description = "Results folder of a run or a suite.")
  private List<Path> folders;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Where to write (default: the results folder; needed for several).")
  private Path out;

  @Mixin private ChartOptions charts;

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

  @Override
  List<Path> reads() {
    return folders;
  }

  @Override
  public Integer call() {
    folders.forEach(f -> requireFolder("argument DIR", f));
    requireFolder("--out", out);
    if (watch && out != null) {
      throw new ParameterException(
          spec().commandLine(), "--watch writes into the folder of the run: leave --out away");
    }
    if (folders.size() > 1) {
      return severalRuns();
    }
    Path folder = folders.get(0);
    ChartRequest drawn = charts.request(spec());
    if (RunFiles.holdsSuite(folder)) {
      return suite(folder, drawn);
    }
    ReportRebuilder rebuilder =
        new ReportRebuilder(
            console(),
            drawn,
            published == null ? List.of() : PublishedFiles.read(published),
            this::withTargets);
    if (watch) {
      AtomicInteger exitCode = new AtomicInteger(ExitCode.OK);
      rebuilder.watch(folder, rebuilt -> exitCode.set(say(rebuilt, drawn, folder)));
      return exitCode.get();
    }
    Run run = new StoredRunLoader(console()).load(folder);
    Path target = out == null ? folder : out;
    try (RunStore store = RunStore.open(target, terminal().notes())) {
      return say(rebuilder.once(run, store), drawn, target);
    }
  }

  /** What the tasks of a suite say together; the report of each task is left as it is. */
  private int suite(Path folder, ChartRequest drawn) {
    if (watch || published != null || targets != null) {
      throw new ParameterException(
          spec().commandLine(),
          folder
              + " holds a suite: --watch, --published and --targets are for one of its tasks, such as "
              + folder.resolve(RunFiles.suite(folder).tasks().get(0).name()));
    }
    SuiteRecord suite = RunFiles.suite(folder);
    try (RunStore store = RunStore.open(out == null ? folder : out, terminal().notes())) {
      return new SuitePrinter(terminal(), json, quiet)
          .report(new SuiteReporter(console(), drawn), suite, folder, store);
    }
  }

  private int say(ReportRebuilder.Rebuilt rebuilt, ChartRequest asked, Path folder) {
    new ResultPrinter(terminal(), json, quiet)
        .print(rebuilt.report(), rebuilt.published(), rebuilt.claims(), folder);
    return ChartOptions.say(rebuilt.drawn(), asked, terminal());
  }

  /** The runs as tasks of one comparison. */
  private int severalRuns() {
    if (watch) {
      throw new ParameterException(
          spec().commandLine(), "--watch follows one run but there are " + folders.size());
    }
    if (out == null) {
      throw new ParameterException(
          spec().commandLine(), "--out must say where to write what several folders say together");
    }
    if (published != null) {
      throw new ParameterException(
          spec().commandLine(), "--published can be set beside a single folder only");
    }
    ChartRequest drawn = charts.requestOfProfile(spec());
    requireDifferent();
    StoredRunLoader missing = new StoredRunLoader(console());
    List<Report> reports =
        folders.stream().map(missing::load).map(run -> Report.of(withTargets(run))).toList();
    ProfileReport report;
    try {
      report = ProfileReport.of(reports);
    } catch (IllegalArgumentException e) {
      terminal().error("these runs cannot be compared: " + e.getMessage());
      return ExitCode.NOT_COMPARED;
    }
    int exitCode;
    try (RunStore store = RunStore.open(out, terminal().notes())) {
      exitCode = ChartOptions.say(ReportFiles.write(report, drawn, store), drawn, terminal());
    }
    if (json) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("by_error", report.byError());
      tree.put("by_epochs", report.byEpochs());
      tree.put("left_out", report.leftOut());
      terminal().json(tree);
      return exitCode;
    }
    terminal().out().println(report.terminal(terminal().screen()));
    if (!quiet) {
      print("");
      print("Profiles and tables: " + out);
    }
    return exitCode;
  }

  /** A run that counts twice would be twice as right. */
  private void requireDifferent() {
    Set<Path> seen = new HashSet<>();
    for (Path folder : folders) {
      if (!seen.add(folder.toAbsolutePath().normalize())) {
        throw new ParameterException(
            spec().commandLine(), "each folder must be given once but " + folder + " was twice");
      }
    }
  }

  private Run withTargets(Run run) {
    if (targets == null) {
      return run;
    }
    try {
      return run.withTargets(ReportSpec.DEFAULT.withTargets(targets).targets());
    } catch (SpecException e) {
      throw new ParameterException(spec().commandLine(), "--targets " + e.getMessage());
    }
  }
}
