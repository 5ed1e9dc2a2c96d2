package optbench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import optbench.stats.Cost;
import optbench.stats.EvaluatedSteps;
import optbench.stats.OptimizerSummary;
import optbench.stats.Summary;
import optbench.stats.TargetCost;
import optbench.stats.TargetCost.MedianInterval;
import optbench.stats.TargetResult;
import optbench.stats.TargetResults;
import optbench.stats.TargetWinners;
import optbench.stats.TimeBasis;
import optbench.table.Caption;
import optbench.table.Cell;
import optbench.table.Column;
import optbench.table.Mark;
import optbench.table.Table;
import optbench.text.NumberText;

/** What it took to reach each target, and who is first to which. */
final class TargetTable {
  private static final String WINNERS_NOTE =
      "The smallest median over seeds, for every target above 10 % (guessing). Several are named where"
          + " the others got there at the same evaluation as the first, or at the next. Who is first is not tested: with other"
          + " seeds, neighbours may change places.";

  private static final List<Cost> COSTS =
      List.of(Cost.STEPS, Cost.EPOCHS, Cost.GRADIENT_EVALUATIONS, Cost.TRAIN_SECONDS);

  private static final String NO_RESULT = "no result";

  private static final Column<TargetResult> LABEL =
      Column.text("label", "optimizer", TargetResult::label);

  private static final Column<TargetResult> TARGET =
      Column.<TargetResult>number(
              "target", "target", r -> Cell.rounded(r.target(), NumberText.percent(r.target())))
          .in("%");

  private final Summary summary;
  private final TargetResults targets;

  TargetTable(Summary summary) {
    this.summary = summary;
    this.targets = summary.targets();
  }

  /** For programs: by target, in the order of the run, accuracies as fractions of 1. */
  Table table() {
    List<Column<TargetResult>> columns =
        new ArrayList<>(
            List.of(
                LABEL,
                Column.text("optimizer", r -> optimizer(r).optimizer()),
                TARGET,
                Column.number("seeds", r -> Cell.of(r.seeds())),
                Column.number("reached", r -> Cell.of(r.reached()))));
    for (Cost cost : COSTS) {
      String name = word(cost);
      columns.add(figure(name + "_median", cost, TargetCost::median));
      columns.add(figure(name + "_ci95_low", cost, TargetCost::low));
      columns.add(figure(name + "_ci95_high", cost, TargetCost::high));
      columns.add(figure(name + "_more_than", cost, TargetCost::moreThan));
    }
    columns.add(Column.text("times", r -> word(summary.conditions().times())));
    columns.add(Column.text("data_notice", r -> summary.conditions().notice().orElse("")));
    COSTS.forEach(c -> columns.add(figure(word(c) + "_less_than", c, TargetCost::lessThan)));
    columns.add(
        Column.number(
            "interval_coverage",
            r ->
                Cell.rounded(
                    r.costs().stream().flatMap(c -> c.interval().stream()).findFirst(),
                    MedianInterval::coverage)));
    return Table.of(columns, targets.results());
  }

  private static Column<TargetResult> figure(
      String key, Cost cost, Function<TargetCost, OptionalDouble> figure) {
    return Column.number(
        key, r -> Cell.rounded(r.cost(cost).map(figure).orElse(OptionalDouble.empty())));
  }

  /** What it takes to be first by some costs, over a range of targets. */
  private record Lead(List<TargetWinners> costs, TargetWinners.Range range) {}

  /** For programs: which optimizer is first over which range of targets. */
  Table winners() {
    return Table.of(
        List.of(
            Column.text("cost", l -> word(l.costs().get(0).cost())),
            Column.number("target_low", l -> Cell.rounded(l.range().from())),
            Column.number("target_high", l -> Cell.rounded(l.range().to())),
            Column.text("winners", l -> String.join("; ", l.range().winners())),
            Column.text("data_notice", l -> summary.conditions().notice().orElse(""))),
        targets.winners().stream()
            .flatMap(w -> w.ranges().stream().map(r -> new Lead(List.of(w), r)))
            .toList());
  }

  /** For people: by target, those that needed the fewest epochs first. */
  Table forPeople() {
    List<Column<TargetResult>> columns = new ArrayList<>(List.of(TARGET, LABEL));
    if (summary.conditions().batchSizesVary()) {
      columns.add(
          Column.number(
              AccuracyTable.BATCH.key(),
              AccuracyTable.BATCH.head(),
              r -> AccuracyTable.BATCH.cell().apply(optimizer(r))));
    }
    columns.add(
        Column.number(
            "reached",
            "seeds",
            r ->
                r.seeds() == 0
                    ? Cell.missing(NO_RESULT)
                    : Cell.of(r.reached(), r.reached() + " of " + r.seeds())));
    shown().forEach(c -> columns.add(cost(c)));
    return Table.of(
        caption("Cost of reaching a test accuracy", notes()),
        columns,
        targets.targets().stream()
            .flatMap(t -> targets.at(t).stream().sorted(fewestEpochsFirst()))
            .toList(),
        r -> optimizer(r).diverged() > 0 ? Mark.DIVERGED : Mark.NONE);
  }

  private Caption caption(String title, List<String> notes) {
    return new Caption(
        title + " on " + summary.conditions().dataTitle(),
        Captions.conditions(summary.conditions()) + Captions.engines(summary.conditions()),
        summary.conditions().notice().orElse(""),
        List.of(),
        notes);
  }

  /** Who is first, as a table for people. */
  Table winnersForPeople() {
    return Table.of(
        caption("First to each test accuracy", winnersNotes()),
        List.of(
            Column.text("by", l -> units(l.costs())),
            Column.number(
                "targets", "targets, %", l -> Cell.rounded(l.range().from(), l.range().targets())),
            Column.text("winners", "first", l -> l.range().who())),
        sameRanges().entrySet().stream()
            .flatMap(e -> e.getKey().stream().map(range -> new Lead(e.getValue(), range)))
            .toList());
  }

  /** What of the winners is left to target-winners.csv is said. */
  private List<String> winnersNotes() {
    List<String> notes = new ArrayList<>(List.of(WINNERS_NOTE));
    if (targets.winners().stream().anyMatch(w -> !w.forPeople().equals(w))) {
      notes.add(
          "The winner changes so often that only targets of whole percent are looked at here;"
              + " target-winners.csv has those between them.");
    }
    if (sameRanges().keySet().stream().flatMap(List::stream).anyMatch(r -> r.others() > 0)) {
      notes.add(
          "Of many that were not told apart only the first in the order of the run are named;"
              + " target-winners.csv has all.");
    }
    return notes;
  }

  private static String units(List<TargetWinners> costs) {
    return Captions.listed(costs.stream().map(w -> w.cost().unit()).toList());
  }

  private Map<List<TargetWinners.Range>, List<TargetWinners>> sameRanges() {
    return targets.winners().stream()
        .collect(
            Collectors.groupingBy(
                w -> w.forPeople().ranges(), LinkedHashMap::new, Collectors.toList()));
  }

  private static Column<TargetResult> cost(Cost cost) {
    return Column.number(
        word(cost),
        head(cost),
        r -> r.cost(cost).map(c -> cell(c, r)).orElse(Cell.missing(NO_RESULT)));
  }

  /**
   * Such as {@code 422 (316 to 469)}, {@code 422 (from 316)}, {@code < 10} or {@code > 2345 (2 of 5
   * seeds)}.
   */
  private static Cell cell(TargetCost cost, TargetResult of) {
    if (cost.atMost().isPresent()) {
      return Cell.rounded(cost.atMost().getAsDouble(), median(cost) + interval(cost));
    }
    String seeds = " (" + of.reached() + " of " + Captions.count(of.seeds(), "seed") + ")";
    return cost.moreThan().isPresent()
        ? new Cell.MoreThan(
            cost.moreThan().getAsDouble(), "> " + text(cost, cost.moreThan().getAsDouble()) + seeds)
        : new Cell.Missing("never" + seeds, "");
  }

  /** Such as {@code 422} or {@code < 10}; there must be one. */
  static String median(TargetCost cost) {
    String median = text(cost, cost.atMost().getAsDouble());
    return cost.lessThan().isPresent() ? "< " + median : median;
  }

  /** A cost as people read it: steps and gradients are whole. */
  static String text(TargetCost of, double cost) {
    return switch (of.cost()) {
      case STEPS, GRADIENT_EVALUATIONS -> NumberText.fixed(cost, 0);
      case EPOCHS, TRAIN_SECONDS -> NumberText.brief(cost);
    };
  }

  private static String interval(TargetCost cost) {
    if (cost.interval().isEmpty()) {
      return "";
    }
    String low = text(cost, cost.interval().get().low());
    OptionalDouble high = cost.interval().get().high();
    return high.isPresent()
        ? " (" + low + " to " + text(cost, high.getAsDouble()) + ")"
        : " (from " + low + ")";
  }

  /** Censored ones behind those with a median, and what has no result behind all. */
  static Comparator<TargetResult> fewestEpochsFirst() {
    return Comparator.comparing((TargetResult r) -> r.costs().isEmpty())
        .thenComparing(r -> epochs(r, TargetCost::atMost).isEmpty())
        .thenComparing(r -> epochs(r, TargetCost::atMost).orElse(0))
        .thenComparing(r -> -r.reached())
        .thenComparing(r -> epochs(r, TargetCost::moreThan).orElse(Double.MAX_VALUE));
  }

  private static OptionalDouble epochs(
      TargetResult r, Function<TargetCost, OptionalDouble> figure) {
    return r.cost(Cost.EPOCHS).map(figure).orElse(OptionalDouble.empty());
  }

  private List<Cost> shown() {
    return COSTS.stream()
        .filter(c -> c != Cost.GRADIENT_EVALUATIONS || targets.countsGradients())
        .filter(c -> c != Cost.TRAIN_SECONDS || targets.costs().contains(c))
        .toList();
  }

  private OptimizerSummary optimizer(TargetResult r) {
    return summary.optimizers().stream()
        .filter(o -> o.label().equals(r.label()))
        .findFirst()
        .orElseThrow();
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add("Median over seeds (Kaplan-Meier)" + intervals() + "." + censoring());
    notes.add(
        "A target is reached at the first evaluation at or above it, or since the one before; \"<\":"
            + " by the first evaluation, and nobody measured when.");
    notes.add(evaluations());
    if (!targets.countsGradients() && !targets.winners().isEmpty()) {
      notes.add("Every step computes one gradient, so that gradient evaluations are steps.");
    }
    if (summary.conditions().batchSizesVary()) {
      notes.add("Steps see different numbers of samples: compare epochs.");
    }
    if (!targets.costs().contains(Cost.TRAIN_SECONDS)) {
      notes.add("There are no seconds: " + TimeNotes.why(timesInTheWay()) + ".");
    }
    if (summary.optimizers().stream().anyMatch(o -> o.diverged() > 0)) {
      notes.add("× diverged: " + String.join(", ", Captions.diverged(summary)) + ".");
    }
    Captions.missing(summary).forEach(m -> notes.add(m.endsWith(".") ? m : m + "."));
    return notes;
  }

  private String intervals() {
    List<String> coverages =
        targets.results().stream()
            .flatMap(r -> r.costs().stream())
            .flatMap(c -> c.interval().stream())
            .map(i -> NumberText.fixed(100 * i.coverage(), 1) + " %")
            .distinct()
            .sorted()
            .toList();
    return coverages.isEmpty()
        ? ", without an interval: one of 95 % takes 6 seeds"
        : "; in brackets two of the seeds' own costs, which hold the true median with a probability of "
            + Captions.listed(coverages)
            + ", \"from\" where they are open above";
  }

  private String evaluations() {
    EvaluatedSteps evaluated = targets.evaluated();
    if (evaluated.withinEpoch() == 0) {
      return "Accuracy was evaluated after each epoch.";
    }
    String within =
        "Accuracy was evaluated at steps "
            + NumberText.fixed(evaluated.first().getAsDouble(), 0)
            + " to "
            + NumberText.fixed(evaluated.last().getAsDouble(), 0)
            + " of the first epoch, on "
            + Captions.listed(evaluated.testSamples().stream().map(String::valueOf).toList())
            + " images spread over the test set, and after each epoch on all of it";
    int others = evaluated.trials() - evaluated.withinEpoch();
    return others == 0
        ? within + "."
        : within + ". " + Captions.count(others, "trial") + " after each epoch only.";
  }

  private String censoring() {
    return targets.results().stream().allMatch(r -> 2 * r.reached() >= r.seeds())
        ? ""
        : " \">\": fewer than half of the seeds arrived, and more than half were still on their way"
            + " at that cost; seeds that did not arrive are censored there, diverged ones never"
            + " arrive.";
  }

  /** Times that are missing are in the way as much as shared ones. */
  private TimeBasis timesInTheWay() {
    TimeBasis times = summary.conditions().times();
    return times == TimeBasis.COMPARABLE ? TimeBasis.SHARED : times;
  }

  private static String head(Cost cost) {
    return switch (cost) {
      case STEPS -> "steps";
      case EPOCHS -> "epochs";
      case GRADIENT_EVALUATIONS -> "gradients";
      case TRAIN_SECONDS -> "training, s";
    };
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
