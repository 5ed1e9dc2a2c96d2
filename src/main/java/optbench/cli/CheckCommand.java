package optbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import optbench.app.StoredRunLoader;
import optbench.check.Baseline;
import optbench.check.CheckReport;
import optbench.check.GateOutcome;
import optbench.check.JUnitXml;
import optbench.check.MarkdownSummary;
import optbench.check.Rule;
import optbench.store.OutputFile;
import optbench.store.RunFiles;
import optbench.store.StoredRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The gate of a CI job. */
@Command(
    name = "check",
    description = {
      "Hold a run against a baseline: did an optimizer lose accuracy?",
      "Optimizers are paired by seed. An optimizer passes if its metrics are the same to the bit, or",
      "if it is shown not to have lost as much as the rule's margin.",
      "With --against-command, hold this build against another one: both train a spec in turn on this",
      "machine, each trial in a JVM of its own, so that times can be compared as well."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  optbench check results/run",
      "  optbench check results/run --rule accuracy:0.5pt --junit check.xml",
      "  optbench check results/run --accept",
      "  optbench check quick.yaml --against-command ../main/optbench --rule timing:10%%",
      "  optbench check quick.yaml --against-command 'JAVA_HOME=/opt/jdk-25 ./optbench'",
      "  optbench check quick.yaml --plugins new.jar \\",
      "      --against-command './optbench {} --plugins old.jar'",
      "",
      "Exit codes: 0 no regression; 1 regressed; 3 baseline or run missing or changed by hand, or a",
      "command did not train; 4 could not be compared (other data, other settings, too few seeds);",
      "5 better: the baseline is stale. Of several, the first of 1, 4, 5, 0 counts. Of times: 1",
      "slower by more than the margin; 0 not slower by it, or too uncertain to decide, which is said;",
      "4 where only times are checked and the machine is too unsteady for it. On GitHub Actions it",
      "also writes annotations, and adds to the job's summary."
    })
final class CheckCommand extends Subcommand {
  private static final String GITHUB_SUMMARY = "GITHUB_STEP_SUMMARY";

  @Parameters(
      paramLabel = "DIR|SPEC",
      description = "Results folder of a run; with --against-command, a spec.")
  private Path subject;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "As optbench baseline save wrote it (default: baselines/main.json).")
  private Path file;

  @Option(
      names = "--rule",
      paramLabel = "RULE",
      description =
          "What is put up with: accuracy:0.3pt, in points of test accuracy (the default), or with"
              + " --against-command timing:10%%, of the time a step (there both are the default)."
              + " Repeatable; of several about the same, the smallest counts.")
  private List<String> rules = new ArrayList<>();

  @Mixin private AgainstOptions against;

  @Option(
      names = "--accept",
      description =
          "Where nothing else is wrong and the run is finished, write what is better and what is new"
              + " to the baseline.")
  private boolean accept;

  @Option(
      names = "--json",
      description = "Print what was found as JSON on stdout, and nothing else there.")
  private boolean json;

  @Option(names = "--junit", paramLabel = "FILE", description = "Write it as JUnit XML as well.")
  private Path junit;

  @Option(names = "--summary", paramLabel = "FILE", description = "Write it as Markdown as well.")
  private Path summary;

  @Override
  List<Path> reads() {
    return against.given() ? List.of() : List.of(subject);
  }

  @Override
  public Integer call() {
    List<Rule> asked = rules.stream().map(this::rule).toList();
    against.requireSense(spec().commandLine(), asked, file != null, accept);
    if (against.given()) {
      return holdAgainstCommand(asked);
    }
    requireFolder("argument DIR", subject);
    return holdAgainstBaseline(
        Rule.strictest(asked, Rule.Measure.ACCURACY).orElse(Rule.DEFAULT),
        file == null ? BaselineCommand.file("main") : file);
  }

  private int holdAgainstBaseline(Rule rule, Path baseline) {
    Baseline before = Baseline.read(baseline);
    StoredRun stored = RunFiles.read(subject);
    new StoredRunLoader(console()).tellUnreadable(stored);
    Baseline now = Baseline.of(before.name(), stored.run()).orElse(null);
    if (now == null) {
      terminal().error(subject + " has no result yet: finish the run first");
      return ExitCode.MISSING;
    }
    CheckReport report = CheckReport.of(before, now, rule);
    boolean taken =
        accept
            && BaselineCommand.unsettled(stored.run()) == 0
            && takeOver(report, before, now, baseline);
    CheckReport said = taken ? report.withNote("the baseline was written anew: commit it") : report;
    CheckPrinter printer = new CheckPrinter(terminal(), environment());
    printer.print(said, json);
    if (!taken) {
      printer.annotate(said, baseline, () -> before.lines(baseline));
    }
    write(said);
    return taken ? ExitCode.OK : code(report.finding());
  }

  private int holdAgainstCommand(List<Rule> asked) {
    CheckReport report = against.comparison(console(), subject).check(asked);
    CheckPrinter printer = new CheckPrinter(terminal(), environment());
    printer.print(report, json);
    printer.annotate(report, subject, List::of);
    write(report);
    return code(report.finding());
  }

  private Rule rule(String text) {
    try {
      return Rule.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec().commandLine(), "--rule " + e.getMessage());
    }
  }

  /** Only what is better: taking all would let small losses add up unseen. */
  private boolean takeOver(CheckReport report, Baseline before, Baseline now, Path baseline) {
    boolean sound =
        report.finding() != GateOutcome.REGRESSED && report.finding() != GateOutcome.NOT_COMPARED;
    if (!sound || report.acceptable().isEmpty()) {
      return false;
    }
    before.updated(now, report.acceptable()).write(baseline);
    return true;
  }

  private void write(CheckReport report) {
    String markdown = MarkdownSummary.of(report);
    if (junit != null) {
      OutputFile.write(junit, JUnitXml.of(report));
    }
    if (summary != null) {
      OutputFile.write(summary, markdown);
    }
    String job = environment().getOrDefault(GITHUB_SUMMARY, "");
    if (!job.isEmpty()) {
      OutputFile.append(Path.of(job), markdown);
    }
  }

  /** What CI services act on. */
  static int code(GateOutcome finding) {
    return switch (finding) {
      case REGRESSED -> ExitCode.FAILED;
      case NOT_COMPARED -> ExitCode.NOT_COMPARED;
      case BETTER -> ExitCode.STALE;
      case UNCLEAR, OK, IDENTICAL, NEW -> ExitCode.OK;
    };
  }
}
