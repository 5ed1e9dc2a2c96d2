package optbench.cli;

import java.nio.file.Path;
import java.util.Optional;
import optbench.app.ComputeDevice;
import optbench.app.ExperimentRunner;
import optbench.app.Forecast;
import optbench.app.SpecLanguage;
import optbench.report.ChartRequest;
import optbench.result.Shard;
import optbench.run.Jobs;
import optbench.spec.Device;
import optbench.spec.ExperimentSpec;
import optbench.store.LoadedSpec;
import optbench.store.LoadedSuite;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Trains, and reports. */
@Command(
    name = "run",
    description = {
      "Train the same network with each optimizer, and compare.",
      "Of a suite, a file with a key tasks, do so on each of its tasks.",
      "Trials that the results folder holds already are not run again."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  optbench run --optimizers adam,sgd",
      "  optbench run configs/quickstart.yaml --seeds 5",
      "  optbench run configs/suite.yaml",
      "  optbench run --set optimizers.adam.learning_rate=0.01 --dry-run",
      "  optbench run --set 'optimizers.sgd.weight_decay={decoupled: 0.01}'",
      "  optbench run --plugins my.jar --optimizers adam,my_optimizer",
      "  optbench run --isolate --set timing.repeats=3",
      "  optbench run configs/article.yaml --shard 2/4",
      "  optbench run configs/article.yaml --cluster spark://master:7077"
    })
final class RunCommand extends Subcommand implements UsesDevice {
  @Mixin private SpecOptions specOptions;

  @Mixin private PluginOption plugins;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Results folder (default: results/<name>).")
  private Path out;

  @Option(
      names = "--force",
      description = "Start over: say how much an earlier run wrote there, and remove that alone.")
  private boolean force;

  @Mixin private JobsOption jobs;

  @Mixin private ChartOptions charts;

  @Option(
      names = "--shard",
      paramLabel = "K/N",
      description =
          "Train the K-th of N parts only; whole seeds stay together where there are N of them. optbench merge joins the folders.")
  private String shard;

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
    Optional<Jobs> atOnce = jobs.wanted(config().defaults());
    ChartRequest drawn = charts.request(spec());
    SpecLanguage language = plugins.language();
    ExperimentRunner runner =
        new ExperimentRunner(
            console(quiet),
            datasets(),
            language,
            atOnce,
            ComputeDevice.ofThisBuild(cudaCheck()),
            " (--force runs them again)");
    Optional<Path> suite = specOptions.suite();
    if (suite.isPresent()) {
      return suite(suite.get(), language, runner, drawn);
    }
    LoadedSpec loaded = specOptions.read(language, environment(), config());
    Optional<Shard> part = part(loaded.spec());
    Path folder = out != null ? out : config().results().resolve(folderName(loaded.spec().name()));
    if (dryRun) {
      return dryRun(runner, runner.forecast(loaded, part, folder));
    }
    ExperimentRunner.Outcome outcome = runner.carryOut(loaded, part, folder, force, drawn);
    new ResultPrinter(terminal(), json, quiet).print(outcome.report(), outcome.claims(), folder);
    return RunEnd.say(outcome, terminal());
  }

  private int suite(Path file, SpecLanguage language, ExperimentRunner runner, ChartRequest drawn) {
    if (shard != null) {
      throw new ParameterException(
          spec().commandLine(),
          "--shard divides one experiment but " + file + " is a suite of several");
    }
    LoadedSuite suite = readSuite(file, language);
    Path folder = out != null ? out : config().results().resolve(suite.name());
    SuitePrinter printer = new SuitePrinter(terminal(), json, quiet);
    SuiteRun run = new SuiteRun(suite, file, folder, runner, terminal(), printer);
    return dryRun ? run.dryRun(!json) : run.carryOut(console(quiet), force, drawn);
  }

  private LoadedSuite readSuite(Path file, SpecLanguage language) {
    return specOptions.readSuite(file, language, environment(), config());
  }

  @Override
  public Device device() {
    return execution().device();
  }

  @Override
  public boolean usesCluster() {
    return execution().cluster().isPresent();
  }

  /**
   * Of a suite, that of its first task; one that wants another device is refused when it is due.
   */
  private ExperimentSpec.Execution execution() {
    SpecLanguage language = plugins.language();
    LoadedSpec first =
        specOptions
            .suite()
            .map(file -> readSuite(file, language).tasks().get(0).spec())
            .orElseGet(() -> specOptions.read(language, environment(), config()));
    return first.spec().execution();
  }

  /** Parts that are run on one machine do not get into each other's way. */
  private String folderName(String name) {
    return shard == null ? name : name + "-shard-" + shard.replace("/", "-of-");
  }

  private Optional<Shard> part(ExperimentSpec experiment) {
    if (shard == null) {
      return Optional.empty();
    }
    try {
      Shard part = Shard.parse(shard);
      int trials =
          experiment.training().optimizers().size() * experiment.training().seeds().values().size();
      if (experiment.tune().isPresent()) {
        throw new IllegalArgumentException(
            "cannot divide an experiment with tune: what is chosen depends on all of its trials");
      }
      if (experiment.training().seeds().until().isPresent()) {
        throw new IllegalArgumentException(
            "cannot divide an experiment that runs until it is decided: what is trained depends on all of its trials");
      }
      if (part.count() > trials) {
        throw new IllegalArgumentException(
            "must name at most " + trials + " parts, one for each trial, but was '" + shard + "'");
      }
      return Optional.of(part);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec().commandLine(), "--shard " + e.getMessage());
    }
  }

  private int dryRun(ExperimentRunner runner, Forecast forecast) {
    PlanPrinter printer = new PlanPrinter(terminal(), forecast.conditions());
    if (forecast.planning().tunes()) {
      new TuningPrinter(terminal(), printer).print(forecast.planning().tuning(), json);
    } else {
      printer.print(forecast.last(), json);
    }
    if (!json) {
      new CostPrinter(terminal()).print(forecast, runner.estimate(forecast));
    }
    forecast.notice().ifPresent(terminal()::note);
    forecast.shortage().ifPresent(terminal()::error);
    return forecast.shortage().isEmpty() ? ExitCode.OK : ExitCode.MISSING;
  }
}
