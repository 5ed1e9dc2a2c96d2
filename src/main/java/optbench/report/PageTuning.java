package optbench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import optbench.report.PageChart.Axis;
import optbench.report.PageChart.Figure;
import optbench.report.PageChart.Form;
import optbench.report.PageChart.Kind;
import optbench.report.PageChart.Scale;
import optbench.stats.ExpectedBest;
import optbench.stats.SettingResult;
import optbench.stats.Spread;
import optbench.stats.Summary;
import optbench.stats.TunedOptimizer;
import optbench.stats.TunedOptimizer.BestAtValue;
import optbench.stats.Tuning;

/** What was tried before the run, as charts of the page. */
final class PageTuning {
  private static final String ACCURACY = "validation_accuracy";
  private static final String LOSS = "validation_loss";

  /** Where no setting finished. */
  private static final double NONE = Double.NaN;

  /** Values that span less are as easy to see on a linear scale. */
  private static final double LOG_FROM = 4;

  private final Summary summary;
  private final Tuning tuning;
  private final PageSeries series;

  /**
   * @param summary of a run that looked for hyper-parameters
   */
  PageTuning(Summary summary, PageSeries series) {
    this.summary = summary;
    this.tuning = summary.tuning().orElseThrow();
    this.series = series;
  }

  /** Score by hyper-parameter; empty if no setting finished. */
  Optional<PageChart> sensitivity() {
    if (tuning.optimizers().stream().noneMatch(o -> o.accuracies().isPresent())) {
      return Optional.empty();
    }
    String others =
        tuning.hyperParameters().size() == 1 ? "" : ", the best over the other hyper-parameters";
    return Optional.of(
        new PageChart(
            "sensitivity",
            "Validation accuracy by "
                + TuningTable.names(tuning.hyperParameters())
                + " on "
                + summary.conditions().dataTitle(),
            "Dot: a value that was tried, mean of "
                + Captions.count(tuning.seeds().size(), "seed")
                + others
                + "; ring: chosen; × at the bottom: diverged. The flatter and wider the top, the"
                + " less tuning matters.",
            List.of(
                new Figure(ACCURACY, "validation accuracy", Kind.ACCURACY),
                new Figure(LOSS, "validation loss", Kind.NUMBER)),
            tuning.hyperParameters().stream().map(this::axis).toList(),
            Map.of(),
            Form.POINTS,
            tuning.optimizers().stream()
                .flatMap(
                    o -> tuning.hyperParameters().stream().flatMap(name -> line(o, name).stream()))
                .toList()));
  }

  private Axis axis(String name) {
    double[] values =
        tuning.optimizers().stream()
            .flatMap(o -> o.bestByValue(name).stream())
            .mapToDouble(BestAtValue::value)
            .sorted()
            .toArray();
    String words = name.replace('_', ' ');
    if (values.length == 0 || values[0] <= 0) {
      return new Axis(name, words, Kind.NUMBER, Scale.LINEAR_ONLY);
    }
    boolean wide = values[values.length - 1] >= LOG_FROM * values[0];
    return new Axis(name, words, Kind.NUMBER, wide ? Scale.LOG : Scale.LINEAR);
  }

  private Optional<Map<String, Object>> line(TunedOptimizer optimizer, String name) {
    List<BestAtValue> byValue = optimizer.bestByValue(name);
    if (byValue.isEmpty()) {
      return Optional.empty();
    }
    List<Double> values = byValue.stream().map(BestAtValue::value).toList();
    Map<String, Map<String, ?>> y = new LinkedHashMap<>();
    y.put(ACCURACY, Map.of("mean", byValue.stream().map(b -> b.accuracy().orElse(NONE)).toList()));
    y.put(LOSS, Map.of("mean", byValue.stream().map(b -> b.loss().orElse(NONE)).toList()));
    Map<String, Object> line =
        PageChart.line(series.of(optimizer.label()), false, Map.of(name, values), y);
    line.put("failed", byValue.stream().map(b -> b.accuracy().isEmpty()).toList());
    optimizer
        .best()
        .filter(SettingResult::finished)
        .ifPresent(best -> line.put("chosen", values.indexOf(best.values().get(name))));
    return Optional.of(line);
  }

  /** What a budget is worth; empty where there was no more than one setting to try. */
  Optional<PageChart> bestOfK() {
    if (tuning.expectedBest().stream().noneMatch(e -> e.points().size() > 1)) {
      return Optional.empty();
    }
    boolean diverged = tuning.optimizers().stream().anyMatch(o -> o.diverged() > 0);
    return Optional.of(
        new PageChart(
            "best-of-k",
            "Expected best validation accuracy by settings tried on "
                + summary.conditions().dataTitle(),
            "What the best of so many settings is worth, taken at random from those tried: the"
                + " sooner a line is up, the less search the optimizer needs."
                + (diverged ? " Diverged settings count as guessing." : ""),
            List.of(new Figure("best", "expected best validation accuracy", Kind.ACCURACY)),
            List.of(new Axis("k", "settings tried", Kind.NUMBER, Scale.LINEAR)),
            Map.of("range", "± standard deviation, within what was seen"),
            Form.POINTS,
            tuning.expectedBest().stream().map(this::line).toList()));
  }

  private Map<String, Object> line(ExpectedBest expected) {
    OptionalDouble best =
        tuning.optimizers().stream()
            .filter(o -> o.label().equals(expected.label()))
            .flatMap(o -> o.accuracies().stream())
            .mapToDouble(a -> a.max())
            .findFirst();
    List<Spread> bands =
        expected.points().stream().map(p -> p.band(best.orElse(p.mean()))).toList();
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("mean", bands.stream().map(Spread::mean).toList());
    figures.put("low", bands.stream().map(Spread::min).toList());
    figures.put("high", bands.stream().map(Spread::max).toList());
    return PageChart.line(
        series.of(expected.label()),
        false,
        Map.of("k", expected.points().stream().map(p -> (double) p.trials()).toList()),
        Map.of("best", figures));
  }
}
