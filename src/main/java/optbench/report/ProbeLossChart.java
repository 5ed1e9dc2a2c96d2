package optbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import optbench.report.Line.Point;
import optbench.stats.OptimizerSummary;
import optbench.stats.Spread;
import optbench.stats.Summary;
import optbench.stats.WatchedRun;
import optbench.text.NumberText;

/** The loss on the images of the probe, step by step from the first. */
final class ProbeLossChart {
  private static final double LEAST_LOSS = 1e-8;

  /** Ten classes at random have a loss of 2.3; what goes far beyond would flatten all else. */
  private static final double MOST_LOSS = 20;

  private final Summary summary;
  private final List<WatchedRun> runs;

  ProbeLossChart(Summary summary, List<WatchedRun> runs) {
    this.summary = summary;
    this.runs = runs;
  }

  /** Empty if there is nothing to draw. */
  Optional<Drawing> drawing() {
    SeriesStyles styles = SeriesStyles.of(summary);
    List<String> labels = summary.optimizers().stream().map(OptimizerSummary::label).toList();
    List<Line> lines = labels.stream().map(label -> line(styles.of(label), label)).toList();
    if (lines.stream().noneMatch(Line::drawn)) {
      return Optional.empty();
    }
    double end = points(lines).mapToDouble(Point::x).max().orElseThrow();
    double[] losses =
        points(lines)
            .flatMapToDouble(p -> DoubleStream.of(p.low(), p.high()))
            .map(v -> Math.min(Math.max(v, LEAST_LOSS), MOST_LOSS))
            .toArray();
    Picture picture =
        new LineChart(
            heading(points(lines).anyMatch(p -> p.high() > MOST_LOSS)),
            lines,
            Axes.linear("Step", 0, Math.max(1, end), 1),
            LogScale.of(
                DoubleStream.of(losses).min().orElseThrow(),
                DoubleStream.of(losses).max().orElseThrow()),
            "Loss on the probe's images (cross-entropy, log scale)");
    return Optional.of(
        new Drawing(picture, new LineTable("step", "loss", false).of(labels, lines)));
  }

  private Line line(SeriesStyle style, String label) {
    List<WatchedRun> own = runs.stream().filter(r -> r.label().equals(label)).toList();
    List<Spread> spreads = WatchedRun.spreads(own.stream().filter(WatchedRun::finished).toList());
    List<Point> means =
        IntStream.range(0, spreads.size()).mapToObj(i -> point(i, spreads.get(i))).toList();
    List<List<Point>> diverged =
        own.stream().filter(r -> !r.finished()).map(r -> way(r.finiteLosses())).toList();
    return new Line(style, Charts.label(label), means, diverged);
  }

  private static List<Point> way(List<Double> losses) {
    return IntStream.range(0, losses.size())
        .mapToObj(i -> new Point(i, losses.get(i), losses.get(i), losses.get(i)))
        .toList();
  }

  private static Point point(int step, Spread losses) {
    return new Point(step, losses.mean(), losses.min(), losses.max());
  }

  private static Stream<Point> points(List<Line> lines) {
    return lines.stream()
        .flatMap(l -> Stream.concat(l.points().stream(), l.ended().stream().flatMap(List::stream)));
  }

  private Heading heading(boolean cutOff) {
    int images = runs.get(0).result().settings().probe().orElseThrow().images();
    boolean band = summary.optimizers().stream().anyMatch(o -> o.finished() > 1);
    List<String> warnings = new ArrayList<>();
    summary.conditions().notice().ifPresent(n -> warnings.add("Mind the data: " + n));
    List<String> diverged =
        summary.optimizers().stream()
            .filter(o -> o.diverged() > 0)
            .map((OptimizerSummary o) -> Captions.diverged(o) + " (×)")
            .toList();
    if (!diverged.isEmpty()) {
      warnings.add("Diverged, sooner or later: " + String.join("; ", diverged) + ".");
    }
    warnings.addAll(Captions.missing(summary));
    return new Heading(
        "Loss after each of the first steps on " + summary.conditions().dataTitle(),
        Captions.briefly(summary.conditions())
            + ". On the same "
            + NumberText.count(images)
            + (images == 1 ? " training image" : " training images")
            + " after every step. Line: mean of "
            + Captions.finishedSeeds(summary)
            + (band ? "; band: minimum to maximum." : ".")
            + (cutOff
                ? " Losses above " + NumberText.tick(MOST_LOSS) + " are drawn at the edge."
                : ""),
        warnings);
  }
}
