package optbench.cli;

import java.nio.file.Path;
import java.time.Clock;
import optbench.data.Dataset;
import optbench.data.DownloadProgress;
import optbench.optimizer.Optimizers;
import optbench.report.Report;
import optbench.result.TrialResult;
import optbench.run.FinishedRun;
import optbench.run.Jobs;
import optbench.run.Progress;
import optbench.run.ProgressStyle;
import optbench.run.ReportFiles;
import optbench.run.Runner;
import optbench.spec.DataSpec;
import optbench.store.LoadedSpec;
import optbench.store.RunStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Trains, and reports. */
@Command(
    name = "run",
    description = {
      "Train the same network with each optimizer, and compare.",
      "Trials that the results folder holds already are not run again."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  optbench run --optimizers adam,sgd",
      "  optbench run configs/quickstart.yaml --seeds 5",
      "  optbench run --set optimizers.adam.learning_rate=0.01 --dry-run",
      "  optbench run --set 'optimizers.sgd.weight_decay={decoupled: 0.01}'",
      "  optbench run --plugins my.jar --optimizers adam,my_optimizer"
    })
final class RunCommand extends Subcommand {
  @Mixin private SpecOptions specOptions;

  @Mixin private PluginOption plugins;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Results folder (default: results/<name>).")
  private Path out;

  @Option(names = "--force", description = "Start over: remove what an earlier run wrote there.")
  private boolean force;

  @Option(
      names = "--jobs",
      paramLabel = "N|auto",
      description =
          "Train so many at once; auto: as many as cores and memory allow (default: 1). Metrics stay the same, times are marked.")
  private String jobs = "1";

  @Option(names = "--dry-run", description = "Print the resolved trials and train nothing.")
  private boolean dryRun;

  @Option(
      names = "--json",
      description =
          "Print the summary, or with --dry-run the trials, as JSON on stdout, and nothing else there.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  private boolean quiet;

  @Override
  public Integer call() {
    requireFolder("--out", out);
    Jobs atOnce = atOnce();
    Optimizers optimizers = plugins.optimizers();
    LoadedSpec loaded = specOptions.read(optimizers);
    Planning planning = new Planning(loaded, optimizers);
    if (dryRun) {
      print(planning, load(loaded.spec().data()));
      return ExitCode.OK;
    }
    Path folder = out != null ? out : Path.of("results", loaded.spec().name());
    try (RunStore store = RunStore.open(folder)) {
      Dataset data = load(loaded.spec().data());
      planning.check(data);
      if (force) {
        store.clear();
      }
      FinishedRun run = train(planning, data, store, atOnce);
      Report report = Report.of(run.run(), run.results());
      ReportFiles.write(report, store);
      new ResultPrinter(terminal(), json, quiet).print(report, folder);
      return exitCode(run);
    }
  }

  private Jobs atOnce() {
    try {
      return Jobs.parse(jobs);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec().commandLine(), "--jobs " + e.getMessage());
    }
  }

  private void print(Planning planning, Dataset data) {
    PlanPrinter printer = new PlanPrinter(terminal());
    if (planning.tunes()) {
      new TuningPrinter(terminal(), printer).print(planning.tuning(data), json);
    } else {
      printer.print(planning.plan(data), json);
    }
  }

  private FinishedRun train(Planning planning, Dataset data, RunStore store, Jobs atOnce) {
    if (planning.spec().timing().reported() && !atOnce.equals(Jobs.ONE) && !quiet) {
      terminal()
          .err()
          .println(
              "NOTE: times of trials that run side by side are marked, and compared with no others.");
    }
    Interruption interruption = new Interruption(terminal(), store.folder());
    try (Progress progress = style().on(terminal().err(), terminal().progressWidth())) {
      Runner runner = new Runner(Engines.ALL, store, progress, atOnce, Clock.systemUTC());
      FinishedRun run = planning.run(runner, data);
      run.displayFault()
          .ifPresent(
              fault ->
                  terminal().err().println("optbench: the display of progress broke: " + fault));
      if (run.reused() > 0 && !quiet) {
        terminal()
            .err()
            .println(
                run.reused()
                    + " of "
                    + run.run().allTrials().size()
                    + " trials were there already (--force runs them again)");
      }
      return run;
    } finally {
      interruption.disarm();
    }
  }

  private int exitCode(FinishedRun run) {
    for (TrialResult failed : run.failed()) {
      terminal()
          .err()
          .println(
              "optbench: error: "
                  + failed.label()
                  + " seed "
                  + failed.settings().seed()
                  + " failed: "
                  + failed.reason().orElse(""));
    }
    return run.failed().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  private ProgressStyle style() {
    if (quiet) {
      return ProgressStyle.NONE;
    }
    return terminal().errIsTerminal() ? ProgressStyle.BAR : ProgressStyle.LINES;
  }

  private Dataset load(DataSpec spec) {
    DownloadProgress progress = DownloadLines.on(terminal(), quiet);
    Dataset data =
        datasets()
            .load(spec.name(), spec.directory(), spec.trainLimit(), spec.validation(), progress);
    data.notice()
        .ifPresent(
            notice -> {
              terminal().err().println("NOTE: " + notice.text());
              terminal().err().println("(" + notice.reason() + ")");
            });
    return data;
  }
}
