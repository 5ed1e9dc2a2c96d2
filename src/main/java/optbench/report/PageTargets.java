package optbench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import optbench.report.PageChart.Axis;
import optbench.report.PageChart.Figure;
import optbench.report.PageChart.Form;
import optbench.report.PageChart.Kind;
import optbench.report.PageChart.Scale;
import optbench.stats.Cost;
import optbench.stats.LearningCurve;
import optbench.stats.OptimizerSummary;
import optbench.stats.Summary;
import optbench.stats.TargetCost;
import optbench.stats.TargetResult;
import optbench.stats.TargetResults;
import optbench.stats.TargetWinners;
import optbench.stats.TargetWinners.Range;
import optbench.text.NumberText;

/** What it takes to reach a test accuracy, as a chart and as strips of the page. */
final class PageTargets {
  private static final double GUESSING_ERROR = 0.9;

  /** So much of the way beyond what anyone reached is shown, on the log scale of the error. */
  private static final double BEYOND = 0.8;

  /** Labels of ticks that are closer, in percent of the width, would touch on a telephone. */
  private static final double LEAST_GAP = 11;

  private static final List<Double> TICKS =
      List.of(0.1, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999);

  private final Summary summary;
  private final TargetResults targets;
  private final PageSeries series;
  private final SeriesStyles styles;

  PageTargets(Summary summary, PageSeries series) {
    this.summary = summary;
    this.targets = summary.targets();
    this.series = series;
    this.styles = SeriesStyles.of(summary);
  }

  /** Cost by target; empty if nobody reached any. */
  Optional<PageChart> cost() {
    List<Cost> costs = costs();
    boolean any =
        targets.results().stream()
            .flatMap(r -> r.costs().stream())
            .anyMatch(c -> c.atMost().isPresent());
    if (!any || costs.isEmpty()) {
      return Optional.empty();
    }
    boolean interval =
        targets.results().stream()
            .flatMap(r -> r.costs().stream())
            .anyMatch(c -> c.interval().isPresent());
    boolean open =
        targets.results().stream()
            .flatMap(r -> r.costs().stream())
            .anyMatch(c -> c.moreThan().isPresent());
    boolean sooner =
        targets.results().stream()
            .flatMap(r -> r.costs().stream())
            .anyMatch(c -> c.lessThan().isPresent());
    return Optional.of(
        new PageChart(
            "cost",
            "Cost by target on " + summary.conditions().dataTitle(),
            "Lower is cheaper. Dot: median over seeds at a target of the run"
                + (interval ? "; bar: interval of 95 % or more, dashed where it is open" : "")
                + (sooner ? "; open triangle down: reached before the first evaluation" : "")
                + (open ? "; open triangle up: not reached in half of the seeds by then." : "."),
            costs.stream().map(c -> new Figure(id(c), c.unit(), Kind.NUMBER)).toList(),
            List.of(new Axis("target", "test accuracy to be reached", Kind.ACCURACY, Scale.LOG)),
            interval ? Map.of("range", "interval of 95 % or more") : Map.of(),
            Form.POINTS,
            summary.optimizers().stream()
                .map(OptimizerSummary::label)
                .filter(label -> of(label).stream().anyMatch(r -> !r.costs().isEmpty()))
                .map(label -> line(label, costs))
                .toList()));
  }

  /** Epochs first: steps of different batch sizes cannot be compared. */
  private List<Cost> costs() {
    return List.of(Cost.EPOCHS, Cost.STEPS, Cost.GRADIENT_EVALUATIONS, Cost.TRAIN_SECONDS).stream()
        .filter(targets.costs()::contains)
        .filter(c -> c != Cost.GRADIENT_EVALUATIONS || targets.countsGradients())
        .toList();
  }

  private static String id(Cost cost) {
    return switch (cost) {
      case STEPS -> "steps";
      case EPOCHS -> "epochs";
      case GRADIENT_EVALUATIONS -> "gradients";
      case TRAIN_SECONDS -> "seconds";
    };
  }

  private List<TargetResult> of(String label) {
    return targets.results().stream().filter(r -> r.label().equals(label)).toList();
  }

  private Map<String, Object> line(String label, List<Cost> costs) {
    List<TargetResult> results = of(label);
    Map<String, Map<String, ?>> y = new LinkedHashMap<>();
    for (Cost cost : costs) {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("mean", column(results, cost, TargetCost::median));
      figures.put("low", column(results, cost, TargetCost::low));
      figures.put("high", column(results, cost, TargetCost::high));
      figures.put("over", column(results, cost, TargetCost::moreThan));
      figures.put("under", column(results, cost, TargetCost::lessThan));
      y.put(id(cost), figures);
    }
    return PageChart.line(
        series.of(label),
        false,
        Map.of("target", results.stream().map(TargetResult::target).toList()),
        y);
  }

  private static List<Double> column(
      List<TargetResult> results, Cost cost, Function<TargetCost, OptionalDouble> figure) {
    return results.stream()
        .map(r -> r.cost(cost).map(figure).orElse(OptionalDouble.empty()).orElse(Double.NaN))
        .toList();
  }

  /** Who is first to which target, for the template; empty if nobody is. */
  Optional<Map<String, Object>> winners() {
    double hardest =
        targets.winners().stream()
            .flatMap(w -> w.ranges().stream())
            .filter(r -> !r.winners().isEmpty())
            .mapToDouble(Range::to)
            .max()
            .orElse(0);
    if (hardest == 0) {
      return Optional.empty();
    }
    double least = BEYOND * Math.max(1 - hardest, TargetWinners.RESOLUTION);
    Map<List<Range>, List<TargetWinners>> same =
        targets.winners().stream()
            .collect(
                Collectors.groupingBy(
                    w -> w.forPeople().ranges(), LinkedHashMap::new, Collectors.toList()));
    Map<String, Object> strips = new LinkedHashMap<>();
    strips.put(
        "strips",
        same.entrySet().stream().map(e -> strip(e.getKey(), e.getValue(), least)).toList());
    strips.put("ticks", ticks(least));
    strips.put(
        "targets",
        targets.targets().stream()
            .filter(t -> 1 - t >= least)
            .map(t -> NumberText.fixed(position(1 - t, least), 2))
            .toList());
    return Optional.of(strips);
  }

  private Map<String, Object> strip(List<Range> ranges, List<TargetWinners> same, double least) {
    String by = Captions.listed(same.stream().map(w -> w.cost().unit()).toList());
    Map<String, Object> strip = new LinkedHashMap<>();
    strip.put("by", by);
    List<Map<String, Object>> segments = new ArrayList<>();
    double before = LearningCurve.CHANCE;
    for (Range range : ranges) {
      Map<String, Object> segment = segment(range, before, least);
      if (!segment.get("width").equals("0.00")) {
        segments.add(segment);
      }
      before = range.to();
    }
    strip.put("segments", segments);
    return strip;
  }

  /** It reaches back to where the one before it ends, so that no gap is left. */
  private Map<String, Object> segment(Range range, double before, double least) {
    double from = position(1 - before, least);
    double to = position(1 - range.to(), least);
    Map<String, Object> segment = new LinkedHashMap<>();
    segment.put("left", NumberText.fixed(from, 2));
    segment.put("width", NumberText.fixed(to - from, 2));
    segment.put("targets", range.targets() + " %");
    segment.put("who", range.who());
    segment.put("colors", colors(range));
    return segment;
  }

  /** A stripe for each winner, for a gradient of CSS; empty if nobody arrived. */
  private String colors(Range range) {
    int count = range.winners().size();
    List<String> stripes = new ArrayList<>();
    for (String winner : range.named()) {
      stripes.add(stripe("--s" + styles.of(winner).color(), stripes.size(), 1, count));
    }
    if (range.others() > 0) {
      stripes.add(stripe("--line", stripes.size(), range.others(), count));
    }
    return String.join(", ", stripes);
  }

  private static String stripe(String color, int from, int parts, int of) {
    return "var("
        + color
        + ") "
        + NumberText.fixed(100.0 * from / of, 1)
        + "% "
        + NumberText.fixed(100.0 * (from + parts) / of, 1)
        + "%";
  }

  private static List<Map<String, Object>> ticks(double least) {
    List<Map<String, Object>> ticks = new ArrayList<>();
    double last = -LEAST_GAP;
    for (double tick : TICKS) {
      double at = position(1 - tick, least);
      if (1 - tick >= least && at - last >= LEAST_GAP && at <= 100 - LEAST_GAP / 2) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("left", NumberText.fixed(at, 2));
        text.put("text", NumberText.tick(100 * tick) + " %");
        ticks.add(text);
        last = at;
      }
    }
    return ticks;
  }

  /** In percent of the width, on a log scale of the error. */
  private static double position(double error, double least) {
    double inside = Math.max(least, Math.min(GUESSING_ERROR, error));
    return 100 * Math.log(GUESSING_ERROR / inside) / Math.log(GUESSING_ERROR / least);
  }
}
