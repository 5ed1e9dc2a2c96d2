package optbench.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import optbench.report.Line.Point;
import optbench.stats.CurvePoint;
import optbench.stats.DivergedRun;
import optbench.stats.OptimizerSummary;
import optbench.stats.Spread;
import optbench.stats.Summary;
import optbench.stats.TimeBasis;
import optbench.text.NumberText;
import org.jfree.chart.axis.NumberAxis;

/** Learning curves of all optimizers, in one plot. */
final class CurveCharts {
  private static final double LEAST_LOSS = 1e-8;

  /** Ten classes at random have a loss of 2.3; on its way to infinity a run may leave the chart. */
  private static final double MOST_DIVERGED_LOSS = 20;

  private final Summary summary;
  private final SeriesStyles styles;

  CurveCharts(Summary summary) {
    this.summary = summary;
    this.styles = SeriesStyles.of(summary);
  }

  /** Without those for which there is nothing to draw. */
  Map<ChartKind, Drawing> drawings() {
    Map<ChartKind, Drawing> drawings = new EnumMap<>(ChartKind.class);
    List<Line> losses = losses(CurvePoint::epoch);
    if (anyDrawn(losses)) {
      drawings.put(
          ChartKind.LOSS_BY_EPOCH,
          new Drawing(
              lossByEpoch(sideBySide(losses)),
              new LineTable("epoch", "train_loss", false).of(labels(), losses)));
    }
    List<Line> errors = lines(CurvePoint::epoch, CurvePoint::testAccuracy, CurveCharts::errors);
    if (anyDrawn(errors)) {
      drawings.put(
          ChartKind.ACCURACY_BY_EPOCH,
          new Drawing(
              accuracyByEpoch(sideBySide(errors)),
              new LineTable("epoch", "test_accuracy", true).of(labels(), errors)));
    }
    List<Line> bySteps = bySteps();
    if (summary.targets().evaluated().withinEpoch() > 0 && anyDrawn(bySteps)) {
      drawings.put(
          ChartKind.ACCURACY_BY_STEP,
          new Drawing(
              accuracyByStep(bySteps),
              new LineTable("step", "test_accuracy", true).of(labels(), bySteps)));
    }
    if (timed()) {
      List<Line> byTime = losses(p -> p.trainSeconds().orElseThrow());
      if (anyDrawn(byTime)) {
        drawings.put(
            ChartKind.LOSS_BY_TIME,
            new Drawing(
                lossByTime(byTime),
                new LineTable("train_seconds", "train_loss", false).of(labels(), byTime)));
      }
    }
    return drawings;
  }

  private List<String> labels() {
    return summary.optimizers().stream().map(OptimizerSummary::label).toList();
  }

  private Picture lossByEpoch(List<Line> lines) {
    return new LineChart(
        Charts.heading(summary, "Training loss by optimizer", meaning(), CurveCharts::lineEnds),
        lines,
        epochAxis(),
        lossAxis(lines),
        "Training loss (cross-entropy, log scale)");
  }

  private Picture lossByTime(List<Line> lines) {
    String title = "Training time (seconds; evaluation not counted)";
    List<Line> drawn = lines.stream().filter(Line::drawn).toList();
    Optional<BrokenAxis> broken =
        BrokenAxis.of(title, drawn.stream().mapToDouble(l -> end(List.of(l))).toArray());
    return new LineChart(
        Charts.heading(
            summary,
            "Training loss by training time",
            meaning() + broken.map(axis -> beyond(axis, drawn)).orElse(""),
            CurveCharts::lineEnds),
        lines,
        broken
            .<NumberAxis>map(Function.identity())
            .orElseGet(() -> Axes.linear(title, 0, end(drawn) * 1.01, 0)),
        lossAxis(lines),
        "Training loss (cross-entropy, log scale)");
  }

  /** Said in words, too: nobody is to take what lies behind the break for the same scale. */
  private static String beyond(BrokenAxis axis, List<Line> lines) {
    List<Line> tails = lines.stream().filter(l -> end(List.of(l)) > axis.breakAt()).toList();
    return " The axis is broken at "
        + NumberText.seconds(axis.breakAt())
        + ": beyond it, on a smaller scale, only "
        + Captions.listed(tails.stream().map(Line::label).toList())
        + (tails.size() == 1 ? " goes on, to " : " go on, to ")
        + NumberText.seconds(end(tails))
        + ".";
  }

  private static double end(List<Line> lines) {
    return points(lines).mapToDouble(Point::x).max().orElseThrow();
  }

  private Picture accuracyByEpoch(List<Line> lines) {
    return new LineChart(
        Charts.heading(summary, "Test accuracy by optimizer", meaning(), CurveCharts::lineEnds),
        lines,
        epochAxis(),
        Charts.errorAxis(ends(lines)),
        "Test accuracy (log scale of the error)");
  }

  private Picture accuracyByStep(List<Line> lines) {
    return new LineChart(
        Charts.heading(
            summary, "Test accuracy by step", meaning() + evaluated(), CurveCharts::lineEnds),
        lines,
        stepAxis(lines),
        Charts.errorAxis(ends(lines)),
        "Test accuracy (log scale of the error)");
  }

  private String evaluated() {
    return " Within the first epoch on "
        + Captions.listed(
            summary.targets().evaluated().testSamples().stream().map(String::valueOf).toList())
        + " test images.";
  }

  private static LogScale stepAxis(List<Line> lines) {
    LogScale axis =
        LogScale.around(
            points(lines).mapToDouble(Point::x).min().orElseThrow(),
            points(lines).mapToDouble(Point::x).max().orElseThrow());
    axis.setLabel("Step (log scale)");
    return axis;
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
    return eachOptimizer(
        OptimizerSummary::curve,
        DivergedRun::curve,
        p -> point(x.applyAsDouble(p), scale.apply(y.apply(p))));
  }

  /** Without points of which nobody recorded the loss. */
  private List<Line> losses(ToDoubleFunction<CurvePoint> x) {
    return eachOptimizer(
        o -> withLoss(o.curve()),
        run -> withLoss(run.curve()),
        p -> point(x.applyAsDouble(p), p.trainLoss().orElseThrow()));
  }

  private static List<CurvePoint> withLoss(List<CurvePoint> curve) {
    return curve.stream().filter(p -> p.trainLoss().isPresent()).toList();
  }

  private List<Line> bySteps() {
    return eachOptimizer(
        OptimizerSummary::bySteps,
        DivergedRun::bySteps,
        p -> point(p.steps(), errors(p.testAccuracy())));
  }

  private <P> List<Line> eachOptimizer(
      Function<OptimizerSummary, List<P>> curve,
      Function<DivergedRun, List<P>> ended,
      Function<P, Point> point) {
    return summary.optimizers().stream()
        .map(
            o ->
                new Line(
                    styles.of(o.label()),
                    Charts.label(o.label()),
                    curve.apply(o).stream().map(point).toList(),
                    o.divergedRuns().stream()
                        .map(run -> ended.apply(run).stream().map(point).toList())
                        .toList()))
        .toList();
  }

  /** After a single epoch there are points, not lines, and they would hide each other. */
  private List<Line> sideBySide(List<Line> lines) {
    if (summary.conditions().epochs().orElseThrow() > 1) {
      return lines;
    }
    double gap = 0.8 / lines.size();
    return IntStream.range(0, lines.size())
        .mapToObj(i -> lines.get(i).shifted((i + 0.5) * gap - 0.4))
        .toList();
  }

  private static Point point(double x, Spread y) {
    return new Point(x, y.mean(), y.min(), y.max());
  }

  private static Spread errors(Spread accuracy) {
    return new Spread(
        Charts.error(accuracy.mean()), Charts.error(accuracy.max()), Charts.error(accuracy.min()));
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

  private static DoubleStream ends(List<Line> lines) {
    return points(lines).flatMapToDouble(p -> DoubleStream.of(p.low(), p.high()));
  }

  private static Stream<Point> points(List<Line> lines) {
    return lines.stream()
        .flatMap(l -> Stream.concat(l.points().stream(), l.ended().stream().flatMap(List::stream)));
  }

  private static boolean anyDrawn(List<Line> lines) {
    return lines.stream().anyMatch(Line::drawn);
  }

  private static double min(double... values) {
    return DoubleStream.of(values).min().orElseThrow();
  }

  private static double max(double... values) {
    return DoubleStream.of(values).max().orElseThrow();
  }
}
