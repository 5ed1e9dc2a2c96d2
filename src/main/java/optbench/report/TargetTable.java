package optbench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.report.ReportTable.Column;
import optbench.report.ReportTable.Mark;
import optbench.report.ReportTable.Row;
import optbench.result.Table;
import optbench.stats.Cost;
import optbench.stats.OptimizerSummary;
import optbench.stats.Percent;
import optbench.stats.Summary;
import optbench.stats.TargetCost;
import optbench.stats.TargetResult;
import optbench.stats.TargetResults;
import optbench.stats.TargetWinners;
import optbench.stats.TimeBasis;

/** What it took to reach each target, and who is first to which. */
final class TargetTable {
  private static final String UNDEFINED = "–";

  private static final String WINNERS_NOTE =
      "The smallest median over seeds, for every target above 10 % (guessing). Who is first is not"
          + " tested: with other seeds, neighbours may change places.";

  private static final List<Cost> COSTS =
      List.of(Cost.STEPS, Cost.EPOCHS, Cost.GRADIENT_EVALUATIONS, Cost.TRAIN_SECONDS);

  private final Summary summary;
  private final TargetResults targets;

  TargetTable(Summary summary) {
    this.summary = summary;
    this.targets = summary.targets();
  }

  /** For programs: by target, in the order of the run, accuracies as fractions of 1. */
  Table table() {
    List<String> columns =
        new ArrayList<>(List.of("label", "optimizer", "target", "seeds", "reached"));
    for (Cost cost : COSTS) {
      String name = name(cost);
      columns.addAll(
          List.of(name + "_median", name + "_ci95_low", name + "_ci95_high", name + "_more_than"));
    }
    columns.addAll(List.of("times", "data_notice"));
    return new Table(columns, targets.results().stream().map(this::cells).toList());
  }

  /** For programs: which optimizer is first over which range of targets. */
  Table winners() {
    return new Table(
        List.of("cost", "target_low", "target_high", "winners", "data_notice"),
        targets.winners().stream()
            .flatMap(
                w ->
                    w.ranges().stream()
                        .map(
                            r ->
                                List.<Object>of(
                                    name(w.cost()),
                                    ReportNumberFormat.cell(r.from()),
                                    ReportNumberFormat.cell(r.to()),
                                    String.join("; ", r.winners()),
                                    summary.conditions().notice().orElse(""))))
            .toList());
  }

  /** For people: by target, those that needed the fewest epochs first. */
  ReportTable reportTable() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.number("target, %"));
    columns.add(Column.text("optimizer"));
    if (summary.conditions().batchSizesVary()) {
      columns.add(Column.number("batch"));
    }
    columns.add(Column.number("seeds"));
    shown().forEach(c -> columns.add(Column.number(head(c))));
    return new ReportTable(
        "Cost of reaching a test accuracy on " + summary.conditions().dataTitle(),
        Captions.conditions(summary.conditions()) + Captions.engines(summary.conditions()),
        summary.conditions().notice().orElse(""),
        columns,
        targets.targets().stream()
            .flatMap(t -> targets.at(t).stream().sorted(fewestEpochsFirst()))
            .map(this::row)
            .toList(),
        notes());
  }

  /** Who is first, in Markdown: a line for each cost. */
  String winnersMarkdown() {
    if (targets.winners().isEmpty()) {
      return "";
    }
    return "\n" + Markdown.list("First to each test accuracy", WINNERS_NOTE, sameRangesTogether());
  }

  /** Who is first, as a table. */
  ReportTable winnersReportTable() {
    return new ReportTable(
        "First to each test accuracy on " + summary.conditions().dataTitle(),
        Captions.conditions(summary.conditions()) + Captions.engines(summary.conditions()),
        summary.conditions().notice().orElse(""),
        List.of(Column.text("by"), Column.number("targets, %"), Column.text("first")),
        sameRanges().entrySet().stream()
            .flatMap(e -> e.getKey().stream().map(range -> winner(range, e.getValue())))
            .toList(),
        List.of(WINNERS_NOTE));
  }

  private static Row winner(TargetWinners.Range range, List<TargetWinners> costs) {
    return new Row(Mark.NONE, List.of(units(costs), range.targets(), range.who()));
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

  private List<Object> cells(TargetResult r) {
    List<Object> cells = new ArrayList<>();
    cells.addAll(
        List.of(
            r.label(),
            optimizer(r).optimizer(),
            ReportNumberFormat.cell(r.target()),
            r.seeds(),
            r.reached()));
    for (Cost cost : COSTS) {
      Optional<TargetCost> c = r.cost(cost);
      Stream.of(
              c.map(TargetCost::median),
              c.map(TargetCost::low),
              c.map(TargetCost::high),
              c.map(TargetCost::moreThan))
          .forEach(v -> cells.add(ReportNumberFormat.cell(v.orElse(OptionalDouble.empty()))));
    }
    cells.add(summary.conditions().times().name().toLowerCase(Locale.ROOT));
    cells.add(summary.conditions().notice().orElse(""));
    return cells;
  }

  private Row row(TargetResult r) {
    List<String> cells = new ArrayList<>();
    cells.add(Percent.of(r.target()));
    cells.add(r.label());
    if (summary.conditions().batchSizesVary()) {
      cells.add(ReportNumberFormat.batch(optimizer(r)));
    }
    cells.add(r.seeds() == 0 ? UNDEFINED : r.reached() + " of " + r.seeds());
    shown().forEach(c -> cells.add(r.cost(c).map(v -> text(v, r)).orElse(UNDEFINED)));
    return new Row(optimizer(r).diverged() > 0 ? Mark.DIVERGED : Mark.NONE, cells);
  }

  /** Such as {@code 412 (398 to 430)}, {@code 412 (from 398)} or {@code > 2345 (2 of 5 seeds)}. */
  static String text(TargetCost cost, TargetResult of) {
    if (cost.median().isPresent()) {
      String median = ReportNumberFormat.brief(cost.median().getAsDouble());
      if (cost.low().isEmpty()) {
        return median;
      }
      String low = ReportNumberFormat.brief(cost.low().getAsDouble());
      return cost.high().isPresent()
          ? median + " (" + low + " to " + ReportNumberFormat.brief(cost.high().getAsDouble()) + ")"
          : median + " (from " + low + ")";
    }
    String seeds = " (" + of.reached() + " of " + Captions.count(of.seeds(), "seed") + ")";
    return cost.moreThan().isPresent()
        ? "> " + ReportNumberFormat.brief(cost.moreThan().getAsDouble()) + seeds
        : "never" + seeds;
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

  private static String name(Cost cost) {
    return cost.name().toLowerCase(Locale.ROOT);
  }
}
