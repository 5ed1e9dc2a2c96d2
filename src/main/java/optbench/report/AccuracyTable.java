package optbench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.report.ReportTable.Column;
import optbench.report.ReportTable.Mark;
import optbench.report.ReportTable.Row;
import optbench.result.Table;
import optbench.stats.DifferenceFromBest;
import optbench.stats.Interval;
import optbench.stats.Judgement;
import optbench.stats.OptimizerSummary;
import optbench.stats.Percent;
import optbench.stats.Summary;
import optbench.stats.Tuning;
import optbench.stats.TuningWarning;

/** How well each optimizer did at the last epoch. */
final class AccuracyTable {
  static final String ACCURACY = "test accuracy, %";
  static final String TO_THE_BEST = "to the best, points";

  private static final String UNDEFINED = "–";

  private static final Set<Judgement> IN_GROUP =
      Set.of(Judgement.NOT_DISTINGUISHABLE, Judgement.EQUIVALENT);

  /** The first twelve are fixed: others parse them. New ones go to the end. */
  private static final List<String> COLUMNS =
      List.of(
          "label",
          "optimizer",
          "data",
          "network",
          "seeds",
          "test_accuracy_mean",
          "test_accuracy_sd",
          "test_accuracy_ci95_low",
          "test_accuracy_ci95_high",
          "test_loss_mean",
          "train_loss_mean",
          "diverged",
          "missing",
          "test_accuracy_median",
          "judgement",
          "difference_mean",
          "difference_ci95_low",
          "difference_ci95_high",
          "p_holm",
          "data_notice",
          "batch_size",
          "engine",
          "test_accuracy_iqm",
          "tuned",
          "conditions_differ_in");

  private final Summary summary;

  AccuracyTable(Summary summary) {
    this.summary = summary;
  }

  /** For programs: in the order of the run, accuracies as fractions of 1. */
  Table table() {
    return new Table(COLUMNS, summary.optimizers().stream().map(this::cells).toList());
  }

  /** For people: the best first. */
  ReportTable reportTable() {
    boolean diverged = summary.optimizers().stream().anyMatch(o -> o.diverged() > 0);
    return new ReportTable(
        "Test accuracy on " + summary.conditions().dataTitle(),
        Captions.conditions(summary.conditions()) + Captions.engines(summary.conditions()),
        summary.conditions().notice().orElse(""),
        warnings(),
        columns(diverged),
        ranked(summary).stream().map(o -> row(o, diverged)).toList(),
        notes());
  }

  private List<String> warnings() {
    return Stream.concat(
            Captions.part(summary.conditions()).stream(),
            summary.tuning().stream().flatMap(t -> t.warnings().stream()).map(TuningWarning::text))
        .toList();
  }

  private List<Column> columns(boolean diverged) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.text("optimizer"),
                Column.number(ACCURACY),
                Column.number("95 % interval"),
                Column.wideNumber(TO_THE_BEST),
                Column.number("test loss"),
                Column.number("train loss")));
    if (summary.conditions().batchSizesVary()) {
      columns.add(1, Column.number("batch"));
    }
    if (diverged) {
      columns.add(Column.number("diverged"));
    }
    for (String name : summary.conditions().tuned()) {
      String head = name.replace('_', ' ');
      boolean first = name.equals(summary.conditions().tuned().get(0));
      columns.add(first && roomForTuned() ? Column.number(head) : Column.wideNumber(head));
    }
    return columns;
  }

  /** Rankable ones by accuracy, then diverged ones, then those without a result. */
  static List<OptimizerSummary> ranked(Summary summary) {
    return summary.optimizers().stream()
        .sorted(
            Comparator.comparing((OptimizerSummary o) -> !o.rankable())
                .thenComparing(o -> o.seeds() == 0)
                .thenComparing(o -> -o.testAccuracyMean().orElse(-1)))
        .toList();
  }

  static Mark mark(Summary summary, OptimizerSummary optimizer) {
    if (optimizer.diverged() > 0) {
      return Mark.DIVERGED;
    }
    if (isBest(summary, optimizer)) {
      return Mark.BEST;
    }
    return judgement(summary, optimizer).filter(IN_GROUP::contains).isPresent()
        ? Mark.GROUP
        : Mark.NONE;
  }

  private static boolean isBest(Summary summary, OptimizerSummary optimizer) {
    return summary.comparison().best().filter(optimizer.label()::equals).isPresent();
  }

  private static Optional<Judgement> judgement(Summary summary, OptimizerSummary optimizer) {
    return summary.comparison().of(optimizer.label()).map(DifferenceFromBest::judgement);
  }

  private List<Object> cells(OptimizerSummary o) {
    Optional<Interval> interval = o.testAccuracyCi95();
    Optional<DifferenceFromBest> difference = summary.comparison().of(o.label());
    Optional<Interval> differenceInterval = difference.flatMap(DifferenceFromBest::ci95);
    return List.of(
        o.label(),
        o.optimizer(),
        summary.conditions().data(),
        summary.conditions().network().orElse(""),
        o.seeds(),
        ReportNumberFormat.cell(o.testAccuracyMean()),
        ReportNumberFormat.cell(o.testAccuracySd()),
        interval.map(i -> ReportNumberFormat.cell(i.low())).orElse(""),
        interval.map(i -> ReportNumberFormat.cell(i.high())).orElse(""),
        ReportNumberFormat.cell(o.testLossMean()),
        ReportNumberFormat.cell(o.trainLossMean()),
        o.diverged(),
        o.missing(),
        ReportNumberFormat.cell(o.testAccuracyMedian()),
        isBest(summary, o)
            ? "best"
            : difference.map(d -> d.judgement().name().toLowerCase(Locale.ROOT)).orElse(""),
        difference.map(d -> ReportNumberFormat.cell(d.mean())).orElse(""),
        differenceInterval.map(i -> ReportNumberFormat.cell(i.low())).orElse(""),
        differenceInterval.map(i -> ReportNumberFormat.cell(i.high())).orElse(""),
        difference.map(d -> ReportNumberFormat.cell(d.pHolm())).orElse(""),
        summary.conditions().notice().orElse(""),
        ReportNumberFormat.cell(o.batchSize()),
        o.engine().orElse(""),
        ReportNumberFormat.cell(o.testAccuracyInterquartileMean()),
        summary.chosen(o.label()).map(s -> TuningTable.values(s.values())).orElse(""),
        String.join("; ", summary.conditions().metricsDifferIn()));
  }

  private Row row(OptimizerSummary o, boolean diverged) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                o.label(),
                o.testAccuracyMean().isPresent()
                    ? Percent.of(o.testAccuracyMean().getAsDouble(), o.testAccuracySd())
                    : UNDEFINED,
                o.testAccuracyCi95()
                    .map(i -> Percent.of(i.low()) + " to " + Percent.of(i.high()))
                    .orElse(UNDEFINED),
                toTheBest(o),
                loss(o.testLossMean()),
                loss(o.trainLossMean())));
    if (summary.conditions().batchSizesVary()) {
      cells.add(1, ReportNumberFormat.batch(o));
    }
    if (diverged) {
      cells.add(o.diverged() == 0 ? "" : o.diverged() + " of " + o.seeds());
    }
    for (String name : summary.conditions().tuned()) {
      // Not every optimizer has every one of them.
      cells.add(
          summary
              .chosen(o.label())
              .map(s -> s.values().get(name))
              .map(ReportNumberFormat::tick)
              .orElse(""));
    }
    return new Row(mark(summary, o), cells);
  }

  private String toTheBest(OptimizerSummary o) {
    OptionalDouble mean =
        summary
            .comparison()
            .of(o.label())
            .map(DifferenceFromBest::mean)
            .orElse(OptionalDouble.empty());
    if (mean.isEmpty()) {
      return isBest(summary, o) ? "" : UNDEFINED;
    }
    String points = Percent.of(mean.getAsDouble());
    return points.startsWith("-") ? "−" + points.substring(1) : points;
  }

  private static String loss(OptionalDouble loss) {
    return loss.isPresent() ? ReportNumberFormat.fixed(loss.getAsDouble(), 4) : UNDEFINED;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (summary.optimizers().stream().anyMatch(o -> o.testAccuracySd().isPresent())) {
      notes.add(
          "± is the standard deviation over seeds; the interval is Student's t, within 0 to 100 %.");
    }
    marks().ifPresent(notes::add);
    if (summary.optimizers().stream().anyMatch(o -> o.diverged() > 0)) {
      notes.add(
          "× diverged; figures are of the seeds that finished, and are not ranked: "
              + String.join(", ", Captions.diverged(summary))
              + ".");
    }
    summary.tuning().ifPresent(t -> notes.add(tuned(t)));
    Captions.enginesByOptimizer(summary).ifPresent(notes::add);
    Captions.otherDigits(summary.conditions()).ifPresent(notes::add);
    Captions.missing(summary).forEach(m -> notes.add(m.endsWith(".") ? m : m + "."));
    return notes;
  }

  /** Whether ≈ stands for more than one thing. */
  private String equivalent() {
    return summary.comparison().differences().stream()
            .anyMatch(d -> d.judgement() == Judgement.EQUIVALENT)
        ? ", or shown to differ by less than "
            + Percent.of(summary.comparison().pairwise().protocol().margin().orElseThrow())
            + " points"
        : "";
  }

  /** A terminal has room for one more column, if for any. */
  private boolean roomForTuned() {
    return !summary.conditions().batchSizesVary()
        && summary.optimizers().stream().allMatch(o -> o.diverged() == 0);
  }

  /** With the values, where the terminal has no room for all of their columns. */
  private String tuned(Tuning tuning) {
    boolean hidden = summary.conditions().tuned().size() > 1 || !roomForTuned();
    String chosen =
        tuning.chosen().entrySet().stream()
            .map(e -> e.getKey() + " " + TuningTable.values(e.getValue()))
            .collect(Collectors.joining("; "));
    return "Before these trials: "
        + TuningTable.searched(tuning)
        + ", by "
        + tuning.select().name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + (hidden && !chosen.isEmpty() ? ". Chosen: " + chosen : "")
        + "; see tuning.md.";
  }

  private Optional<String> marks() {
    if (summary.comparison().best().isEmpty() || summary.comparison().differences().isEmpty()) {
      return Optional.empty();
    }
    boolean tested =
        summary.comparison().differences().stream().anyMatch(d -> d.pHolm().isPresent());
    return Optional.of(
        tested
            ? "★ best; ≈ not distinguishable from it (paired t-test, Holm-corrected over all pairs, 5 %)"
                + equivalent()
                + "."
            : "★ highest; no difference was tested: that takes two seeds that differ in it.");
  }
}
