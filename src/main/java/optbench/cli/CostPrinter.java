package optbench.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import optbench.data.Dataset;
import optbench.plan.Trial;
import optbench.result.Environment;
import optbench.result.TrialResult;
import optbench.run.CostEstimate;
import optbench.run.CostProbe;
import optbench.run.Jobs;
import optbench.spec.ExperimentSpec;
import optbench.spec.TimingSpec;
import optbench.stats.DetectableDifference;
import optbench.store.RunStore;

/** What a plan will cost, and what it can show. */
final class CostPrinter {
  /** Twelve charts, each as PNG and SVG. */
  private static final long CHART_BYTES = 2_000_000;

  private final Terminal terminal;
  private final boolean quiet;

  CostPrinter(Terminal terminal, boolean quiet) {
    this.terminal = terminal;
    this.quiet = quiet;
  }

  /**
   * Tries what is not there yet, and tells.
   *
   * @param folder where the run's results are or will be; it is not written to
   */
  void print(Planning planning, Dataset data, Path folder, Jobs jobs, Environment environment) {
    List<Trial> trials = planning.costly(data);
    ExperimentSpec spec = planning.spec();
    Map<String, TrialResult> stored = stored(folder);
    List<Trial> missing = trials.stream().filter(t -> !stored.containsKey(t.id())).toList();
    if (!missing.isEmpty() && !quiet) {
      terminal.err().println("Trying a few steps of each kind of training...");
    }
    CostEstimate cost =
        new CostProbe(Engines.ALL, System::nanoTime)
            .estimate(missing, data, jobs, environment)
            .repeated(spec.timing().repeats());
    AlignedTable table = new AlignedTable(terminal.tableWidth(), "  ").left("").left("");
    int all = trials.size();
    table.row("there already", (all - missing.size()) + " of " + all + " trials, in " + folder);
    boolean watched = cost.kinds() > 0 && spec.probe().isPresent();
    table.row(
        "time",
        time(cost)
            + starts(spec.timing(), missing.size())
            + (watched ? "; the probe takes time beside that" : ""));
    table.row(
        "disk",
        NumberText.bytes(cost.bytes())
            + " for trials, about "
            + NumberText.bytes(CHART_BYTES)
            + " for tables and charts");
    table.row("power", power(spec, trials, stored));
    terminal.out().println();
    terminal.out().println(table.text());
  }

  private static Map<String, TrialResult> stored(Path folder) {
    return RunStore.trials(folder).byId().values().stream()
        .filter(TrialResult::settled)
        .collect(Collectors.toMap(TrialResult::id, r -> r));
  }

  private static String time(CostEstimate cost) {
    if (cost.kinds() == 0) {
      return "none: there is nothing to train";
    }
    String of = cost.kinds() == 1 ? "1 kind of training" : cost.kinds() + " kinds of training";
    String unknown =
        cost.unknown() == 0
            ? ""
            : "; without " + cost.unknown() + " that ended before a first epoch was over";
    return "about "
        + text(cost.seconds())
        + " ("
        + text(cost.low())
        + " to "
        + text(cost.high())
        + "), from a few steps of "
        + of
        + unknown;
  }

  /** What is not in the time: it depends on machine and data, and is a few seconds as a rule. */
  private static String starts(TimingSpec timing, int trials) {
    int starts = trials * timing.repeats();
    return !timing.isolate() || starts == 0
        ? ""
        : "; and the start of " + (starts == 1 ? "1 JVM" : starts + " JVMs");
  }

  /** Such as {@code 45 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
  static String text(double seconds) {
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    Duration time = Duration.ofSeconds(Math.round(seconds));
    if (time.toMinutes() == 0) {
      return time.toSeconds() + " s";
    }
    return time.toHours() == 0
        ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
        : time.toHours() + " h " + time.toMinutesPart() + " min";
  }

  private static String power(
      ExperimentSpec spec, List<Trial> trials, Map<String, TrialResult> stored) {
    int seeds = spec.seeds().values().size();
    int contenders = spec.optimizers().size();
    if (contenders < 2) {
      return "one optimizer has nothing to be compared with";
    }
    DetectableDifference least = DetectableDifference.of(contenders, seeds);
    if (least.deviations().isEmpty()) {
      return "one seed can show no difference: take two at the least, better five";
    }
    OptionalDouble spread =
        DetectableDifference.typicalDeviation(
            trials.stream()
                .filter(t -> stored.containsKey(t.id()))
                .map(t -> stored.get(t.id()).withLabel(t.label()))
                .toList());
    return least.sentence(spread);
  }
}
