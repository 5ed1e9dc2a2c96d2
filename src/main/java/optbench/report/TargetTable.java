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
import optbench.stats.OptimizerSummary;
import optbench.stats.Summary;
import optbench.stats.TargetCost;
import optbench.stats.TargetResult;
import optbench.stats.TargetResults;
import optbench.stats.TargetWinners;
import optbench.stats.TimeBasis;
import optbench.table.Caption;
import optbench.table.Cell;
import optbench.table.Column;
import optbench.table.Mark;
import optbench.table.Markdown;
import optbench.table.Table;
import optbench.text.NumberText;

/** What it took to reach each target, and who is first to which. */
final class TargetTable {
  private static final String WINNERS_NOTE =
      "The smallest median over seeds, for every target above 10 % (guessing). Who is first is not"
          + " tested: with other seeds, neighbours may change places.";

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

  /** Who is first, in Markdown: a line for each cost. */
  String winnersMarkdown() {
    if (targets.winners().isEmpty()) {
      return "";
    }
    return "\n" + Markdown.list("First to each test accuracy", WINNERS_NOTE, sameRangesTogether());
  }

  /** Who is first, as a table for people. */
  Table winnersForPeople() {
    return Table.of(
        caption("First to each test accuracy", List.of(WINNERS_NOTE)),
        List.of(
            Column.text("by", l -> units(l.costs())),
            Column.number(
                "targets", "targets, %", l -> Cell.rounded(l.range().from(), l.range().targets())),
            Column.text("winners", "first", l -> l.range().who())),
        sameRanges().entrySet().stream()
            .flatMap(e -> e.getKey().stream().map(range -> new Lead(e.getValue(), range)))
            .toList());
  }

  private static String units(List<TargetWinners> costs) {
    return Captions.listed(costs.stream().map(w -> w.cost().unit()).toList());
  }

  private Map<List<TargetWinners.Range>, List<TargetWinners>> sameRanges() {
    return targets.winners().stream()
        .collect(
            Collectors.groupingBy(TargetWinners::ranges, LinkedHashMap::new, Collectors.toList()));
  }

  private List<String> sameRangesTogether() {
    return sameRanges().entrySet().stream()
        .map(
            e ->
                "by "
                    + units(e.getValue())
                    + ": "
                    + e.getKey().stream()
                        .map(TargetWinners.Range::text)
                        .collect(Collectors.joining("; ")))
        .toList();
  }

  private static Column<TargetResult> cost(Cost cost) {
    return Column.number(
        word(cost),
        head(cost),
        r -> r.cost(cost).map(c -> cell(c, r)).orElse(Cell.missing(NO_RESULT)));
  }

  /** Such as {@code 412 (398 to 430)}, {@code 412 (from 398)} or {@code > 2345 (2 of 5 seeds)}. */
  private static Cell cell(TargetCost cost, TargetResult of) {
    if (cost.median().isPresent()) {
      return Cell.rounded(cost.median().getAsDouble(), median(cost));
    }
    String seeds = " (" + of.reached() + " of " + Captions.count(of.seeds(), "seed") + ")";
    return cost.moreThan().isPresent()
        ? new Cell.MoreThan(
            cost.moreThan().getAsDouble(),
            "> " + NumberText.brief(cost.moreThan().getAsDouble()) + seeds)
        : new Cell.Missing("never" + seeds, "");
  }

  private static String median(TargetCost cost) {
    String median = NumberText.brief(cost.median().getAsDouble());
    if (cost.low().isEmpty()) {
      return median;
    }
    String low = NumberText.brief(cost.low().getAsDouble());
    return cost.high().isPresent()
        ? median + " (" + low + " to " + NumberText.brief(cost.high().getAsDouble()) + ")"
        : median + " (from " + low + ")";
  }

  /** Censored ones behind those with a median, and what has no result behind all. */
  static Comparator<TargetResult> fewestEpochsFirst() {
    return Comparator.comparing((TargetResult r) -> r.costs().isEmpty())
        .thenComparing(r -> epochs(r, TargetCost::median).isEmpty())
        .thenComparing(r -> epochs(r, TargetCost::median).orElse(0))
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
    notes.add(
        "Median over seeds (Kaplan-Meier) with its 95 % interval; \"from\" where that is open above,"
            + " as it is with fewer than 7 seeds."
            + censoring());
    notes.add(
        "A target is reached at the first evaluation at or above it; between evaluations, of which"
            + " there is one an epoch, accuracy is taken to rise in a straight line, from 10 %"
            + " (guessing) at the start.");
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
