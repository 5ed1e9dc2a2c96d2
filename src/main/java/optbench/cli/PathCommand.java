package optbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import optbench.app.Build;
import optbench.app.PathFinder;
import optbench.app.PathFinder.RateWish;
import optbench.app.SpecLanguage;
import optbench.descent.PathStudy;
import optbench.descent.PlanePoint;
import optbench.descent.TestFunction;
import optbench.report.Artifact;
import optbench.report.ChartRequest;
import optbench.report.PathReport;
import optbench.store.LoadedSpec;
import optbench.store.OwnedFolder;
import optbench.store.SpecOverride;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Shows what optimizers do where it can be looked at. */
@Command(
    name = "path",
    description = {
      "Show the paths of optimizers on a function of two variables.",
      "The steps are those of training. Each optimizer takes the best of 19 learning rates from 0.0001 to 100: what is"
          + " good for a network is of no use here.",
      "Writes a picture, a page that plays the paths, and every point as CSV."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  optbench path rosenbrock --optimizers adam,sgd,momentum",
      "  optbench path saddle --optimizers sgd,rmsprop --learning-rate 0.01",
      "  optbench path ravine --set optimizers.momentum.momentum=0.5 -o ravine",
      "  optbench path beale --start 4,1 --steps 1000 --optimizers adam,lbfgs"
    })
final class PathCommand extends Subcommand {
  private static final int MOST_STEPS = 10_000;
  private static final double LARGEST_RATE = 1e6;
  private static final double SMALLEST_RATE = 1e-12;
  private static final String BEST = "best";
  private static final String DEFAULT = "default";
  private static final String OF_AN_OPTIMIZER = "optimizers.";

  /** The functions that there are. */
  static final class FunctionNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return TestFunction.ids().iterator();
    }
  }

  @Parameters(
      paramLabel = "FUNCTION",
      completionCandidates = FunctionNames.class,
      description = "${COMPLETION-CANDIDATES}.")
  private String name;

  @Option(
      names = "--optimizers",
      completionCandidates = CompletionCandidates.OptimizerNames.class,
      paramLabel = "A,B",
      description =
          "Optimizers to follow: ${COMPLETION-CANDIDATES} (default: ${bundle:optimizers}).")
  private String optimizers;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps of each, from 1 to 10000 (default: ${DEFAULT-VALUE}).")
  private String steps = "200";

  @Option(
      names = "--start",
      paramLabel = "X,Y",
      description = "Where they start (default: a point that the function is known for).")
  private String start;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description =
          "best: the best of 19; default: the profile's; or a number for all (default: best).")
  private String rate = BEST;

  @Option(
      names = "--profile",
      completionCandidates = CompletionCandidates.ProfileNames.class,
      paramLabel = "PROFILE",
      description = "Whose defaults: ${COMPLETION-CANDIDATES} (default: ${bundle:profile}).")
  private String profile;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Set a field of an optimizer, such as optimizers.adam.beta2=0.9; repeatable.")
  private List<String> assignments = new ArrayList<>();

  @Mixin private PluginOption plugins;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Where files go (default: results/path-<function>).")
  private Path out;

  @Override
  public Integer call() {
    requireFolder("--out", out);
    TestFunction function =
        TestFunction.of(name)
            .orElseThrow(() -> UsageFaults.unknown(spec(), "function", name, TestFunction.ids()));
    int count = steps();
    PlanePoint from = start(function);
    RateWish wish = wish();
    SpecLanguage language = plugins.language();
    LoadedSpec loaded = language.files().read(Optional.empty(), overrides());
    requireNoBatches(loaded);
    ChartRequest.STANDARD.check();
    PathStudy study =
        new PathFinder(language.optimizers(), function, from, count, wish).follow(loaded);
    PathReport report = PathReport.of(study);
    Path folder = out != null ? out : config().results().resolve("path-" + function.id());
    write(report, folder);
    terminal().out().println(report.terminal(terminal().screen()));
    print("");
    print("Picture and points: " + folder);
    print("Page: " + folder.resolve("path.html"));
    return ExitCode.OK;
  }

  private int steps() {
    if (!steps.matches("[0-9]{1,5}")
        || Integer.parseInt(steps) < 1
        || Integer.parseInt(steps) > MOST_STEPS) {
      throw fault(
          "--steps must be a whole number from 1 to " + MOST_STEPS + " but was '" + steps + "'");
    }
    return Integer.parseInt(steps);
  }

  private PlanePoint start(TestFunction function) {
    if (start == null) {
      return function.start();
    }
    String[] numbers = start.split(",", -1);
    try {
      if (numbers.length == 2) {
        return new PlanePoint(
            Double.parseDouble(numbers[0].strip()), Double.parseDouble(numbers[1].strip()));
      }
    } catch (IllegalArgumentException e) {
      // Said below, in the words of what was typed.
    }
    throw fault(
        "--start must be two numbers from -1000 to 1000, such as -1.2,1, but was '" + start + "'");
  }

  private RateWish wish() {
    if (rate.equals(BEST) || rate.equals(DEFAULT)) {
      return new RateWish(rate.equals(BEST), OptionalDouble.empty());
    }
    try {
      double number = Double.parseDouble(rate);
      if (number >= SMALLEST_RATE && number <= LARGEST_RATE) {
        return new RateWish(false, OptionalDouble.of(number));
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw fault(
        "--learning-rate must be best, default, or a number from 1e-12 to 1e6 but was '"
            + rate
            + "'");
  }

  private List<SpecOverride> overrides() {
    List<SpecOverride> overrides = new ArrayList<>();
    if (optimizers != null) {
      overrides.add(
          new SpecOverride(
              "optimizers",
              optimizers.startsWith("[") ? optimizers : "[" + optimizers + "]",
              "--optimizers " + optimizers));
    }
    if (profile != null) {
      overrides.add(SpecOverride.ofText("profile", profile, "--profile " + profile));
    }
    for (String assignment : assignments) {
      if (!assignment.startsWith(OF_AN_OPTIMIZER)) {
        throw fault(
            "--set must be about an optimizer, as in optimizers.adam.beta2=0.9, but was '"
                + assignment
                + "'");
      }
      overrides.add(SpecOverride.parse("--set", assignment));
    }
    return overrides;
  }

  private void requireNoBatches(LoadedSpec loaded) {
    loaded.spec().training().optimizers().stream()
        .filter(entry -> entry.batchSize().isPresent())
        .findFirst()
        .ifPresent(
            entry -> {
              throw fault(
                  entry.name() + " has a batch_size, but a function has no samples: leave it out");
            });
  }

  private void write(PathReport report, Path folder) {
    OwnedFolder files = OwnedFolder.forPaths(folder, terminal().notes());
    files.write("path.csv", report.points());
    for (Artifact picture : report.pictures()) {
      files.write(picture.name(), picture.content());
    }
    files.write("path.html", report.html(Build.version()));
  }

  private ParameterException fault(String what) {
    return new ParameterException(spec().commandLine(), what);
  }
}
