package optbench.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import optbench.app.Forecast;
import optbench.plan.Plan;
import optbench.plan.Trial;
import optbench.result.TrialResult;
import optbench.run.CostEstimate;
import optbench.run.SequentialRunner;
import optbench.spec.TimingSpec;
import optbench.spec.UntilDecided;
import optbench.stats.DetectableDifference;
import optbench.stats.ExpectedTrials;
import optbench.table.Table;
import optbench.table.TerminalTable;
import optbench.text.NumberText;

/** What a plan will cost, and what it can show. */
final class CostPrinter {
  /** Twelve charts, each as PNG and SVG. */
  private static final long CHART_BYTES = 2 << 20;

  private final Terminal terminal;

  CostPrinter(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Tells.
   *
   * @param cost of what is not there yet
   */
  void print(Forecast forecast, CostEstimate cost) {
    Plan plan = forecast.last();
    List<List<Trial>> missing = forecast.missing();
    int last = missing.get(missing.size() - 1).size();
    int untrained = missing.stream().mapToInt(List::size).sum();
    Map<String, String> facts = new LinkedHashMap<>();
    int all = forecast.stages().stream().mapToInt(s -> s.trials().size()).sum();
    facts.put(
        "there already", (all - untrained) + " of " + all + " trials, in " + forecast.folder());
    if (forecast.shortage().isPresent()) {
      facts.put("memory", "too little: " + forecast.shortage().get());
    } else {
      boolean watched = cost.kinds() > 0 && plan.spec().analysis().probe().isPresent();
      facts.put(
          "time",
          time(cost)
              + starts(plan.spec().execution().timing(), last)
              + (watched ? "; the probe takes time beside that" : ""));
      facts.put(
          "disk",
          NumberText.bytes(cost.bytes())
              + " for trials, about "
              + NumberText.bytes(CHART_BYTES)
              + " for tables and charts");
    }
    if (plan.spec().training().seeds().until().isPresent()) {
      facts.put("seeds", seeds(plan, untrained));
      if (cost.kinds() > 0) {
        facts.put("expected", expected(forecast, untrained, cost));
        facts.put("at most", atMost(plan, all, untrained, cost));
      }
    } else {
      facts.put("power", power(plan, forecast.stored()));
    }
    terminal.out().println();
    terminal.out().println(TerminalTable.plain(Table.ofPairs(facts), terminal.tableWidth(), "  "));
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
        + NumberText.seconds(cost.seconds())
        + " ("
        + NumberText.seconds(cost.low())
        + " to "
        + NumberText.seconds(cost.high())
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

  /** Of an experiment that adds them until it is decided. */
  private static String seeds(Plan plan, int untrained) {
    UntilDecided until = plan.spec().training().seeds().until().orElseThrow();
    return (untrained == 0
            ? "it is over; it was judged by looks after "
            : "added until it is decided; this is up to the next look, of those after ")
        + until.looks().stream().map(String::valueOf).collect(Collectors.joining(", "))
        + " seeds";
  }

  /** If no optimizer is decided before it has all seeds that it may get. */
  private static String atMost(Plan plan, int due, int untrained, CostEstimate cost) {
    int most =
        plan.spec().training().optimizers().size()
            * plan.spec().training().seeds().until().orElseThrow().atMost();
    double times = (double) (most - (due - untrained)) / untrained;
    return most
        + " trials and about "
        + NumberText.seconds(cost.seconds() * times)
        + ", if every optimizer stays open to the end; each that is decided before saves its share";
  }

  /** By what is there already; nothing is made up where that says nothing. */
  private static String expected(Forecast forecast, int untrained, CostEstimate cost) {
    Plan whole = forecast.planning().plan();
    return SequentialRunner.expected(whole, forecast.stored())
        .map(e -> expected(e, cost.seconds() * e.untrained() / untrained))
        .orElseGet(
            () ->
                "not known, for too little is there to say how optimizers differ; to have it, train the"
                    + " first look alone (--seeds "
                    + whole.spec().training().seeds().until().orElseThrow().from()
                    + ", without --until), and ask again");
  }

  private static String expected(ExpectedTrials expected, double seconds) {
    boolean alike = expected.fewestSeeds() == expected.mostSeeds();
    return "about "
        + Math.round(expected.trials())
        + " trials in all ("
        + expected.low()
        + " to "
        + expected.high()
        + " in 8 of 10 cases) and about "
        + NumberText.seconds(seconds)
        + " from now, if differences are as the "
        + (alike ? "" : expected.fewestSeeds() + " to ")
        + expected.mostSeeds()
        + " seeds so far say; nothing is open then in "
        + Math.round(100 * expected.decided())
        + " % of cases";
  }

  private static String power(Plan plan, Map<String, TrialResult> stored) {
    int seeds = plan.spec().training().seeds().values().size();
    int contenders = plan.spec().training().optimizers().size();
    if (contenders < 2) {
      return "one optimizer has nothing to be compared with";
    }
    List<TrialResult> trained =
        plan.trials().stream()
            .filter(t -> stored.containsKey(t.id()))
            .map(t -> stored.get(t.id()).withLabel(t.label()))
            .toList();
    DetectableDifference least = DetectableDifference.planned(contenders, seeds, trained);
    if (!least.exists()) {
      return "one seed can show no difference: take two at the least, better five";
    }
    return least.sentence() + (least.spreads().isEmpty() ? "" : " in the trials that are there");
  }
}
