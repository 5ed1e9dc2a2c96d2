package optbench.cli;

import java.nio.file.Path;
import java.time.Clock;
import optbench.data.Dataset;
import optbench.data.DownloadProgress;
import optbench.engine.EnvironmentProbe;
import optbench.optimizer.Optimizers;
import optbench.plan.DataFacts;
import optbench.plan.Plan;
import optbench.plan.Planner;
import optbench.report.Report;
import optbench.result.Environment;
import optbench.result.TrialResult;
import optbench.run.FinishedRun;
import optbench.run.Jobs;
import optbench.run.Progress;
import optbench.run.ProgressStyle;
import optbench.run.ReportFiles;
import optbench.run.Runner;
import optbench.spec.DataSpec;
import optbench.spec.ExperimentSpec;
import optbench.spec.SpecException;
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
      "  optbench run --plugins my.jar --optimizers adam,my_optimizer",
      "  optbench run --isolate --set timing.repeats=3"
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

  @Option(
      names = "--dry-run",
      description =
          "Print the resolved trials, what they will cost and what they can show, and train nothing.")
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
    Path folder = out != null ? out : Path.of("results", loaded.spec().name());
    if (dryRun) {
      Dataset data = load(loaded.spec().data());
      Plan plan = plan(loaded, optimizers, data);
      new PlanPrinter(terminal()).print(plan, json);
      if (!json) {
        new CostPrinter(terminal(), quiet).print(plan, data, folder, atOnce, machine());
      }
      return ExitCode.OK;
    }
    try (RunStore store = RunStore.open(folder)) {
      Dataset data = load(loaded.spec().data());
      Plan plan = plan(loaded, optimizers, data);
      if (force) {
        store.clear();
      }
      FinishedRun run = train(plan, optimizers, data, store, atOnce);
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

  private FinishedRun train(
      Plan plan, Optimizers optimizers, Dataset data, RunStore store, Jobs atOnce) {
    Object specTree = SpecOptions.files(optimizers).tree(plan.spec());
    if (plan.spec().timing().reported() && !atOnce.equals(Jobs.ONE) && !quiet) {
      terminal()
          .err()
          .println(
              "NOTE: times of trials that run side by side are marked, and compared with no others.");
    }
    Interruption interruption = new Interruption(terminal(), store.folder());
    try (Progress progress = style().on(terminal().err(), terminal().progressWidth())) {
      Environment environment = machine();
      Isolation isolation = new Isolation(plan, optimizers, plugins.jars(), terminal());
      Runner runner =
          new Runner(
              isolation.engines(Engines.ALL, environment.threads()),
              store,
              progress,
              atOnce,
              Clock.systemUTC(),
              isolation.timekeeping());
      FinishedRun run = runner.run(plan, specTree, data, environment);
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
                    + plan.trials().size()
                    + " trials were there already (--force runs them again)");
      }
      return run;
    } finally {
      interruption.disarm();
    }
  }

  private static Environment machine() {
    return EnvironmentProbe.read(Build.version(), Build.gitCommit());
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
            .load(
                spec.name(),
                spec.directory(),
                spec.trainLimit(),
                spec.validation(),
                spec.maxPixelFrequency(),
                progress);
    data.notice()
        .ifPresent(
            notice -> {
              terminal().err().println("NOTE: " + notice.text());
              terminal().err().println("(" + notice.reason() + ")");
            });
    return data;
  }

  private static Plan plan(LoadedSpec loaded, Optimizers optimizers, Dataset data) {
    try {
      return plan(loaded.spec(), optimizers, data);
    } catch (SpecException e) {
      throw loaded.located(e);
    }
  }

  /** All trials of a spec on this machine. */
  static Plan plan(ExperimentSpec spec, Optimizers optimizers, Dataset data) {
    DataFacts facts =
        new DataFacts(
            data.name(),
            data.sha256(),
            data.training().size(),
            data.validation().size(),
            data.height(),
            data.width(),
            data.classes());
    return new Planner(optimizers).plan(spec, facts, EnvironmentProbe.device(), Engines.ALL);
  }
}
