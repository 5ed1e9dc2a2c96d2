package optbench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import optbench.compare.EpochDifference;
import optbench.compare.OptimizerComparison;
import optbench.compare.RunComparison;
import optbench.report.DifferencePanels.Panel;
import optbench.report.DifferencePanels.Range;
import optbench.report.ForestChart.Row;
import optbench.stats.Interval;
import optbench.stats.PairVerdict;
import optbench.text.NumberText;

/** What is drawn of a comparison of two runs: differences in points, B less A. */
final class CompareCharts {
  private static final double POINTS = 100;

  /** Where nothing differs there still has to be an axis. */
  private static final double LEAST_REACH = 0.05;

  /** Bands of few seeds are wide; beyond this many times the largest mean they are cut off. */
  private static final double BAND_REACH = 2.5;

  /** Beyond this many times the median panel's, the largest is not to one scale with the others. */
  private static final double MOST_SPAN = 6;

  private final RunComparison comparison;
  private final SeriesStyles styles;

  CompareCharts(RunComparison comparison) {
    this.comparison = comparison;
    this.styles =
        SeriesStyles.of(
            comparison.optimizers().stream()
                .collect(
                    Collectors.toMap(OptimizerComparison::label, OptimizerComparison::optimizer)));
  }

  Map<String, Picture> pictures() {
    Map<String, Picture> pictures = new LinkedHashMap<>();
    if (comparison.optimizers().stream().allMatch(o -> o.accuracy().mean().isEmpty())) {
      return pictures;
    }
    pictures.put("compare-final", forest());
    if (comparison.epoch() > 1) {
      pictures.put("compare-by-epoch", panels());
    }
    return pictures;
  }

  private Picture forest() {
    double margin = POINTS * comparison.protocol().margin().orElseThrow();
    List<Row> rows = comparison.optimizers().stream().map(this::row).toList();
    return new ForestChart(
        new Heading(
            "Final test accuracy, B less A",
            "After epoch "
                + comparison.epoch()
                + ". Dot: mean difference"
                + overPairs()
                + "; bar: 95 % interval; filled: shown to"
                + " differ, or shown to be within "
                + NumberText.tick(margin)
                + " points (shaded).",
            warnings()),
        rows,
        margin);
  }

  private String overPairs() {
    return comparison.protocol().test().ofPairs() ? " over paired seeds" : ", not paired";
  }

  private Row row(OptimizerComparison o) {
    OptionalDouble mean = o.accuracy().mean();
    double points = POINTS * mean.orElse(0);
    String difference = mean.isPresent() ? NumberText.points(mean.getAsDouble()) + "  " : "";
    return new Row(
        styles.of(o.label()),
        Charts.label(o.label()),
        mean.isPresent() ? OptionalDouble.of(points) : OptionalDouble.empty(),
        o.accuracy()
            .ci95()
            .map(i -> new Interval(POINTS * i.low(), POINTS * i.high()))
            .orElse(new Interval(points, points)),
        o.accuracy().verdict() != PairVerdict.INCONCLUSIVE,
        difference + CompareTables.verdict(o));
  }

  private Picture panels() {
    List<Panel> panels = scaled(comparison.optimizers().stream().map(this::panel).toList());
    boolean own = panels.stream().map(Panel::range).distinct().count() > 1;
    return new DifferencePanels(
        new Heading(
            "Test accuracy by epoch, B less A (points)",
            "Line: mean difference"
                + overPairs()
                + "; band: 95 % interval of each epoch by itself."
                + " Ring: first epoch from which on the curves are shown to differ (level "
                + NumberText.percent(comparison.protocol().level()).replaceFirst("\\.?0+$", "")
                + " %, corrected)."
                + (own ? " Mind the scales: each panel has its own." : ""),
            warnings()),
        panels,
        comparison.epoch());
  }

  private Panel panel(OptimizerComparison o) {
    List<Line.Point> points =
        o.epochs().stream().filter(e -> e.mean().isPresent()).map(CompareCharts::point).toList();
    String remark =
        o.identical()
            ? "the same to the bit"
            : o.apartFrom().isPresent()
                ? "apart since epoch " + o.apartFrom().getAsInt()
                : "not shown to differ";
    return new Panel(
        styles.of(o.label()),
        o.label(),
        points,
        o.apartFrom(),
        remark,
        new Range(-LEAST_REACH, LEAST_REACH));
  }

  private static Line.Point point(EpochDifference e) {
    double mean = POINTS * e.mean().getAsDouble();
    return new Line.Point(
        e.epoch(),
        mean,
        e.ci95().map(i -> POINTS * i.low()).orElse(mean),
        e.ci95().map(i -> POINTS * i.high()).orElse(mean));
  }

  /** To one scale, unless the largest would leave nothing to see of most others. */
  private static List<Panel> scaled(List<Panel> panels) {
    double[] spans = panels.stream().mapToDouble(p -> range(List.of(p)).span()).sorted().toArray();
    boolean own = spans[spans.length - 1] > MOST_SPAN * spans[(spans.length - 1) / 2];
    Range common = range(panels);
    return panels.stream().map(p -> p.within(own ? range(List.of(p)) : common)).toList();
  }

  /** All means, zero, and bands as far as they help. */
  private static Range range(List<Panel> panels) {
    List<Line.Point> points = panels.stream().flatMap(p -> p.points().stream()).toList();
    double farthest = points.stream().mapToDouble(p -> Math.abs(p.y())).max().orElse(0);
    double reach = Math.max(LEAST_REACH, BAND_REACH * farthest);
    double low = points.stream().mapToDouble(Line.Point::low).min().orElse(0);
    double high = points.stream().mapToDouble(Line.Point::high).max().orElse(0);
    return new Range(
        Math.max(-reach, Math.min(low, -LEAST_REACH)),
        Math.min(reach, Math.max(high, LEAST_REACH)));
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (comparison.epochsA() != comparison.epochsB()) {
      warnings.add(
          "A trained for "
              + Captions.count(comparison.epochsA(), "epoch")
              + ", B for "
              + comparison.epochsB()
              + ".");
    }
    return warnings;
  }
}
