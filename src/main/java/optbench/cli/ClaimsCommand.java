package optbench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import optbench.app.ClaimExperiments;
import optbench.app.ComputeDevice;
import optbench.app.ExperimentRunner;
import optbench.app.SpecLanguage;
import optbench.claims.Claim;
import optbench.claims.ClaimJudge;
import optbench.claims.ClaimsFile;
import optbench.report.ClaimsReport;
import optbench.report.Report;
import optbench.result.Run;
import optbench.run.Jobs;
import optbench.run.ReportFiles;
import optbench.spec.Device;
import optbench.store.ClaimsFiles;
import optbench.store.LoadedClaims;
import optbench.store.RunStore;
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
    footerHeading = "%nExamples:%n",
    footer = {
      "  optbench claims --dry-run",
      "  optbench claims --only adam-highest,sgd-slow",
      "  optbench claims my-claims.yaml --report-only",
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
  private Path out = Path.of("results", "claims");

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
    Optional<Jobs> atOnce = jobs.wanted();
    if (experimentsOnly && reportOnly) {
      throw usage("--experiments-only and --report-only exclude each other");
    }
    LoadedClaims loaded = new ClaimsFiles().read(file);
    List<Claim> asked = asked(loaded.file());
    SpecLanguage language = plugins.language();
    ExperimentRunner runner =
        new ExperimentRunner(
            console(quiet),
            datasets(),
            language,
            atOnce,
            ComputeDevice.ofThisBuild(cudaCheck()),
            "");
    ClaimExperiments experiments = experiments(loaded, asked, language);
    ClaimsPrinter printer = new ClaimsPrinter(terminal(), json, quiet);
    if (dryRun) {
      printer.print(experiments.status(runner, console()));
      return ExitCode.OK;
    }
    try (RunStore store = RunStore.open(out, terminal().notes())) {
      AtomicInteger exitCode = new AtomicInteger(ExitCode.OK);
      if (!reportOnly) {
        experiments.carryOut(
            runner,
            console(quiet),
            outcome -> exitCode.accumulateAndGet(RunEnd.say(outcome, terminal()), Math::max));
      }
      if (!experimentsOnly) {
        report(loaded.file(), asked, experiments.evidence(console()), store, printer);
      }
      return exitCode.get();
    }
  }

  /** Of this folder where it has them, else those that came with the program. */
  private static Path articles() {
    String home = System.getProperty("optbench.home");
    return home == null || Files.exists(ARTICLES) ? ARTICLES : Path.of(home).resolve(ARTICLES);
  }

  private ClaimExperiments experiments(
      LoadedClaims loaded, List<Claim> asked, SpecLanguage language) {
    return ClaimExperiments.of(
        loaded, file, asked, out, language.files(), device.override(environment()));
  }

  /** What the first experiment wants; one that wants another device is refused when it is due. */
  @Override
  public Device device() {
    LoadedClaims loaded = new ClaimsFiles().read(file);
    return experiments(loaded, asked(loaded.file()), plugins.language())
        .devices()
        .findFirst()
        .orElse(Device.DEFAULT);
  }

  private void report(
      ClaimsFile claims,
      List<Claim> asked,
      Map<String, Run> evidence,
      RunStore store,
      ClaimsPrinter printer) {
    ClaimsReport report =
        ClaimsReport.of(
            new ClaimJudge(claims, evidence).of(asked.stream().map(Claim::id).toList()));
    ReportFiles.write(report, store);
    Map<String, Report> experiments = new LinkedHashMap<>();
    evidence.forEach((name, run) -> experiments.put(name, Report.of(run)));
    ReportFiles.writePage(title(), report, experiments, store);
    printer.print(report, out);
    printer.printPage(out.resolve("claims.html"));
  }

  private String title() {
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
