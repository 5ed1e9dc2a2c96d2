package optbench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import optbench.report.PageChart.Axis;
import optbench.report.PageChart.Figure;
import optbench.report.PageChart.Form;
import optbench.report.PageChart.Kind;
import optbench.report.PageChart.Scale;
import optbench.result.EpochMetrics;
import optbench.result.Run;
import optbench.stats.SampleSummary;
import optbench.stats.SeedRun;
import optbench.stats.Summary;
import optbench.stats.TimeBasis;

/** Learning curves as the charts of the page read them, by epoch, step and second. */
final class PageCurves {
  private record Metric(String id, String name, Kind kind, ToDoubleFunction<EpochMetrics> of) {}

  private final Summary summary;
  private final Map<String, List<SeedRun>> runs;
  private final List<Metric> metrics;

  PageCurves(Summary summary, Run run) {
    this.summary = summary;
    this.runs = settled(run);
    this.metrics = metrics();
  }

  private static Map<String, List<SeedRun>> settled(Run run) {
    Map<String, List<SeedRun>> settled = new LinkedHashMap<>();
    run.labels().forEach(label -> settled.put(label, SeedRun.of(run, label)));
    settled.values().removeIf(List::isEmpty);
    return settled;
  }

  private List<Metric> metrics() {
    List<Metric> all =
        new ArrayList<>(
            List.of(
                new Metric(
                    "test_accuracy", "test accuracy", Kind.ACCURACY, EpochMetrics::testAccuracy),
                new Metric("test_loss", "test loss", Kind.NUMBER, EpochMetrics::testLoss),
                new Metric(
                    "train_accuracy",
                    "training accuracy",
                    Kind.ACCURACY,
                    EpochMetrics::trainAccuracy),
                new Metric("train_loss", "training loss", Kind.NUMBER, EpochMetrics::trainLoss)));
    if (!runs.isEmpty() && epochs().allMatch(e -> e.validationAccuracy().isPresent())) {
      all.add(
          new Metric(
              "validation_accuracy",
              "validation accuracy",
              Kind.ACCURACY,
              e -> e.validationAccuracy().orElseThrow()));
    }
    return all;
  }

  /** Whether there is a line to draw. */
  boolean any() {
    return epochs().findAny().isPresent();
  }

  /** Why there is no axis of seconds; empty if there is one. */
  Optional<String> withoutSeconds() {
    TimeBasis times = summary.conditions().times();
    if (times != TimeBasis.COMPARABLE) {
      return Optional.of(TimeNotes.why(times));
    }
    return runs.values().stream().flatMap(List::stream).allMatch(SeedRun::timed)
        ? Optional.empty()
        : Optional.of(TimeNotes.why(TimeBasis.SHARED));
  }

  PageChart chart(PageSeries series) {
    boolean seconds = withoutSeconds().isEmpty();
    boolean many = runs.values().stream().anyMatch(seeds -> seeds.size() > 1);
    List<Axis> axes = new ArrayList<>();
    axes.add(new Axis("epoch", "epoch", Kind.NUMBER, Scale.LINEAR));
    axes.add(new Axis("step", "step", Kind.NUMBER, Scale.LINEAR));
    if (seconds) {
      axes.add(new Axis("seconds", "training time, seconds", Kind.NUMBER, Scale.LINEAR));
    }
    Map<String, String> bands = new LinkedHashMap<>();
    if (many) {
      bands.put("range", "minimum to maximum");
      bands.put("sd", "± standard deviation");
    }
    return new PageChart(
        "curves",
        "Learning curves on " + summary.conditions().dataTitle(),
        (many ? "Line: mean over seeds." : "A line for each optimizer.")
            + (runs.values().stream().flatMap(List::stream).anyMatch(SeedRun::diverged)
                ? " A line that ends at × is of a seed that diverged."
                : ""),
        metrics.stream().map(m -> new Figure(m.id(), m.name(), m.kind())).toList(),
        axes,
        bands,
        Form.CURVES,
        runs.entrySet().stream()
            .flatMap(e -> lines(series.of(e.getKey()), e.getValue(), seconds))
            .toList());
  }

  private Stream<Map<String, Object>> lines(int series, List<SeedRun> seeds, boolean seconds) {
    List<SeedRun> finished = seeds.stream().filter(r -> !r.diverged()).toList();
    Stream<Map<String, Object>> ended =
        seeds.stream()
            .filter(r -> r.diverged() && !r.usableEpochs().isEmpty())
            .map(r -> line(series, List.of(r), true, seconds));
    return finished.isEmpty()
        ? ended
        : Stream.concat(Stream.of(line(series, finished, false, seconds)), ended);
  }

  private Map<String, Object> line(
      int series, List<SeedRun> seeds, boolean ended, boolean seconds) {
    int epochs = seeds.stream().mapToInt(s -> s.usableEpochs().size()).min().orElseThrow();
    int[] kept = Thinning.kept(epochs, runs.size() * metrics.size());
    Map<String, List<Double>> x = new LinkedHashMap<>();
    x.put("epoch", column(seeds, kept, EpochMetrics::epoch, SampleSummary::mean));
    x.put("step", column(seeds, kept, EpochMetrics::steps, SampleSummary::mean));
    if (seconds) {
      x.put("seconds", column(seeds, kept, EpochMetrics::trainSeconds, SampleSummary::mean));
    }
    Map<String, Map<String, ?>> y = new LinkedHashMap<>();
    for (Metric m : metrics) {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("mean", column(seeds, kept, m.of(), SampleSummary::mean));
      if (seeds.size() > 1) {
        figures.put("low", column(seeds, kept, m.of(), SampleSummary::min));
        figures.put("high", column(seeds, kept, m.of(), SampleSummary::max));
        figures.put("sd", column(seeds, kept, m.of(), s -> s.sd().orElseThrow()));
      }
      y.put(m.id(), figures);
    }
    return PageChart.line(series, ended, x, y);
  }

  private static List<Double> column(
      List<SeedRun> seeds,
      int[] kept,
      ToDoubleFunction<EpochMetrics> metric,
      ToDoubleFunction<SampleSummary> figure) {
    return IntStream.of(kept)
        .mapToObj(epoch -> figure.applyAsDouble(SeedRun.at(seeds, epoch, metric)))
        .toList();
  }

  private Stream<EpochMetrics> epochs() {
    return runs.values().stream().flatMap(List::stream).flatMap(r -> r.usableEpochs().stream());
  }
}
