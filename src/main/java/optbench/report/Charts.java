package optbench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import optbench.report.Line.Point;
import optbench.report.Sheet.Mark;
import optbench.stats.CurvePoint;
import optbench.stats.DivergedRun;
import optbench.stats.Interval;
import optbench.stats.OptimizerSummary;
import optbench.stats.Percent;
import optbench.stats.SeedResult;
import optbench.stats.Spread;
import optbench.stats.Summary;
import optbench.stats.TimeBasis;
import optbench.stats.WatchedRun;
import org.jfree.chart.axis.NumberAxis;

/** Which charts there are, and what each shows. */
final class Charts {
  /**
   * A tenth of the least error that a test set of 10 000 can show: where an error of 0 is drawn.
   */
  private static final double LEAST_ERROR = 1e-5;

  private static final double LEAST_LOSS = 1e-8;

  /** Ten classes at random have a loss of 2.3; on its way to infinity a run may leave the chart. */
  private static final double MOST_DIVERGED_LOSS = 20;

  private static final int LONGEST_LABEL = 26;

  private final Summary summary;
  private final List<WatchedRun> watched;

  Charts(Summary summary, List<WatchedRun> watched) {
    this.summary = summary;
    this.watched = watched;
  }

  List<Artifact> artifacts() {
    Map<String, Picture> pictures = pictures();
    if (pictures.isEmpty()) {
      return List.of();
    }
    Canvas canvas = new Canvas(Fonts.load());
    List<Artifact> artifacts = new ArrayList<>();
    pictures.forEach(
        (name, picture) -> {
          artifacts.add(new Artifact("charts/" + name + ".png", canvas.png(picture)));
          artifacts.add(new Artifact("charts/" + name + ".svg", canvas.svg(picture)));
        });
    return List.copyOf(artifacts);
  }

  private Map<String, Picture> pictures() {
    Map<String, Picture> pictures = pictures(new LinkedHashMap<>());
    summary.tuning().ifPresent(t -> pictures.putAll(new TuningCharts(summary).pictures()));
    return pictures;
  }

  private Map<String, Picture> pictures(Map<String, Picture> pictures) {
    if (summary.optimizers().stream().allMatch(o -> o.seeds() == 0)) {
      return pictures;
    }
    List<Line> losses = lines(CurvePoint::epoch, CurvePoint::trainLoss, Function.identity());
    if (anyDrawn(losses)) {
      pictures.put("loss-by-epoch", lossByEpoch(sideBySide(losses)));
      pictures.put(
          "accuracy-by-epoch",
          accuracyByEpoch(
              sideBySide(lines(CurvePoint::epoch, CurvePoint::testAccuracy, Charts::errors))));
    }
    if (timed()) {
      List<Line> byTime =
          lines(p -> p.trainSeconds().orElseThrow(), CurvePoint::trainLoss, Function.identity());
      if (anyDrawn(byTime)) {
        pictures.put("loss-by-time", lossByTime(byTime));
      }
    }
    pictures.put("final-accuracy", finalAccuracy());
    pictures.putAll(new TargetCharts(summary).pictures());
    new ProbeLossChart(summary, watched)
        .picture()
        .ifPresent(picture -> pictures.put("probe-loss", picture));
    return pictures;
  }

  private Picture lossByEpoch(List<Line> lines) {
    return new LineChart(
        heading(summary, "Training loss by optimizer", meaning(), Charts::lineEnds),
        lines,
        epochAxis(),
        lossAxis(lines),
        "Training loss (cross-entropy, log scale)");
  }

  private Picture lossByTime(List<Line> lines) {
    double end = points(lines).mapToDouble(Point::x).max().orElseThrow();
    return new LineChart(
        heading(summary, "Training loss by training time", meaning(), Charts::lineEnds),
        lines,
        Axes.linear("Training time (seconds; evaluation not counted)", 0, end * 1.01, 0),
        lossAxis(lines),
        "Training loss (cross-entropy, log scale)");
  }

  private Picture accuracyByEpoch(List<Line> lines) {
    return new LineChart(
        heading(summary, "Test accuracy by optimizer", meaning(), Charts::lineEnds),
        lines,
        epochAxis(),
        errorAxis(ends(lines)),
        "Test accuracy (log scale of the error)");
  }

  private Picture finalAccuracy() {
    List<OptimizerSummary> ranked = AccuracyTable.ranked(summary);
    List<DotChart.Row> rows = ranked.stream().map(this::row).toList();
    boolean interval = ranked.stream().anyMatch(o -> o.testAccuracyCi95().isPresent());
    String meaning =
        "Ring: mean of "
            + Captions.finishedSeeds(summary)
            + (interval ? "; bar: 95 % interval; small dots: seeds" : "")
            + (marksGroup() ? "; filled: the best group." : ".");
    return new DotChart(
        heading(summary, "Final test accuracy by optimizer", meaning, Captions::diverged),
        rows,
        errorAxis(
            rows.stream()
                .filter(r -> r.mean().isPresent())
                .flatMapToDouble(
                    r ->
                        DoubleStream.concat(
                            DoubleStream.of(
                                // A wide interval of few seeds may leave the axis to the right.
                                Math.max(r.low(), r.mean().getAsDouble() / 2), r.high()),
                            r.seeds().stream().mapToDouble(Double::doubleValue)))),
        "Test accuracy after the last epoch (log scale of the error)");
  }

  private boolean marksGroup() {
    return summary.comparison().differences().stream().anyMatch(d -> d.pHolm().isPresent());
  }

  private DotChart.Row row(OptimizerSummary o) {
    Mark mark = AccuracyTable.mark(summary, o);
    double error = 1 - o.testAccuracyMean().orElse(0);
    String text =
        o.testAccuracyMean().isPresent()
            ? Percent.of(o.testAccuracyMean().getAsDouble(), o.testAccuracySd()) + " %"
            : o.diverged() > 0 ? "diverged" : "no result";
    return new DotChart.Row(
        series(summary, o.label()),
        label(o.label()),
        o.testAccuracyMean().isPresent()
            ? OptionalDouble.of(Math.max(error, LEAST_ERROR))
            : OptionalDouble.empty(),
        o.testAccuracyCi95().map(Interval::high).map(h -> 1 - h).orElse(error),
        o.testAccuracyCi95().map(Interval::low).map(l -> 1 - l).orElse(error),
        // A single seed is the mean already.
        o.results().stream()
            .filter(r -> o.finished() > 1)
            .map(SeedResult::testAccuracy)
            .map(a -> Math.max(1 - a, LEAST_ERROR))
            .toList(),
        marksGroup() && (mark == Mark.BEST || mark == Mark.GROUP),
        text);
  }

  static Heading heading(
      Summary summary,
      String title,
      String meaning,
      Function<OptimizerSummary, String> whereItEnds) {
    List<String> warnings = new ArrayList<>();
    summary.conditions().notice().ifPresent(n -> warnings.add("Mind the data: " + n));
    List<String> diverged =
        summary.optimizers().stream().filter(o -> o.diverged() > 0).map(whereItEnds).toList();
    if (!diverged.isEmpty()) {
      warnings.add("Diverged: " + String.join("; ", diverged) + ".");
    }
    Captions.missing(summary).forEach(warnings::add);
    String conditions = Captions.briefly(summary.conditions());
    return new Heading(
        title + " on " + summary.conditions().dataTitle(), conditions + ". " + meaning, warnings);
  }

  private static String lineEnds(OptimizerSummary o) {
    boolean none = o.divergedRuns().stream().allMatch(r -> r.curve().isEmpty());
    return Captions.diverged(o)
        + (none ? " (before an epoch was over: no line)" : " (line ends at ×)");
  }

  private String meaning() {
    boolean band = summary.optimizers().stream().anyMatch(o -> o.finished() > 1);
    return "Line: mean of "
        + Captions.finishedSeeds(summary)
        + (band ? "; band: minimum to maximum." : ".");
  }

  private boolean timed() {
    return summary.conditions().times() == TimeBasis.COMPARABLE
        && summary.optimizers().stream()
            .flatMap(
                o ->
                    Stream.concat(
                        o.curve().stream(),
                        o.divergedRuns().stream().map(DivergedRun::curve).flatMap(List::stream)))
            .allMatch(p -> p.trainSeconds().isPresent());
  }

  private List<Line> lines(
      ToDoubleFunction<CurvePoint> x,
      Function<CurvePoint, Spread> y,
      Function<Spread, Spread> scale) {
    Function<List<CurvePoint>, List<Point>> points =
        curve ->
            curve.stream().map(p -> point(x.applyAsDouble(p), scale.apply(y.apply(p)))).toList();
    return summary.optimizers().stream()
        .map(
            o ->
                new Line(
                    series(summary, o.label()),
                    label(o.label()),
                    points.apply(o.curve()),
                    o.divergedRuns().stream().map(DivergedRun::curve).map(points).toList()))
        .toList();
  }

  /** After a single epoch there are points, not lines, and they would hide each other. */
  private List<Line> sideBySide(List<Line> lines) {
    if (summary.conditions().epochs().orElseThrow() > 1) {
      return lines;
    }
    double gap = 0.8 / lines.size();
    return lines.stream().map(l -> l.shifted((l.series() + 0.5) * gap - 0.4)).toList();
  }

  private static Point point(double x, Spread y) {
    return new Point(x, y.mean(), y.min(), y.max());
  }

  private static Spread errors(Spread accuracy) {
    return new Spread(
        Math.max(1 - accuracy.mean(), LEAST_ERROR),
        Math.max(1 - accuracy.max(), LEAST_ERROR),
        Math.max(1 - accuracy.min(), LEAST_ERROR));
  }

  private NumberAxis epochAxis() {
    int last = summary.conditions().epochs().orElseThrow();
    return last == 1
        ? Axes.linear("Epoch", 0.5, 1.5, 1)
        : Axes.linear("Epoch", 1 - 0.02 * (last - 1), last, 1);
  }

  private static LogScale lossAxis(List<Line> lines) {
    double[] values =
        DoubleStream.concat(
                lines.stream()
                    .flatMap(l -> l.points().stream())
                    .flatMapToDouble(p -> DoubleStream.of(p.low(), p.high())),
                lines.stream()
                    .flatMap(l -> l.ended().stream())
                    .flatMap(List::stream)
                    .mapToDouble(p -> Math.min(p.y(), MOST_DIVERGED_LOSS)))
            .map(v -> Math.max(v, LEAST_LOSS))
            .toArray();
    return LogScale.of(min(values), max(values));
  }

  private static LogScale errorAxis(DoubleStream errors) {
    double[] values = errors.map(e -> Math.max(e, LEAST_ERROR)).toArray();
    return values.length == 0
        ? LogScale.ofErrors(0.01, 1)
        : LogScale.ofErrors(min(values), max(values));
  }

  private static DoubleStream ends(List<Line> lines) {
    return points(lines).flatMapToDouble(p -> DoubleStream.of(p.low(), p.high()));
  }

  private static Stream<Point> points(List<Line> lines) {
    return lines.stream()
        .flatMap(l -> Stream.concat(l.points().stream(), l.ended().stream().flatMap(List::stream)));
  }

  private static double min(double... values) {
    return DoubleStream.of(values).min().orElseThrow();
  }

  private static double max(double... values) {
    return DoubleStream.of(values).max().orElseThrow();
  }

  private static boolean anyDrawn(List<Line> lines) {
    return lines.stream().anyMatch(Line::drawn);
  }

  /** The place in the run, so that an optimizer looks the same in all charts of it. */
  static int series(Summary summary, String label) {
    return IntStream.range(0, summary.optimizers().size())
        .filter(i -> summary.optimizers().get(i).label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  /** What no accuracy can go below on a log scale. */
  static double error(double accuracy) {
    return Math.max(1 - accuracy, LEAST_ERROR);
  }

  /** As it fits beside a chart. */
  static String label(String label) {
    return label.length() <= LONGEST_LABEL
        ? label
        : label.substring(0, LONGEST_LABEL - 1).strip() + "…";
  }
}
