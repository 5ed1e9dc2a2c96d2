package optbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.stats.DifferenceFromBest;
import optbench.stats.Interval;
import optbench.stats.Judgement;
import optbench.stats.OptimizerSummary;
import optbench.stats.Summary;
import optbench.stats.Tuning;
import optbench.stats.TuningWarning;
import optbench.table.Caption;
import optbench.table.Cell;
import optbench.table.Column;
import optbench.table.Mark;
import optbench.table.Table;
import optbench.text.NumberText;

/** How well each optimizer did at the last epoch. */
final class AccuracyTable {
  /** Of the column of accuracies. */
  static final String ACCURACY = "test_accuracy_mean";

  private static final String NONE_FINISHED = "no seed finished";

  static final Column<OptimizerSummary> LABEL =
      Column.text("label", "optimizer", OptimizerSummary::label);

  static final Column<OptimizerSummary> BATCH =
      Column.number(
          "batch_size",
          "batch",
          o ->
              o.batchSize().isPresent()
                  ? Cell.of(o.batchSize().getAsInt(), NumberText.count(o.batchSize().getAsInt()))
                  : Cell.nothing());

  private static final Column<OptimizerSummary> SEEDS =
      Column.number("seeds", o -> Cell.of(o.seeds()));

  private static final Column<OptimizerSummary> TEST_LOSS =
      Column.number("test_loss_mean", "test loss", o -> loss(o, o.testLossMean()));

  private static final Column<OptimizerSummary> TRAIN_LOSS =
      Column.number("train_loss_mean", "train loss", o -> loss(o, o.trainLossMean()));

  private static final Column<OptimizerSummary> DIVERGED =
      Column.number(
          "diverged",
          o -> Cell.of(o.diverged(), o.diverged() == 0 ? "" : o.diverged() + " of " + o.seeds()));

  private final Summary summary;

  AccuracyTable(Summary summary) {
    this.summary = summary;
  }

  /**
   * For programs: in the order of the run, accuracies as fractions of 1. The first twelve columns
   * are fixed: others parse them. New ones go to the end.
   */
  Table table() {
    return Table.of(
        List.of(
            LABEL,
            Column.text("optimizer", OptimizerSummary::optimizer),
            Column.text("data", o -> summary.conditions().data()),
            Column.text("network", o -> summary.conditions().network().orElse("")),
            SEEDS,
            accuracy(),
            Column.number("test_accuracy_sd", o -> Cell.rounded(o.testAccuracySd())),
            Column.number(
                "test_accuracy_ci95_low", o -> Cell.rounded(o.testAccuracyCi95(), Interval::low)),
            Column.number(
                "test_accuracy_ci95_high", o -> Cell.rounded(o.testAccuracyCi95(), Interval::high)),
            TEST_LOSS,
            TRAIN_LOSS,
            DIVERGED,
            Column.number("missing", o -> Cell.of(o.missing())),
            Column.number("test_accuracy_median", o -> Cell.rounded(o.testAccuracyMedian())),
            Column.text("judgement", this::judged),
            Column.number("difference_mean", o -> Cell.rounded(mean(o))),
            Column.number(
                "difference_ci95_low", o -> Cell.rounded(differenceCi95(o), Interval::low)),
            Column.number(
                "difference_ci95_high", o -> Cell.rounded(differenceCi95(o), Interval::high)),
            Column.number(
                "p_holm",
                o ->
                    Cell.rounded(
                        difference(o)
                            .map(DifferenceFromBest::pHolm)
                            .orElse(OptionalDouble.empty()))),
            Column.text("data_notice", o -> summary.conditions().notice().orElse("")),
            BATCH,
            Column.text("engine", o -> o.engine().orElse("")),
            Column.number(
                "test_accuracy_iqm", o -> Cell.rounded(o.testAccuracyInterquartileMean())),
            Column.text(
                "tuned",
                o -> summary.chosen(o.label()).map(s -> TuningTable.values(s.values())).orElse("")),
            Column.text(
                "conditions_differ_in",
                o -> String.join("; ", summary.conditions().metricsDifferIn()))),
        summary.optimizers());
  }

  private static Column<OptimizerSummary> accuracy() {
    return Column.<OptimizerSummary>number(
            ACCURACY,
            "test accuracy",
            o ->
                Cell.rounded(
                    o.testAccuracyMean(),
                    mean -> NumberText.percent(mean, o.testAccuracySd()),
                    NONE_FINISHED))
        .in("%");
  }

  /** For people: the best first. */
  Table forPeople() {
    List<Column<OptimizerSummary>> columns = new ArrayList<>(List.of(accuracy(), interval()));
    columns.add(
        Column.<OptimizerSummary>number("difference_mean", "to the best", this::toTheBest)
            .in("points")
            .wideOnly());
    return table(columns);
  }

  /** For a page: with the distance to the best beside the accuracy. */
  Table forPage() {
    return table(List.of(accuracyAndDistance(), interval()));
  }

  private Table table(List<Column<OptimizerSummary>> accuracies) {
    List<Column<OptimizerSummary>> columns = new ArrayList<>(List.of(LABEL));
    if (summary.conditions().batchSizesVary()) {
      columns.add(BATCH);
    }
    if (seedsVary()) {
      columns.add(SEEDS.wideOnly());
    }
    columns.addAll(accuracies);
    columns.add(TEST_LOSS);
    columns.add(TRAIN_LOSS);
    if (anyDiverged()) {
      columns.add(DIVERGED);
    }
    for (String name : summary.conditions().tuned()) {
      boolean first = name.equals(summary.conditions().tuned().get(0));
      columns.add(first && roomForTuned() ? tuned(name) : tuned(name).wideOnly());
    }
    return Table.of(
        new Caption(
            "Test accuracy on " + summary.conditions().dataTitle(),
            Captions.conditions(summary.conditions()) + Captions.engines(summary.conditions()),
            summary.conditions().notice().orElse(""),
            warnings(),
            notes()),
        columns,
        ranked(summary),
        o -> mark(summary, o));
  }

  private static Column<OptimizerSummary> interval() {
    return Column.number(
        "test_accuracy_ci95",
        "95 % interval",
        o ->
            Cell.rounded(
                o.testAccuracyCi95(),
                Interval::low,
                i -> i.text(NumberText::percent),
                o.finished() == 1 ? "one seed has no spread" : NONE_FINISHED));
  }

  private Column<OptimizerSummary> accuracyAndDistance() {
    Column<OptimizerSummary> accuracy = accuracy();
    return Column.number(
        ACCURACY,
        "test accuracy, % (to the best)",
        o -> {
          Cell cell = accuracy.cell().apply(o);
          return mean(o).isPresent() && o.testAccuracyMean().isPresent()
              ? Cell.rounded(
                  o.testAccuracyMean().getAsDouble(),
                  cell.text() + " (" + toTheBest(o).text() + ")")
              : cell;
        });
  }

  /** Not every optimizer has every hyper-parameter. */
  private Column<OptimizerSummary> tuned(String name) {
    return Column.number(
        name,
        name.replace('_', ' '),
        o ->
            summary
                .chosen(o.label())
                .map(s -> s.values().get(name))
                .map(Cell::rounded)
                .orElse(Cell.nothing()));
  }

  private boolean seedsVary() {
    return summary.optimizers().stream().mapToInt(OptimizerSummary::seeds).distinct().count() > 1;
  }

  private boolean anyDiverged() {
    return summary.optimizers().stream().anyMatch(o -> o.diverged() > 0);
  }

  private List<String> warnings() {
    return Stream.concat(
            Captions.part(summary.conditions()).stream(),
            summary.tuning().stream().flatMap(t -> t.warnings().stream()).map(TuningWarning::text))
        .toList();
  }

  /** In the order of {@link optbench.stats.Comparison#ranked}. */
  static List<OptimizerSummary> ranked(Summary summary) {
    return summary.comparison().ranked(summary.optimizers());
  }

  static Mark mark(Summary summary, OptimizerSummary optimizer) {
    if (optimizer.diverged() > 0) {
      return Mark.DIVERGED;
    }
    if (isBest(summary, optimizer)) {
      return Mark.BEST;
    }
    return judgement(summary, optimizer).map(AccuracyTable::mark).orElse(Mark.NONE);
  }

  private static Mark mark(Judgement judgement) {
    return switch (judgement) {
      case EQUIVALENT, IDENTICAL -> Mark.EQUIVALENT;
      case NOT_DISTINGUISHABLE -> Mark.OPEN;
      case DISTINGUISHABLE, WORSE_THAN_ANOTHER, TOO_FEW_SEEDS, NO_VARIATION, DIVERGED, NO_RESULT ->
          Mark.NONE;
    };
  }

  private static boolean isBest(Summary summary, OptimizerSummary optimizer) {
    return summary.comparison().isBest(optimizer.label());
  }

  private static Optional<Judgement> judgement(Summary summary, OptimizerSummary optimizer) {
    return summary.comparison().of(optimizer.label()).map(DifferenceFromBest::judgement);
  }

  private String judged(OptimizerSummary o) {
    return isBest(summary, o)
        ? "best"
        : judgement(summary, o).map(j -> j.name().toLowerCase(Locale.ROOT)).orElse("");
  }

  private Optional<DifferenceFromBest> difference(OptimizerSummary o) {
    return summary.comparison().of(o.label());
  }

  private Optional<Interval> differenceCi95(OptimizerSummary o) {
    return difference(o).flatMap(DifferenceFromBest::ci95);
  }

  private OptionalDouble mean(OptimizerSummary o) {
    return difference(o).map(DifferenceFromBest::mean).orElse(OptionalDouble.empty());
  }

  private Cell toTheBest(OptimizerSummary o) {
    return isBest(summary, o) && mean(o).isEmpty()
        ? Cell.nothing()
        : Cell.rounded(mean(o), NumberText::percent, "no seed in common with the best");
  }

  private static Cell loss(OptimizerSummary o, OptionalDouble loss) {
    return Cell.rounded(
        loss, l -> NumberText.fixed(l, 4), o.finished() > 0 ? "not logged" : NONE_FINISHED);
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (summary.optimizers().stream().anyMatch(o -> o.testAccuracySd().isPresent())) {
      notes.add(
          "± is the standard deviation over seeds; the interval is Student's t, within 0 to 100 %.");
    }
    if (seedsVary() && !summary.comparison().differences().isEmpty()) {
      notes.add(
          "Differences to the best are over the seeds that both have: they need not be those of the"
              + " two means.");
    }
    marks().ifPresent(notes::add);
    if (anyDiverged()) {
      notes.add(
          "× diverged; figures are of the seeds that finished, and are not ranked: "
              + String.join(", ", Captions.diverged(summary))
              + ".");
    }
    Captions.atChance(summary).ifPresent(notes::add);
    summary.tuning().ifPresent(t -> notes.add(tuned(t)));
    Captions.enginesByOptimizer(summary).ifPresent(notes::add);
    Captions.otherDigits(summary.conditions()).ifPresent(notes::add);
    Captions.missing(summary).forEach(m -> notes.add(m.endsWith(".") ? m : m + "."));
    return notes;
  }

  /** What a mark means, if a row that was tested bears it. */
  private String explained(Mark mark, String meaning) {
    return summary.comparison().differences().stream()
            .anyMatch(d -> d.pHolm().isPresent() && mark(d.judgement()) == mark)
        ? "; " + meaning
        : "";
  }

  private String margin() {
    return NumberText.percent(summary.comparison().pairwise().protocol().margin().orElseThrow())
        + " points";
  }

  /** A terminal has room for one more column, if for any. */
  private boolean roomForTuned() {
    return !summary.conditions().batchSizesVary() && !anyDiverged();
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
            ? "★ best"
                + explained(
                    Mark.EQUIVALENT, "≈ equivalent: shown to be within " + margin() + " of it")
                + explained(Mark.OPEN, "? open: neither shown to be worse nor equivalent")
                + explained(Mark.NONE, "no mark: shown to be worse than it or than another")
                + " ("
                + summary.comparison().pairwise().protocol().test().title()
                + ", Holm-corrected over all pairs, "
                + NumberText.tick(100 * summary.comparison().level())
                + " %)."
            : "★ highest; no difference was tested: that takes two seeds that differ in it.");
  }
}
