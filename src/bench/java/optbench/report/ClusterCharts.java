package optbench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import optbench.report.ScalingCharts.MeasuredAxis;
import optbench.report.ScalingCharts.Pair;

/** Draws what {@code optbench.cluster.ClusterBenchmark} has measured. */
public final class ClusterCharts {
  private static final String TRIALS = "trials of a run";

  private final List<String> head;
  private final List<String[]> rows;

  private ClusterCharts(List<String> lines) {
    head = List.of(lines.get(0).split(",", -1));
    rows = lines.stream().skip(1).map(line -> line.split(",", -1)).toList();
  }

  /** Arguments: CSV file to read, PNG file to write. */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println(
          "arguments must be CSV-FILE PNG-FILE: try -Dbench.arguments=\"cluster.csv cluster.png\"");
      System.exit(2);
    }
    ClusterCharts charts = new ClusterCharts(Files.readAllLines(Path.of(args[0])));
    Canvas canvas = new Canvas(new Look(Fonts.load(), ChartTheme.LIGHT, ChartSize.STANDARD));
    Files.write(Path.of(args[1]), canvas.png(charts.ofDriver()));
  }

  private Picture ofDriver() {
    Heading heading =
        new Heading(
            "What a run on a cluster costs the process that started it, by number of trials",
            "Apache Spark, two executors of the same machine that invent results, each trial a job"
                + " of its own. Left: from the first trial to the last; right: up to the last trial.",
            List.of());
    return new Pair(
        heading,
        chart(
            heading,
            "ms a trial (log scale)",
            List.of(line(0, "time", "trial_ms"), line(1, "processor time", "driver_trial_cpu_ms"))),
        chart(
            heading,
            "MiB of resident memory, peak (log scale)",
            List.of(line(0, "driver", "driver_peak_rss_mib"))));
  }

  private Line line(int series, String label, String column) {
    double[] x = values("trials");
    double[] y = values(column);
    return new Line(
        new SeriesStyle(series, series),
        label,
        IntStream.range(0, x.length).mapToObj(i -> Line.Point.of(x[i], y[i])).toList(),
        List.of());
  }

  private LineChart chart(Heading heading, String unit, List<Line> lines) {
    double[] y =
        lines.stream()
            .flatMap(line -> line.points().stream())
            .mapToDouble(Line.Point::y)
            .sorted()
            .toArray();
    List<Double> ticks = Arrays.stream(values("trials")).boxed().toList();
    return new LineChart(
        heading, lines, new MeasuredAxis(TRIALS, ticks), LogScale.of(y[0], y[y.length - 1]), unit);
  }

  private double[] values(String column) {
    int at = head.indexOf(column);
    return rows.stream().mapToDouble(row -> Double.parseDouble(row[at])).toArray();
  }
}
