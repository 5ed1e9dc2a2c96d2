package optbench.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import optbench.report.Line.Mark;
import optbench.report.Line.Point;
import optbench.stats.ExpectedBest;
import optbench.stats.SampleSummary;
import optbench.stats.SettingResult;
import optbench.stats.Spread;
import optbench.stats.Summary;
import optbench.stats.TunedOptimizer;
import optbench.stats.TunedOptimizer.BestAtValue;
import optbench.stats.Tuning;
import optbench.table.Cell;
import optbench.table.Column;
import optbench.table.Table;

/** What was tried before the run, in pictures. */
final class TuningCharts {
  private static final String LEARNING_RATE = "learning_rate";

  /** The deviations are wide and all end at the top: more would hide each other. */
  private static final int MOST_BANDS = 3;

  /** Crosses of diverged settings stand side by side: so much of the way to the next rate. */
  private static final double SPREAD = 0.6;

  private final Summary summary;
  private final Tuning tuning;
  private final SeriesStyles styles;

  /**
   * @param summary of a run that looked for hyper-parameters
   */
  TuningCharts(Summary summary) {
    this.summary = summary;
    this.tuning = summary.tuning().orElseThrow();
    this.styles = SeriesStyles.of(summary);
  }

  /** Without those for which there is nothing to draw. */
  Map<ChartKind, Drawing> drawings() {
    Map<ChartKind, Drawing> drawings = new EnumMap<>(ChartKind.class);
    if (tuning.hyperParameters().contains(LEARNING_RATE)
        && tuning.optimizers().stream().anyMatch(o -> o.accuracies().isPresent())) {
      drawings.put(
          ChartKind.LEARNING_RATE_SENSITIVITY, new Drawing(sensitivity(), sensitivityTable()));
    }
    List<Line> curves = bestOfK();
    if (curves.stream().anyMatch(c -> c.points().size() > 1)) {
      drawings.put(
          ChartKind.BEST_OF_K,
          new Drawing(
              bestOfK(curves),
              new LineTable("settings", "validation_accuracy", true)
                  .of(tuning.expectedBest().stream().map(ExpectedBest::label).toList(), curves)));
    }
    return drawings;
  }

  /** An optimizer with a learning rate. */
  private record AtRate(TunedOptimizer optimizer, BestAtValue best) {
    boolean chosen() {
      return optimizer
          .best()
          .filter(SettingResult::finished)
          .filter(chosen -> chosen.values().get(LEARNING_RATE) == best.value())
          .isPresent();
    }
  }

  private Table sensitivityTable() {
    return Table.of(
        List.of(
            Column.text("label", r -> r.optimizer().label()),
            Column.number(LEARNING_RATE, r -> Cell.rounded(r.best().value())),
            Column.number("validation_accuracy", r -> Cell.rounded(r.best().accuracy())),
            Column.text("diverged", r -> r.best().accuracy().isEmpty() ? "yes" : "no"),
            Column.text("chosen", r -> r.chosen() ? "yes" : "no")),
        tuning.optimizers().stream()
            .flatMap(o -> o.bestByValue(LEARNING_RATE).stream().map(b -> new AtRate(o, b)))
            .toList());
  }

  private Picture bestOfK(List<Line> curves) {
    double most = curves.stream().mapToDouble(c -> c.end().x()).max().orElseThrow();
    return new LineChart(
        heading(
            "Expected best validation accuracy by settings tried",
            "Line: expected best of so many settings, taken at random from those tried"
                + (curves.size() <= MOST_BANDS
                    ? "; band: ± one standard deviation, within what was seen."
                    : ".")
                + (anyDiverged() ? " Diverged settings count as guessing." : "")),
        curves,
        Axes.linear("Settings tried", 1 - 0.02 * (most - 1), most, 1),
        errorAxis(curves),
        "Expected best validation accuracy (log scale of the error)");
  }

  private Picture sensitivity() {
    List<List<BestAtValue>> byRate =
        tuning.optimizers().stream().map(o -> o.bestByValue(LEARNING_RATE)).toList();
    double[] rates =
        byRate.stream()
            .flatMap(List::stream)
            .mapToDouble(BestAtValue::value)
            .distinct()
            .sorted()
            .toArray();
    List<Line> finished = tuning.optimizers().stream().map(this::line).toList();
    LogScale y = errorAxis(finished);
    List<Line> lines =
        IntStream.range(0, byRate.size())
            .mapToObj(
                i -> finished.get(i).withEnded(crosses(i, byRate.get(i), y.getUpperBound(), rates)))
            .toList();
    LogScale x = LogScale.around(rates[0], rates[rates.length - 1]);
    x.setLabel("Learning rate (log scale)");
    return new LineChart(
        heading("Validation accuracy by learning rate", sensitivityMeaning()),
        lines,
        x,
        y,
        "Validation accuracy after the last epoch (log scale of the error)");
  }

  private String sensitivityMeaning() {
    List<String> others =
        tuning.hyperParameters().stream().filter(n -> !n.equals(LEARNING_RATE)).toList();
    return "Dots: settings tried, mean of "
        + Captions.count(tuning.seeds().size(), "seed")
        + (others.isEmpty() ? "" : ", the best over " + TuningTable.names(others))
        + "; ring: chosen"
        + (anyDiverged() ? "; × at the bottom: diverged." : ".");
  }

  private boolean anyDiverged() {
    return tuning.optimizers().stream().anyMatch(o -> o.diverged() > 0);
  }

  private Line line(TunedOptimizer optimizer) {
    List<Point> points =
        optimizer.bestByValue(LEARNING_RATE).stream()
            .filter(b -> b.accuracy().isPresent())
            .map(b -> Point.of(b.value(), Charts.error(b.accuracy().getAsDouble())))
            .toList();
    List<Mark> marks = new ArrayList<>(points.stream().map(p -> new Mark(p, false)).toList());
    optimizer
        .best()
        .filter(SettingResult::finished)
        .ifPresent(
            best ->
                marks.add(
                    new Mark(
                        Point.of(
                            best.values().get(LEARNING_RATE),
                            Charts.error(best.validationAccuracy().getAsDouble())),
                        true)));
    return new Line(
        styles.of(optimizer.label()), Charts.label(optimizer.label()), points, List.of(), marks);
  }

  private List<List<Point>> crosses(
      int place, List<BestAtValue> byRate, double bottom, double... rates) {
    // Alone, a rate has no neighbour to keep away from.
    double gap =
        rates.length < 2 ? 1 : Math.log(rates[rates.length - 1] / rates[0]) / (rates.length - 1);
    int count = tuning.optimizers().size();
    double shift = SPREAD * gap * ((place + 0.5) / count - 0.5);
    return byRate.stream()
        .filter(b -> b.accuracy().isEmpty())
        .map(b -> List.of(Point.of(b.value() * Math.exp(shift), bottom)))
        .toList();
  }

  private List<Line> bestOfK() {
    boolean bands = tuning.expectedBest().size() <= MOST_BANDS;
    List<Line> lines = new ArrayList<>();
    for (ExpectedBest expected : tuning.expectedBest()) {
      TunedOptimizer optimizer = optimizer(expected.label());
      lines.add(
          new Line(
              styles.of(expected.label()),
              Charts.label(expected.label()),
              expected.points().stream()
                  .map(
                      p ->
                          bands
                              ? point(p, optimizer)
                              : Point.of(p.trials(), Charts.error(p.mean())))
                  .toList(),
              List.of()));
    }
    return lines;
  }

  private TunedOptimizer optimizer(String label) {
    return tuning.optimizers().stream()
        .filter(o -> o.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  private static Point point(ExpectedBest.Point p, TunedOptimizer optimizer) {
    Spread band = p.band(optimizer.accuracies().map(SampleSummary::max).orElse(p.mean()));
    return new Point(
        p.trials(), Charts.error(band.mean()), Charts.error(band.max()), Charts.error(band.min()));
  }

  private static LogScale errorAxis(List<Line> lines) {
    double[] errors =
        lines.stream()
            .flatMap(l -> l.points().stream())
            .flatMapToDouble(p -> DoubleStream.of(p.y(), p.low(), p.high()))
            .sorted()
            .toArray();
    return LogScale.ofErrors(errors[0], errors[errors.length - 1]);
  }

  private Heading heading(String title, String meaning) {
    List<String> warnings = new ArrayList<>();
    summary.conditions().notice().ifPresent(n -> warnings.add("Mind the data: " + n));
    tuning.warnings().forEach(w -> warnings.add("Warning: " + w.text() + "."));
    String conditions = Captions.briefly(summary.conditions());
    return new Heading(
        title + " on " + summary.conditions().dataTitle(),
        (conditions.isEmpty() ? "" : conditions + ". ") + meaning,
        warnings);
  }
}
