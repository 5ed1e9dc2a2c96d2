package optbench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import optbench.report.PageChart.Axis;
import optbench.report.PageChart.Figure;
import optbench.report.PageChart.Form;
import optbench.report.PageChart.Kind;
import optbench.report.PageChart.Scale;
import optbench.stats.Spread;
import optbench.stats.Summary;
import optbench.stats.WatchedRun;
import optbench.text.NumberText;

/** The loss on the images of the probe, step by step, as a chart of the page. */
final class PageProbes {
  private final Summary summary;
  private final Map<String, List<WatchedRun>> runs;

  PageProbes(Summary summary, List<WatchedRun> runs) {
    this.summary = summary;
    this.runs =
        runs.stream()
            .filter(r -> !r.finiteLosses().isEmpty())
            .collect(
                Collectors.groupingBy(WatchedRun::label, LinkedHashMap::new, Collectors.toList()));
  }

  /** Empty if no trial was watched. */
  Optional<PageChart> chart(PageSeries series) {
    List<Map<String, Object>> lines = new ArrayList<>();
    runs.forEach((label, seeds) -> lines.addAll(lines(series.of(label), seeds)));
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    int images =
        runs.values().iterator().next().get(0).result().settings().probe().orElseThrow().images();
    boolean many = runs.values().stream().anyMatch(seeds -> seeds.size() > 1);
    return Optional.of(
        new PageChart(
            "probe-loss",
            "Loss after each of the first steps on " + summary.conditions().dataTitle(),
            "On the same "
                + NumberText.count(images)
                + (images == 1 ? " training image" : " training images")
                + " after every step: a smooth line is a steady way, a jagged one a step too long."
                + (runs.values().stream().flatMap(List::stream).allMatch(WatchedRun::finished)
                    ? ""
                    : " A line that ends at × is of a seed that diverged.")
                + atTheEdge()
                + thinned(),
            List.of(new Figure("loss", "loss on the probe's images, cross-entropy", Kind.NUMBER)),
            List.of(new Axis("step", "step", Kind.NUMBER, Scale.LINEAR_ONLY)),
            many ? Map.of("range", "minimum to maximum") : Map.of(),
            Form.CAPPED_CURVES,
            lines));
  }

  private List<Map<String, Object>> lines(int series, List<WatchedRun> seeds) {
    List<Map<String, Object>> lines = new ArrayList<>();
    List<WatchedRun> finished = seeds.stream().filter(WatchedRun::finished).toList();
    if (!finished.isEmpty()) {
      lines.add(line(series, finished, false));
    }
    seeds.stream()
        .filter(r -> !r.finished())
        .forEach(r -> lines.add(line(series, List.of(r), true)));
    return lines;
  }

  private Map<String, Object> line(int series, List<WatchedRun> seeds, boolean ended) {
    List<Spread> losses = WatchedRun.spreads(seeds);
    int[] kept = Thinning.kept(losses.size(), shares());
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("mean", column(losses, kept, Spread::mean));
    if (seeds.size() > 1) {
      figures.put("low", column(losses, kept, Spread::min));
      figures.put("high", column(losses, kept, Spread::max));
    }
    return PageChart.line(
        series,
        ended,
        Map.of("step", IntStream.of(kept).mapToObj(step -> (double) step).toList()),
        Map.of("loss", figures));
  }

  private static List<Double> column(
      List<Spread> losses, int[] kept, ToDoubleFunction<Spread> figure) {
    return IntStream.of(kept).mapToObj(step -> figure.applyAsDouble(losses.get(step))).toList();
  }

  /** A line for the seeds that finished, and one for each that did not. */
  private int shares() {
    return runs.values().stream()
        .mapToInt(
            seeds ->
                (int) seeds.stream().filter(r -> !r.finished()).count()
                    + (seeds.stream().anyMatch(WatchedRun::finished) ? 1 : 0))
        .sum();
  }

  private String atTheEdge() {
    return losses().anyMatch(loss -> loss > PageChart.MOST_LOSS)
        ? " Losses above " + NumberText.tick(PageChart.MOST_LOSS) + " are drawn at the edge."
        : "";
  }

  private String thinned() {
    int steps =
        runs.values().stream()
            .flatMap(List::stream)
            .mapToInt(r -> r.finiteLosses().size())
            .max()
            .orElseThrow();
    int kept = Thinning.kept(steps, shares()).length;
    return kept < steps
        ? " Of "
            + NumberText.count(steps)
            + " steps "
            + NumberText.count(kept)
            + " are drawn; all are in probe-loss.csv."
        : "";
  }

  private DoubleStream losses() {
    return runs.values().stream()
        .flatMap(List::stream)
        .flatMapToDouble(r -> r.finiteLosses().stream().mapToDouble(Double::doubleValue));
  }
}
