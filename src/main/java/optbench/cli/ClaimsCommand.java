package optbench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import optbench.app.ClaimRegistrar;
import optbench.app.ComputeDevice;
import optbench.app.Console;
import optbench.app.ExperimentRunner;
import optbench.app.ExperimentSeries;
import optbench.app.RegisteredClaims;
import optbench.app.SpecLanguage;
import optbench.claims.Claim;
import optbench.claims.ClaimJudge;
import optbench.claims.ClaimsFile;
import optbench.claims.Registration;
import optbench.claims.Verdicts;
import optbench.report.ChartRequest;
import optbench.report.ClaimsReport;
import optbench.report.Report;
import optbench.result.Run;
import optbench.run.Jobs;
import optbench.run.ReportFiles;
import optbench.spec.Device;
import optbench.spec.ExperimentSpec;
import optbench.store.ClaimsFiles;
import optbench.store.LoadedClaims;
import optbench.store.RunStore;
import optbench.store.SpecOverride;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Tests claims by experiments. */
@Command(
    name = "claims",
    description = {
      "Run the experiments that claims rest on, and say which claims hold.",
      "Trials that are there already are not run again: interrupt it at any time, and go on later."
    },
    synopsisSubcommandLabel = "[register|confirm]",
    commandListHeading = "%nTo confirm claims with fresh seeds:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  optbench claims --dry-run",
      "  optbench claims --only adam-highest,sgd-slow",
      "  optbench claims my-claims.yaml --report-only",
      "  optbench claims register my-claims.yaml --seeds 101..125",
      "  optbench claims confirm my-claims.lock.json",
      "",
      "The exit code is 0 whatever the verdicts are, and 1 if a trial failed (3: for want of memory)."
    })
final class ClaimsCommand extends Subcommand implements UsesDevice {
  private static final Path ARTICLES = Path.of("configs", "claims", "articles.yaml");

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description =
          "Claims, YAML or JSON (default: configs/claims/articles.yaml of optbench itself).")
  private Path file = articles();

  @Mixin private PluginOption plugins;

  @Mixin private DeviceOption device;

  @Mixin private ClusterOption cluster;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "ID",
      description =
          "Only these claims; p-values are corrected as for all of the file all the same.")
  private List<String> only = new ArrayList<>();

  @Option(names = "--experiments-only", description = "Run what is missing and judge nothing.")
  private boolean experimentsOnly;

  @Option(names = "--report-only", description = "Run nothing and judge by what is there.")
  private boolean reportOnly;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Results folder, with one for each experiment (default: results/claims).")
  private Path out;

  @Mixin private JobsOption jobs;

  @Option(
      names = "--dry-run",
      description = "Print the experiments and how many of their trials are missing, and stop.")
  private boolean dryRun;

  @Option(
      names = "--json",
      description = "Print verdicts, or with --dry-run the experiments, as JSON on stdout.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  private boolean quiet;

  @Override
  public Integer call() {
    requireFolder("--out", out);
    Optional<Jobs> atOnce = jobs.wanted(config().defaults());
    if (experimentsOnly && reportOnly) {
      throw usage("--experiments-only and --report-only exclude each other");
    }
    LoadedClaims loaded = new ClaimsFiles().read(file);
    List<Claim> asked = asked(loaded.file());
    SpecLanguage language = plugins.language();
    ExperimentRunner runner = runner(console(quiet), language, atOnce);
    ExperimentSeries experiments = experiments(loaded, asked, language);
    device.requireUse(experiments.executions().map(ExperimentSpec.Execution::device));
    ClaimsPrinter printer = new ClaimsPrinter(terminal(), json, quiet);
    if (dryRun) {
      printer.print(experiments.status(runner, console()));
      return ExitCode.OK;
    }
    try (RunStore store = RunStore.open(folder(), terminal().notes())) {
      int exitCode = reportOnly ? ExitCode.OK : carryOut(experiments, runner, quiet);
      if (!experimentsOnly) {
        Map<String, Run> evidence = experiments.evidence(console());
        List<String> ids = asked.stream().map(Claim::id).toList();
        report(
            title(file), new ClaimJudge(loaded.file(), evidence).of(ids), evidence, store, printer);
      }
      return exitCode;
    }
  }

  @Command(
      description = {
        "Fix claims, specs and fresh seeds in a file, before any trial is trained.",
        "What confirm then finds was not chosen by its outcome. Commit the file before you confirm."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  optbench claims register my-claims.yaml --seeds 101..125",
        "  optbench claims register my-claims.yaml --seeds 101..115 --seeds rates=101..140"
      })
  int register(
      @Parameters(paramLabel = "FILE", description = "Claims, YAML or JSON.") Path claims,
      @Option(
              names = "--seeds",
              required = true,
              paramLabel = "[EXPERIMENT=]SEEDS",
              description =
                  "Seeds that were never used before, such as 101..125: of all experiments, or of one; repeatable.")
          List<String> seeds,
      @Option(
              names = "--explored",
              paramLabel = "DIR",
              description =
                  "Results of the claims that were looked at before: their seeds are refused, their verdicts are kept (default: results/claims).")
          Path explored,
      @Option(
              names = "--lock",
              paramLabel = "LOCK",
              description = "The file to write (default: beside the claims, as FILE.lock.json).")
          Path lock,
      @Mixin PluginOption jars,
      @Mixin CommonOptions common) {
    requireFile("argument FILE", claims);
    requireFile("--lock", lock);
    requireFolder("--explored", explored);
    Path folder = explored == null ? config().results().resolve("claims") : explored;
    if (explored != null && !Files.isDirectory(explored)) {
      throw usage("--explored " + explored + ": there is no such folder");
    }
    Path written = lock == null ? claims.resolveSibling(title(claims) + ".lock.json") : lock;
    SpecLanguage language = jars.language();
    Registration registration =
        new ClaimRegistrar(
                console(),
                language,
                runner(console(), language, Optional.empty()),
                Clock.systemUTC())
            .register(claims, SeedOption.parse(seeds), folder, written);
    new ClaimsPrinter(terminal(), false, false).print(registration, written);
    return ExitCode.OK;
  }

  @Command(
      description = {
        "Train what was registered, with its fresh seeds alone, and say which claims hold.",
        "Refuses files that were changed since, and trials that are older (exit code 4)."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  optbench claims confirm my-claims.lock.json",
        "  optbench claims confirm my-claims.lock.json --report-only --out results/confirmed"
      })
  int confirm(
      @Parameters(paramLabel = "LOCK", description = "What claims register wrote.") Path lock,
      @Option(names = "--report-only", description = "Run nothing and judge by what is there.")
          boolean judgeOnly,
      @Option(
              names = {"-o", "--out"},
              paramLabel = "DIR",
              description =
                  "Results folder, with one for each experiment (default: results/confirmed).")
          Path results,
      @Mixin JobsOption sideBySide,
      @Option(
              names = "--dry-run",
              description = "Print the experiments and how many trials are missing, and stop.")
          boolean dry,
      @Option(names = "--json", description = "Print verdicts, or the experiments, as JSON.")
          boolean asJson,
      @Option(
              names = {"-q", "--quiet"},
              description = "No progress.")
          boolean silent,
      @Mixin PluginOption jars,
      @Mixin CommonOptions common) {
    requireFile("argument LOCK", lock);
    requireFolder("--out", results);
    Path folder = results == null ? config().results().resolve("confirmed") : results;
    SpecLanguage language = jars.language();
    ExperimentRunner runner =
        runner(console(silent), language, sideBySide.wanted(config().defaults()));
    RegisteredClaims registered = RegisteredClaims.read(lock, folder, language.files());
    registered.check(runner, console());
    ClaimsPrinter printer = new ClaimsPrinter(terminal(), asJson, silent);
    ExperimentSeries experiments = registered.experiments();
    if (dry) {
      printer.print(experiments.status(runner, console()));
      return ExitCode.OK;
    }
    try (RunStore store = RunStore.open(folder, terminal().notes())) {
      int exitCode = judgeOnly ? ExitCode.OK : carryOut(experiments, runner, silent);
      Map<String, Run> evidence = experiments.evidence(console());
      report(title(lock), registered.verdicts(evidence), evidence, store, printer);
      return exitCode;
    }
  }

  private ExperimentRunner runner(Console speaks, SpecLanguage language, Optional<Jobs> atOnce) {
    return new ExperimentRunner(
        speaks, datasets(), language, atOnce, ComputeDevice.ofThisBuild(cudaCheck()), "");
  }

  /** Trains what is missing; the worst exit code of all. */
  private int carryOut(ExperimentSeries experiments, ExperimentRunner runner, boolean silent) {
    AtomicInteger exitCode = new AtomicInteger(ExitCode.OK);
    experiments.carryOut(
        runner,
        console(silent),
        false,
        ChartRequest.STANDARD,
        (name, outcome) -> exitCode.accumulateAndGet(RunEnd.say(outcome, terminal()), Math::max));
    return exitCode.get();
  }

  private Path folder() {
    return out != null ? out : config().results().resolve("claims");
  }

  /** Of this folder where it has them, else those that came with the program. */
  private static Path articles() {
    String home = System.getProperty("optbench.home");
    return home == null || Files.exists(ARTICLES) ? ARTICLES : Path.of(home).resolve(ARTICLES);
  }

  private ExperimentSeries experiments(
      LoadedClaims loaded, List<Claim> asked, SpecLanguage language) {
    List<SpecOverride> override =
        Stream.of(device.override(environment(), config().defaults()), cluster.override())
            .flatMap(Optional::stream)
            .toList();
    return ExperimentSeries.ofClaims(
        loaded, file, asked, folder(), language.files(), name -> override);
  }

  /** What the first experiment wants; one that wants another device is refused when it is due. */
  @Override
  public Device device() {
    return executions().map(ExperimentSpec.Execution::device).findFirst().orElse(Device.DEFAULT);
  }

  @Override
  public boolean usesCluster() {
    return executions().anyMatch(execution -> execution.cluster().isPresent());
  }

  private Stream<ExperimentSpec.Execution> executions() {
    LoadedClaims loaded = new ClaimsFiles().read(file);
    return experiments(loaded, asked(loaded.file()), plugins.language()).executions();
  }

  private static void report(
      String title,
      Verdicts verdicts,
      Map<String, Run> evidence,
      RunStore store,
      ClaimsPrinter printer) {
    ClaimsReport report = ClaimsReport.of(verdicts);
    ReportFiles.write(report, store);
    Map<String, Report> experiments = new LinkedHashMap<>();
    evidence.forEach((name, run) -> experiments.put(name, Report.of(run)));
    ReportFiles.writePage(title, report, experiments, store);
    printer.print(report, store.folder());
    printer.printPage(store.folder().resolve("claims.html"));
  }

  private static String title(Path file) {
    return file.getFileName().toString().replaceFirst("\\.(ya?ml|json)$", "");
  }

  private List<Claim> asked(ClaimsFile claims) {
    for (String id : only) {
      if (claims.claim(id).isEmpty()) {
        throw UsageFaults.unknown(
            spec(), "claim", id, claims.claims().stream().map(Claim::id).toList());
      }
    }
    return claims.claims().stream().filter(c -> only.isEmpty() || only.contains(c.id())).toList();
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec().commandLine(), message);
  }
}
