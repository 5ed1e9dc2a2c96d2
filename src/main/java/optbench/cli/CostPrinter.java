package optbench.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import optbench.app.Engines;
import optbench.data.Dataset;
import optbench.plan.Plan;
import optbench.plan.Trial;
import optbench.result.Environment;
import optbench.result.TrialResult;
import optbench.run.CostEstimate;
import optbench.run.CostProbe;
import optbench.run.Jobs;
import optbench.spec.TimingSpec;
import optbench.stats.DetectableDifference;

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
   * @param stages one, or two where hyper-parameters are looked for first
   * @param stored what is there, by id
   * @param folder where the run's results are or will be; it is not written to
   * @param shortage of memory: nothing is tried then, and that is told instead
   */
  void print(
      List<Plan> stages,
      Map<String, TrialResult> stored,
      Dataset data,
      Path folder,
      Jobs jobs,
      Environment environment,
      Optional<String> shortage) {
    Plan plan = stages.get(stages.size() - 1);
    List<List<Trial>> missing = stages.stream().map(s -> s.missing(stored.keySet())).toList();
    int last = missing.get(stages.size() - 1).size();
    int untrained = missing.stream().mapToInt(List::size).sum();
    if (untrained > 0 && !quiet && shortage.isEmpty()) {
      terminal.err().println("Trying a few steps of each kind of training...");
    }
    CostProbe probe = new CostProbe(Engines.ALL, System::nanoTime);
    CostEstimate cost =
        IntStream.range(0, stages.size())
            .filter(i -> shortage.isEmpty())
            .mapToObj(
                i ->
                    probe
                        .estimate(missing.get(i), data, jobs, environment)
                        .repeated(stages.get(i).spec().timing().repeats()))
            .reduce(CostEstimate.NOTHING, CostEstimate::plus);
    AlignedTable table = new AlignedTable(terminal.tableWidth(), "  ").left("").left("");
    int all = stages.stream().mapToInt(s -> s.trials().size()).sum();
    table.row("there already", (all - untrained) + " of " + all + " trials, in " + folder);
    if (shortage.isPresent()) {
      table.row("memory", "too little: " + shortage.get());
    } else {
      boolean watched = cost.kinds() > 0 && plan.spec().probe().isPresent();
      table.row(
          "time",
          time(cost)
              + starts(plan.spec().timing(), last)
              + (watched ? "; the probe takes time beside that" : ""));
      table.row(
          "disk",
          NumberText.bytes(cost.bytes())
              + " for trials, about "
              + NumberText.bytes(CHART_BYTES)
              + " for tables and charts");
    }
    table.row("power", power(plan, stored));
    terminal.out().println();
    terminal.out().println(table.text());
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

  private static String power(Plan plan, Map<String, TrialResult> stored) {
    int seeds = plan.spec().seeds().values().size();
    int contenders = plan.spec().optimizers().size();
    if (contenders < 2) {
      return "one optimizer has nothing to be compared with";
    }
    DetectableDifference least = DetectableDifference.of(contenders, seeds);
    if (least.deviations().isEmpty()) {
      return "one seed can show no difference: take two at the least, better five";
    }
    OptionalDouble spread =
        DetectableDifference.typicalDeviation(
            plan.trials().stream()
                .filter(t -> stored.containsKey(t.id()))
                .map(t -> stored.get(t.id()).withLabel(t.label()))
                .toList());
    return least.sentence(spread);
  }
}
