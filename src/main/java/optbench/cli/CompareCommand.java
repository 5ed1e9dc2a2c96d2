package optbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import optbench.app.StoredRunLoader;
import optbench.compare.NotComparableException;
import optbench.compare.RunComparison;
import optbench.report.Artifact;
import optbench.report.ChartRequest;
import optbench.report.CompareReport;
import optbench.result.NamedRun;
import optbench.stats.PairedTest;
import optbench.stats.Protocol;
import optbench.store.JsonText;
import optbench.store.OwnedFolder;
import optbench.text.NumberText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Holds one run against another, for people: what changed, and did it matter? */
@Command(
    name = "compare",
    description = {
      "Hold run B against run A: what changed, and what came of it?",
      "Optimizers of the same label are paired by seed. Nothing is trained."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  optbench compare results/before results/after",
      "  optbench compare results/a results/b --out results/a-b --margin 0.1",
      "  optbench compare results/a results/b --map 'adam=adam 0.01'",
      "",
      "Exit codes: 0 compared, whatever came of it (optbench check is the one for CI); 3 no such run;",
      "4 could not be compared (other data, nothing in common)."
    })
final class CompareCommand extends Subcommand {
  private static final double POINTS = 100;

  @Parameters(index = "0", paramLabel = "A", description = "Results folder to compare with.")
  private Path folderA;

  @Parameters(index = "1", paramLabel = "B", description = "Results folder that is compared.")
  private Path folderB;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Write compare.md, .csv, .json and charts there (default: only print).")
  private Path out;

  @Option(
      names = "--level",
      paramLabel = "P",
      description =
          "Chance of even one false claim that is put up with, over all optimizers (default: 0.05).")
  private double level = 0.05;

  @Option(
      names = "--margin",
      paramLabel = "POINTS",
      description =
          "Differences shown to be smaller than so many points of test accuracy are called"
              + " equivalent (default: 0.2).")
  private double margin = 0.2;

  @Option(
      names = "--map",
      paramLabel = "A=B",
      description = "What A calls A is called B in B; once for each optimizer that was renamed.")
  private List<String> renamings = new ArrayList<>();

  @Option(
      names = "--json",
      description = "Print the comparison as JSON on stdout, and nothing else there.")
  private boolean json;

  @Override
  List<Path> reads() {
    return List.of(folderA, folderB);
  }

  @Override
  public Integer call() {
    requireFolder("argument A", folderA);
    requireFolder("argument B", folderB);
    requireFolder("--out", out);
    if (out != null) {
      ChartRequest.STANDARD.check();
    }
    Protocol protocol = protocol();
    NamedRun a = load(folderA);
    NamedRun b = load(folderB);
    RunComparison comparison;
    try {
      comparison = RunComparison.of(a, b, protocol, renamed(a, b));
    } catch (NotComparableException e) {
      terminal().error(e.getMessage());
      return ExitCode.NOT_COMPARED;
    }
    CompareReport report = CompareReport.of(comparison);
    if (out != null) {
      write(comparison, report);
    }
    if (json) {
      terminal().json(comparison);
    } else {
      new ComparePrinter(terminal()).print(comparison, report);
      if (out != null) {
        print("");
        print("Charts and tables: " + out);
      }
    }
    return ExitCode.OK;
  }

  private Protocol protocol() {
    require("--level", level > 0 && level < 0.8, "greater than 0 and less than 0.8", level);
    require("--margin", margin > 0 && margin <= POINTS, "greater than 0 and at most 100", margin);
    return new Protocol(level, PairedTest.STUDENT_T, OptionalDouble.of(margin / POINTS));
  }

  private void require(String option, boolean holds, String must, double was) {
    if (!holds) {
      throw new ParameterException(
          spec().commandLine(), option + " must be " + must + " but was " + NumberText.exact(was));
    }
  }

  private NamedRun load(Path folder) {
    return new NamedRun(
        folder.toString().replace('\\', '/'), new StoredRunLoader(console()).load(folder));
  }

  private Map<String, String> renamed(NamedRun a, NamedRun b) {
    Map<String, String> renamed = new LinkedHashMap<>();
    for (String renaming : renamings) {
      int sign = sign(renaming, a, b);
      if (renamed.put(renaming.substring(0, sign), renaming.substring(sign + 1)) != null) {
        throw fault("'" + renaming + "' renames an optimizer a second time");
      }
    }
    if (renamed.values().stream().distinct().count() < renamed.size()) {
      throw fault("must name each optimizer of B once but named one twice");
    }
    return renamed;
  }

  /** Labels may hold equals signs themselves. */
  private int sign(String renaming, NamedRun a, NamedRun b) {
    for (int i = renaming.indexOf('='); i >= 0; i = renaming.indexOf('=', i + 1)) {
      if (a.run().labels().contains(renaming.substring(0, i))
          && b.run().labels().contains(renaming.substring(i + 1))) {
        return i;
      }
    }
    throw fault(
        "must be a label of A, =, and a label of B but was '"
            + renaming
            + "'; A has "
            + String.join(", ", a.run().labels())
            + "; B has "
            + String.join(", ", b.run().labels()));
  }

  private ParameterException fault(String what) {
    return new ParameterException(spec().commandLine(), "--map " + what);
  }

  private void write(RunComparison comparison, CompareReport report) {
    OwnedFolder folder = OwnedFolder.forComparison(out, terminal().notes());
    folder.write("compare.json", JsonText.of(comparison) + "\n");
    folder.write("compare.csv", report.table());
    folder.write("compare.md", report.markdown());
    for (Artifact chart : report.charts()) {
      folder.write(chart.name(), chart.content());
    }
  }
}
