package optbench.report;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import optbench.report.TargetChart.Dot;
import optbench.report.WinnerChart.Band;
import optbench.report.WinnerChart.Segment;
import optbench.report.WinnerChart.Winner;
import optbench.stats.Cost;
import optbench.stats.OptimizerSummary;
import optbench.stats.Summary;
import optbench.stats.TargetCost;
import optbench.stats.TargetResult;
import optbench.stats.TargetResults;
import optbench.stats.TargetWinners;
import optbench.table.Cell;
import optbench.table.Column;
import optbench.table.Table;
import optbench.text.NumberText;

/** Charts of what it takes to reach a test accuracy. */
final class TargetCharts {
  /** Dots of more targets would hide each other. */
  private static final int MOST_TARGETS = 5;

  /** What costs less than this share of the greatest cost would leave no room for the others. */
  private static final double LEAST_SHARE = 1e-4;

  /** Room for dashes and arrows. */
  private static final double MARGIN = 1.15;

  private static final double GUESSING_ERROR = 0.9;

  private final Summary summary;
  private final SeriesStyles styles;
  private final TargetResults targets;

  TargetCharts(Summary summary) {
    this.summary = summary;
    this.styles = SeriesStyles.of(summary);
    this.targets = summary.targets();
  }

  /** Those for which there is nothing to draw are left out. */
  Map<ChartKind, Drawing> drawings() {
    Map<ChartKind, Drawing> drawings = new EnumMap<>(ChartKind.class);
    List<Integer> shown = shown();
    if (drawable(Cost.EPOCHS, shown)) {
      drawings.put(
          ChartKind.EPOCHS_TO_TARGET,
          new Drawing(toTarget(Cost.EPOCHS, shown), table(Cost.EPOCHS, shown)));
    }
    if (drawable(Cost.TRAIN_SECONDS, shown)) {
      drawings.put(
          ChartKind.TIME_TO_TARGET,
          new Drawing(toTarget(Cost.TRAIN_SECONDS, shown), table(Cost.TRAIN_SECONDS, shown)));
    }
    if (targets.winners().stream().anyMatch(TargetCharts::won)) {
      drawings.put(
          ChartKind.WINNER_BY_TARGET, new Drawing(winners(), new TargetTable(summary).winners()));
    }
    return drawings;
  }

  private Table table(Cost cost, List<Integer> shown) {
    String unit = cost == Cost.EPOCHS ? "epochs" : "train_seconds";
    return Table.of(
        List.of(
            Column.text("label", TargetResult::label),
            Column.number("target", r -> Cell.rounded(r.target())),
            figure(unit + "_median", cost, TargetCost::median),
            figure(unit + "_low", cost, TargetCost::low),
            figure(unit + "_high", cost, TargetCost::high),
            figure("more_than", cost, TargetCost::moreThan),
            figure("less_than", cost, TargetCost::lessThan)),
        rows(cost, shown).stream()
            .flatMap(o -> shown.stream().map(target -> result(o, target)))
            .filter(r -> r.cost(cost).isPresent())
            .toList());
  }

  private static Column<TargetResult> figure(
      String key, Cost cost, Function<TargetCost, OptionalDouble> figure) {
    return Column.number(key, r -> Cell.rounded(figure.apply(r.cost(cost).orElseThrow())));
  }

  private List<OptimizerSummary> rows(Cost cost, List<Integer> shown) {
    return summary.optimizers().stream().sorted(cheapestFirst(cost, shown)).toList();
  }

  private static boolean won(TargetWinners winners) {
    return winners.ranges().stream().anyMatch(r -> !r.winners().isEmpty());
  }

  private Picture winners() {
    double hardest =
        targets.winners().stream()
            .flatMap(w -> w.ranges().stream())
            .filter(r -> !r.winners().isEmpty())
            .mapToDouble(TargetWinners.Range::to)
            .max()
            .orElseThrow();
    LogScale axis =
        LogScale.ofErrors(Math.max(1 - hardest, TargetWinners.RESOLUTION), GUESSING_ERROR);
    axis.setRange(axis.getLowerBound(), GUESSING_ERROR);
    return new WinnerChart(
        Charts.heading(
            summary,
            "First optimizer to each test accuracy",
            "Colour: smallest median of "
                + Captions.finishedSeeds(summary)
                + ", several where they were not told apart; triangles: the run's targets; gray: none"
                + " in half of its seeds.",
            Captions::diverged),
        bands(),
        targets.targets().stream().map(t -> 1 - t).toList(),
        axis,
        "Test accuracy to be reached (log scale of the error)");
  }

  /** Costs that have the same winners share a band. */
  private List<Band> bands() {
    Map<List<TargetWinners.Range>, List<String>> costs =
        targets.winners().stream()
            .collect(
                Collectors.groupingBy(
                    TargetWinners::ranges,
                    LinkedHashMap::new,
                    Collectors.mapping(w -> name(w.cost()), Collectors.toList())));
    return costs.entrySet().stream()
        .map(e -> new Band(e.getValue(), e.getKey().stream().map(this::segment).toList()))
        .toList();
  }

  /** It reaches back to where the one before it ends, so that no gap is left. */
  private Segment segment(TargetWinners.Range range) {
    return new Segment(
        1 - (range.from() - TargetWinners.RESOLUTION),
        1 - range.to(),
        range.winners().stream().map(w -> new Winner(styles.of(w), Charts.label(w))).toList());
  }

  private Picture toTarget(Cost cost, List<Integer> shown) {
    List<TargetChart.Row> rows =
        rows(cost, shown).stream()
            .map(
                o ->
                    new TargetChart.Row(
                        styles.of(o.label()),
                        Charts.label(o.label()),
                        shown.stream().map(t -> dot(result(o, t), cost)).toList()))
            .toList();
    return new TargetChart(
        Charts.heading(
            summary, title(cost) + " to reach a test accuracy", meaning(shown), Captions::diverged),
        shown.stream().map(t -> percent(targets.targets().get(t))).toList(),
        rows,
        axis(rows),
        title(cost) + (cost == Cost.EPOCHS ? " (log scale)" : " (seconds, log scale)"));
  }

  private String meaning(List<Integer> shown) {
    List<TargetCost> costs = targets.results().stream().flatMap(r -> r.costs().stream()).toList();
    boolean interval = costs.stream().anyMatch(c -> c.interval().isPresent());
    boolean sooner = costs.stream().anyMatch(c -> c.lessThan().isPresent());
    int all = targets.targets().size();
    return "Dot: median of "
        + Captions.finishedSeeds(summary)
        + (interval ? "; bar: interval of 95 % or more, dashed where it is open" : "")
        + (sooner ? "; open arrow to the left: reached before the first evaluation" : "")
        + "; open arrow to the right: not reached by then"
        + (shown.size() < all ? "; " + shown.size() + " of " + all + " targets." : ".");
  }

  /** Places of the targets to draw: all, or some from the first to the last. */
  private List<Integer> shown() {
    int all = targets.targets().size();
    int count = Math.min(all, MOST_TARGETS);
    return IntStream.range(0, count)
        .mapToObj(i -> count == 1 ? 0 : Math.round((float) i * (all - 1) / (count - 1)))
        .toList();
  }

  private boolean drawable(Cost cost, List<Integer> shown) {
    return targets.costs().contains(cost)
        && summary.optimizers().stream()
            .flatMap(o -> shown.stream().map(t -> result(o, t)))
            .flatMap(r -> r.cost(cost).stream())
            .anyMatch(c -> c.atMost().isPresent() || c.moreThan().isPresent());
  }

  /** By the hardest target that is reached. */
  private Comparator<OptimizerSummary> cheapestFirst(Cost cost, List<Integer> shown) {
    Comparator<OptimizerSummary> order = Comparator.comparing(o -> 0);
    for (int i = shown.size() - 1; i >= 0; i--) {
      int target = shown.get(i);
      order =
          order.thenComparing(
              o ->
                  result(o, target)
                      .cost(cost)
                      .map(TargetCost::atMost)
                      .orElse(OptionalDouble.empty())
                      .orElse(Double.MAX_VALUE));
    }
    return order;
  }

  private TargetResult result(OptimizerSummary optimizer, int target) {
    return targets.at(targets.targets().get(target)).stream()
        .filter(r -> r.label().equals(optimizer.label()))
        .findFirst()
        .orElseThrow();
  }

  private static Dot dot(TargetResult result, Cost cost) {
    OptionalDouble none = OptionalDouble.empty();
    return result
        .cost(cost)
        .map(c -> new Dot(c.median(), c.lessThan(), c.low(), c.high(), c.moreThan(), text(c)))
        .orElse(new Dot(none, none, none, none, none, "no result"));
  }

  private static String text(TargetCost cost) {
    if (cost.atMost().isPresent()) {
      return TargetTable.median(cost);
    }
    return cost.moreThan().isPresent()
        ? "> " + TargetTable.text(cost, cost.moreThan().getAsDouble())
        : "never";
  }

  private static LogScale axis(List<TargetChart.Row> rows) {
    double[] costs =
        rows.stream()
            .flatMap(r -> r.dots().stream())
            .flatMapToDouble(
                d ->
                    DoubleStream.of(
                            d.median().orElse(0),
                            d.lessThan().orElse(0),
                            d.low().orElse(0),
                            d.high().orElse(0),
                            d.moreThan().orElse(0))
                        .filter(v -> v > 0))
            .toArray();
    double most = DoubleStream.of(costs).max().orElseThrow();
    double least = DoubleStream.of(costs).min().orElseThrow();
    double from = Math.max(least, most * LEAST_SHARE) / MARGIN;
    LogScale axis = LogScale.of(from, most * MARGIN);
    axis.setRange(from, most * MARGIN);
    return axis;
  }

  private static String percent(double target) {
    return NumberText.wholePercent(target);
  }

  private static String title(Cost cost) {
    return cost == Cost.EPOCHS ? "Epochs" : "Training time";
  }

  private static String name(Cost cost) {
    return switch (cost) {
      case STEPS -> "by steps";
      case EPOCHS -> "by epochs";
      case GRADIENT_EVALUATIONS -> "by gradients";
      case TRAIN_SECONDS -> "by seconds";
    };
  }
}
