package optbench.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogarithmicAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** Draws what {@code optbench.engine.lockstep.LockstepBenchmark} has measured. */
public final class ScalingCharts {
  private static final int FLOOR = 6;
  private static final String UNIT = "ms a step per trial (log scale)";
  private static final String MEASURED = "MNIST, one thread, medians, without staging the data. ";
  private static final String FLOOR_MEANS =
      "Floor: the matrix products in full, at the rate of this machine's fastest large product;"
          + " steps leave out pixels that are 0, and so may be below it.";

  private final List<Row> mlp;

  private ScalingCharts(List<Row> rows) {
    mlp = rows.stream().filter(r -> r.network().equals("mlp")).toList();
  }

  /** Arguments: CSV file to read, directory to write into (where the CSV is). */
  public static void main(String[] args) throws IOException {
    if (args.length < 1 || args.length > 2) {
      System.err.println(
          "arguments must be CSV-FILE [DIRECTORY] but there were "
              + args.length
              + ": try -Dbench.arguments=\"target/lockstep.csv target\"");
      System.exit(2);
    }
    Path csv = Path.of(args[0]).toAbsolutePath();
    Path directory = args.length > 1 ? Path.of(args[1]) : csv.getParent();
    ScalingCharts charts = new ScalingCharts(read(csv));
    Canvas canvas = new Canvas(new Look(Fonts.load(), ChartTheme.LIGHT, ChartSize.STANDARD));
    Files.write(directory.resolve("lockstep-trials.png"), canvas.png(charts.byTrials()));
    Files.write(directory.resolve("lockstep-size.png"), canvas.png(charts.bySize()));
  }

  private Picture byTrials() {
    Predicate<Row> sweep = r -> r.width() == 128 && r.batchSize() == 128;
    ToDoubleFunction<Row> x = Row::trials;
    return chart(
        new Heading(
            "Time a step per trial, by number of trials in step",
            MEASURED + "784-128-10, batches of 128. " + FLOOR_MEANS,
            List.of()),
        "trials in step",
        List.of(
            line(0, "sgd", sweep.and(r -> r.optimizer().equals("sgd")), x, Row::step),
            line(1, "adam", sweep.and(r -> r.optimizer().equals("adam")), x, Row::step),
            line(FLOOR, "floor", sweep, x, Row::floor)));
  }

  private Picture bySize() {
    Heading heading =
        new Heading(
            "Time a step per trial, by width and by batch size",
            MEASURED + "784-width-10, sgd; left: batches of 128, right: width 128. " + FLOOR_MEANS,
            List.of());
    Predicate<Row> widths = r -> r.optimizer().equals("sgd") && r.batchSize() == 128;
    Predicate<Row> batches =
        r -> r.optimizer().equals("sgd") && r.width() == 128 && r.trials() == 8;
    Predicate<Row> eight = widths.and(r -> r.trials() == 8);
    return new Pair(
        heading,
        chart(
            heading,
            "units in the hidden layer",
            List.of(
                line(1, "1 trial", widths.and(r -> r.trials() == 1), Row::width, Row::step),
                line(0, "8 in step", eight, Row::width, Row::step),
                line(FLOOR, "floor", eight, Row::width, Row::floor))),
        chart(
            heading,
            "samples in a batch",
            List.of(
                line(0, "8 in step", batches, Row::batchSize, Row::step),
                line(FLOOR, "floor", batches, Row::batchSize, Row::floor))));
  }

  private Line line(
      int series,
      String label,
      Predicate<Row> which,
      ToDoubleFunction<Row> x,
      ToDoubleFunction<Row> y) {
    List<Line.Point> points =
        mlp.stream()
            .filter(which)
            .sorted(Comparator.comparingDouble(x))
            .map(r -> point(x.applyAsDouble(r), y.applyAsDouble(r)))
            .toList();
    if (points.isEmpty()) {
      throw new IllegalArgumentException("CSV must have rows for line " + label + " but has none");
    }
    return new Line(new SeriesStyle(series, series), label, points, List.of());
  }

  private static Line.Point point(double x, double y) {
    return new Line.Point(x, y, y, y);
  }

  private static LineChart chart(Heading heading, String xTitle, List<Line> lines) {
    LogScale y =
        LogScale.of(
            values(lines, Line.Point::y).min().orElseThrow(),
            values(lines, Line.Point::y).max().orElseThrow());
    List<Double> ticks = values(lines, Line.Point::x).distinct().sorted().boxed().toList();
    return new LineChart(heading, lines, new MeasuredAxis(xTitle, ticks), y, UNIT);
  }

  private static DoubleStream values(List<Line> lines, ToDoubleFunction<Line.Point> value) {
    return lines.stream().flatMap(line -> line.points().stream()).mapToDouble(value);
  }

  private static List<Row> read(Path csv) throws IOException {
    List<String> lines = Files.readAllLines(csv);
    List<String> head = List.of(lines.get(0).split(",", -1));
    List<Row> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      rows.add(
          new Row(
              cells[head.indexOf("network")],
              Integer.parseInt(cells[head.indexOf("width")]),
              cells[head.indexOf("optimizer")],
              Integer.parseInt(cells[head.indexOf("batch_size")]),
              Integer.parseInt(cells[head.indexOf("trials")]),
              Double.parseDouble(cells[head.indexOf("step_ms")]),
              Double.parseDouble(cells[head.indexOf("floor_ms")])));
    }
    return rows;
  }

  private record Row(
      String network,
      int width,
      String optimizer,
      int batchSize,
      int trials,
      double step,
      double floor) {}

  /** Two charts side by side. */
  record Pair(Heading heading, Picture left, Picture right) implements Picture {
    private static final double GAP = 24;

    @Override
    public void draw(Graphics2D g, Rectangle2D area, Look look) {
      double width = (area.getWidth() - GAP) / 2;
      Rectangle2D half = new Rectangle2D.Double(area.getX(), area.getY(), width, area.getHeight());
      left.draw(g, half, look);
      half.setRect(area.getX() + width + GAP, area.getY(), width, area.getHeight());
      right.draw(g, half, look);
    }
  }

  /** A log axis with its ticks where something was measured. */
  static final class MeasuredAxis extends LogarithmicAxis {
    private static final long serialVersionUID = 1L;

    private final transient List<Double> measured;

    MeasuredAxis(String title, List<Double> measured) {
      super(title + " (log scale)");
      this.measured = measured;
      setRange(measured.get(0) / 1.1, measured.get(measured.size() - 1) * 1.1);
    }

    @Override
    public List<NumberTick> refreshTicks(
        Graphics2D g, AxisState state, Rectangle2D dataArea, RectangleEdge edge) {
      return measured.stream()
          .map(
              v ->
                  new NumberTick(
                      v,
                      String.format(Locale.ROOT, "%.0f", v),
                      TextAnchor.TOP_CENTER,
                      TextAnchor.CENTER,
                      0))
          .toList();
    }
  }
}
