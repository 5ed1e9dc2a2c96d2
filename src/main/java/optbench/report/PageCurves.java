package optbench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import optbench.result.EpochMetrics;
import optbench.result.RunRecord;
import optbench.result.RunRecord.PlannedTrial;
import optbench.result.TrialResult;
import optbench.stats.OptimizerSummary;
import optbench.stats.SampleSummary;
import optbench.stats.SeedRun;
import optbench.stats.Summary;
import optbench.stats.TimeBasis;

/** Learning curves as the charts of the page read them, by epoch, step and second. */
final class PageCurves {
  /** Some 130 bytes each: all curves together take less than a megabyte. */
  private static final int MOST_POINTS = 6000;

  /** More lines at once are a tangle: the others are a click away. */
  private static final int FIRST_SHOWN = 12;

  private record Metric(
      String id, String name, boolean accuracy, ToDoubleFunction<EpochMetrics> of) {}

  private final Summary summary;
  private final Map<String, List<SeedRun>> runs;
  private final List<Metric> metrics;

  PageCurves(Summary summary, RunRecord run, List<TrialResult> results) {
    this.summary = summary;
    this.runs = settled(run, results);
    this.metrics = metrics();
  }

  private static Map<String, List<SeedRun>> settled(RunRecord run, List<TrialResult> results) {
    Map<String, TrialResult> byId =
        results.stream()
            .filter(TrialResult::settled)
            .collect(Collectors.toMap(TrialResult::id, Function.identity()));
    return run.trials().stream()
        .filter(p -> byId.containsKey(p.id()))
        .collect(
            Collectors.groupingBy(
                PlannedTrial::label,
                LinkedHashMap::new,
                Collectors.mapping(
                    p -> SeedRun.of(p.seed(), byId.get(p.id())), Collectors.toList())));
  }

  private List<Metric> metrics() {
    List<Metric> all =
        new ArrayList<>(
            List.of(
                new Metric("test_accuracy", "test accuracy", true, EpochMetrics::testAccuracy),
                new Metric("test_loss", "test loss", false, EpochMetrics::testLoss),
                new Metric(
                    "train_accuracy", "training accuracy", true, EpochMetrics::trainAccuracy),
                new Metric("train_loss", "training loss", false, EpochMetrics::trainLoss)));
    if (!runs.isEmpty() && epochs().allMatch(e -> e.validationAccuracy().isPresent())) {
      all.add(
          new Metric(
              "validation_accuracy",
              "validation accuracy",
              true,
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

  /** For {@link ScriptJson}. */
  Map<String, Object> tree() {
    boolean seconds = withoutSeconds().isEmpty();
    List<List<String>> axes = new ArrayList<>();
    axes.add(List.of("epoch", "epoch"));
    axes.add(List.of("step", "step"));
    if (seconds) {
      axes.add(List.of("seconds", "training time, seconds"));
    }
    List<String> shown =
        AccuracyTable.ranked(summary).stream()
            .map(OptimizerSummary::label)
            .limit(FIRST_SHOWN)
            .toList();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("metrics", metrics.stream().map(PageCurves::named).toList());
    tree.put("axes", axes);
    tree.put(
        "series",
        summary.optimizers().stream()
            .filter(o -> runs.containsKey(o.label()))
            .map(o -> series(o, shown.contains(o.label()), seconds))
            .toList());
    return tree;
  }

  /** In an order that does not change from one JVM to the next, as that of Map.of does. */
  private static Map<String, Object> named(Metric metric) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", metric.id());
    tree.put("name", metric.name());
    tree.put("accuracy", metric.accuracy());
    return tree;
  }

  private Map<String, Object> series(OptimizerSummary o, boolean shown, boolean seconds) {
    List<SeedRun> all = runs.get(o.label());
    List<SeedRun> finished = all.stream().filter(r -> !r.diverged()).toList();
    List<Map<String, Object>> lines = new ArrayList<>();
    if (!finished.isEmpty()) {
      lines.add(line(finished, false, seconds));
    }
    all.stream()
        .filter(r -> r.diverged() && !r.finiteEpochs().isEmpty())
        .forEach(r -> lines.add(line(List.of(r), true, seconds)));
    Map<String, Object> series = new LinkedHashMap<>();
    series.put("label", o.label());
    int look = Charts.series(summary, o.label());
    series.put("color", look % Palette.colors());
    series.put("dash", Palette.dash(look));
    series.put("seeds", finished.size());
    series.put("mark", AccuracyTable.mark(summary, o).symbol());
    series.put("shown", shown);
    series.put("lines", lines);
    return series;
  }

  private Map<String, Object> line(List<SeedRun> seeds, boolean diverged, boolean seconds) {
    int epochs = seeds.stream().mapToInt(s -> s.finiteEpochs().size()).min().orElseThrow();
    int[] kept = kept(epochs);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("diverged", diverged);
    line.put("epoch", column(seeds, kept, EpochMetrics::epoch, SampleSummary::mean));
    line.put("step", column(seeds, kept, EpochMetrics::steps, SampleSummary::mean));
    if (seconds) {
      line.put("seconds", column(seeds, kept, EpochMetrics::trainSeconds, SampleSummary::mean));
    }
    for (Metric m : metrics) {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("mean", column(seeds, kept, m.of(), SampleSummary::mean));
      if (seeds.size() > 1) {
        figures.put("low", column(seeds, kept, m.of(), SampleSummary::min));
        figures.put("high", column(seeds, kept, m.of(), SampleSummary::max));
        figures.put("sd", column(seeds, kept, m.of(), s -> s.sd().orElseThrow()));
      }
      line.put(m.id(), figures);
    }
    return line;
  }

  /** Evenly spread, the first and the last among them. */
  private int[] kept(int epochs) {
    int most = Math.max(2, MOST_POINTS / (runs.size() * metrics.size()));
    if (epochs <= most) {
      return IntStream.range(0, epochs).toArray();
    }
    return IntStream.range(0, most)
        .map(i -> (int) Math.round(i * (epochs - 1.0) / (most - 1)))
        .toArray();
  }

  private static List<Double> column(
      List<SeedRun> seeds,
      int[] kept,
      ToDoubleFunction<EpochMetrics> metric,
      ToDoubleFunction<SampleSummary> figure) {
    return IntStream.of(kept)
        .mapToObj(
            i ->
                figure.applyAsDouble(
                    SampleSummary.of(
                        seeds.stream()
                            .mapToDouble(s -> metric.applyAsDouble(s.finiteEpochs().get(i)))
                            .toArray())))
        .toList();
  }

  private Stream<EpochMetrics> epochs() {
    return runs.values().stream().flatMap(List::stream).flatMap(r -> r.finiteEpochs().stream());
  }
}
