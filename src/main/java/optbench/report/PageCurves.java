package optbench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import optbench.report.PageChart.Axis;
import optbench.report.PageChart.Figure;
import optbench.report.PageChart.Form;
import optbench.report.PageChart.Kind;
import optbench.report.PageChart.Scale;
import optbench.result.EpochMetrics;
import optbench.result.Run;
import optbench.stats.Checkpoint;
import optbench.stats.LearningCurve;
import optbench.stats.SampleSummary;
import optbench.stats.SeedRun;
import optbench.stats.Summary;
import optbench.stats.TimeBasis;

/** Learning curves as the charts of the page read them, by epoch, step and second. */
final class PageCurves {
  private record Metric(String id, String name, Kind kind, ToDoubleFunction<Checkpoint> of) {}

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
                    "test_accuracy", "test accuracy", Kind.ACCURACY, Checkpoint::testAccuracy)));
    if (anyHas(EpochMetrics::testLoss)) {
      all.add(
          new Metric("test_loss", "test loss", Kind.NUMBER, c -> c.testLoss().orElse(Double.NaN)));
    }
    if (anyHas(EpochMetrics::trainAccuracy)) {
      all.add(
          new Metric(
              "train_accuracy",
              "training accuracy",
              Kind.ACCURACY,
              ofEpoch(EpochMetrics::trainAccuracy)));
    }
    if (anyHas(EpochMetrics::trainLoss)) {
      all.add(
          new Metric("train_loss", "training loss", Kind.NUMBER, ofEpoch(EpochMetrics::trainLoss)));
    }
    if (!runs.isEmpty() && epochs().allMatch(e -> e.validationAccuracy().isPresent())) {
      all.add(
          new Metric(
              "validation_accuracy",
              "validation accuracy",
              Kind.ACCURACY,
              ofEpoch(EpochMetrics::validationAccuracy)));
    }
    return all;
  }

  /** Before the first result, all are promised; of imported results there is what they say. */
  private boolean anyHas(Function<EpochMetrics, Optional<Double>> metric) {
    return !any() || epochs().anyMatch(e -> metric.apply(e).isPresent());
  }

  /** Not a number within an epoch, or where nobody recorded it. */
  private static ToDoubleFunction<Checkpoint> ofEpoch(
      Function<EpochMetrics, Optional<Double>> metric) {
    return c -> c.epoch().flatMap(metric).orElse(Double.NaN);
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
    boolean early = summary.targets().evaluated().withinEpoch() > 0;
    axes.add(new Axis("epoch", "epoch", Kind.NUMBER, Scale.LINEAR));
    if (countsSteps()) {
      axes.add(new Axis("step", "step", Kind.NUMBER, early ? Scale.LOG : Scale.LINEAR));
    }
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
    Stream<Map<String, Object>> all =
        finished.isEmpty() ? Stream.of() : line(series, finished, false, seconds);
    return Stream.concat(
        all,
        seeds.stream()
            .filter(SeedRun::diverged)
            .flatMap(r -> line(series, List.of(r), true, seconds)));
  }

  /** None if the seeds have no evaluation in common. */
  private Stream<Map<String, Object>> line(
      int series, List<SeedRun> seeds, boolean ended, boolean seconds) {
    List<List<Checkpoint>> common =
        Checkpoint.common(seeds.stream().map(r -> LearningCurve.of(r.result())).toList());
    if (common.isEmpty()) {
      return Stream.of();
    }
    List<List<Checkpoint>> kept =
        IntStream.of(Thinning.kept(common.size(), runs.size() * metrics.size()))
            .mapToObj(common::get)
            .toList();
    Map<String, List<Double>> x = new LinkedHashMap<>();
    x.put("epoch", column(kept, Checkpoint::epochs, SampleSummary::mean));
    if (countsSteps()) {
      x.put("step", column(kept, c -> c.steps().orElseThrow(), SampleSummary::mean));
    }
    if (seconds) {
      x.put("seconds", column(kept, c -> c.trainSeconds().orElseThrow(), SampleSummary::mean));
    }
    Map<String, Map<String, ?>> y = new LinkedHashMap<>();
    for (Metric m : metrics) {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("mean", column(kept, m.of(), SampleSummary::mean));
      if (seeds.size() > 1) {
        figures.put("low", column(kept, m.of(), SampleSummary::min));
        figures.put("high", column(kept, m.of(), SampleSummary::max));
        figures.put("sd", column(kept, m.of(), s -> s.sd().orElseThrow()));
      }
      y.put(m.id(), figures);
    }
    return Stream.of(PageChart.line(series, ended, x, y));
  }

  /** Not a number where the evaluations have no such metric. */
  private static List<Double> column(
      List<List<Checkpoint>> places,
      ToDoubleFunction<Checkpoint> metric,
      ToDoubleFunction<SampleSummary> figure) {
    return places.stream().map(seeds -> figure(seeds, metric, figure)).toList();
  }

  private static double figure(
      List<Checkpoint> seeds,
      ToDoubleFunction<Checkpoint> metric,
      ToDoubleFunction<SampleSummary> figure) {
    double[] values = seeds.stream().mapToDouble(metric).toArray();
    return DoubleStream.of(values).allMatch(Double::isFinite)
        ? figure.applyAsDouble(SampleSummary.of(values))
        : Double.NaN;
  }

  private boolean countsSteps() {
    return epochs().allMatch(e -> e.steps().isPresent());
  }

  private Stream<EpochMetrics> epochs() {
    return runs.values().stream().flatMap(List::stream).flatMap(r -> r.usableEpochs().stream());
  }
}
