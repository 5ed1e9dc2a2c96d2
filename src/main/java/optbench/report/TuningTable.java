package optbench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import optbench.report.ReportTable.Column;
import optbench.report.ReportTable.Mark;
import optbench.report.ReportTable.Row;
import optbench.result.Table;
import optbench.stats.Conditions;
import optbench.stats.ExpectedBest;
import optbench.stats.Percent;
import optbench.stats.SampleSummary;
import optbench.stats.SettingResult;
import optbench.stats.Summary;
import optbench.stats.TunedOptimizer;
import optbench.stats.Tuning;
import optbench.stats.TuningWarning;

/**
 * Which settings were tried, and which was chosen. Figures are of held-out samples: how settings
 * that were not chosen do on the test set is nobody's business.
 */
final class TuningTable {
  private static final String UNDEFINED = "–";

  /** The columns before those of the hyper-parameters: others parse them. */
  private static final List<String> COLUMNS =
      List.of(
          "label",
          "optimizer",
          "setting",
          "seeds",
          "validation_accuracy_mean",
          "validation_loss_mean",
          "diverged",
          "missing",
          "chosen");

  private final Conditions conditions;
  private final boolean finals;
  private final Tuning tuning;

  /**
   * @param summary of a run that looked for hyper-parameters
   */
  TuningTable(Summary summary) {
    this.conditions = summary.conditions();
    this.finals = !summary.optimizers().isEmpty();
    this.tuning = summary.tuning().orElseThrow();
  }

  /** For programs: every setting, in the order in which they were tried. */
  Table table() {
    List<String> columns = new ArrayList<>(COLUMNS);
    columns.addAll(tuning.hyperParameters());
    return new Table(
        columns,
        tuning.optimizers().stream()
            .flatMap(
                o ->
                    IntStream.range(0, o.settings().size())
                        .mapToObj(i -> cells(o, i, o.settings().get(i))))
            .toList());
  }

  private List<Object> cells(TunedOptimizer o, int index, SettingResult s) {
    List<Object> cells =
        new ArrayList<>(
            List.of(
                o.label(),
                o.optimizer(),
                index + 1,
                s.seeds().stream().map(String::valueOf).collect(Collectors.joining(" ")),
                ReportNumberFormat.cell(s.validationAccuracy()),
                ReportNumberFormat.cell(s.validationLoss()),
                s.diverged(),
                s.missing(),
                Boolean.toString(o.chosen().isPresent() && o.chosen().getAsInt() == index)));
    tuning
        .hyperParameters()
        .forEach(
            name ->
                cells.add(
                    s.values().containsKey(name)
                        ? ReportNumberFormat.cell(s.values().get(name))
                        : ""));
    return cells;
  }

  /** For people: an optimizer a row, the best first. */
  ReportTable reportTable() {
    return new ReportTable(
        "Tuning on " + conditions.dataTitle(),
        capitalized(searched(tuning))
            + (finals ? "" : "; the chosen settings have not been trained anew yet"),
        conditions.notice().orElse(""),
        tuning.warnings().stream().map(TuningWarning::text).toList(),
        List.of(
            Column.text("optimizer"),
            Column.text("chosen"),
            Column.number("validation accuracy, %"),
            Column.number("validation loss"),
            Column.number("median setting, %"),
            Column.number("worst setting, %"),
            Column.number("diverged"),
            Column.number("settings")),
        tuning.optimizers().stream()
            .sorted(Comparator.comparingDouble(TuningTable::error))
            .map(TuningTable::row)
            .toList(),
        notes());
  }

  /** Such as {@code learning rate tuned by grid search, 9 settings each, seed 1001}. */
  static String searched(Tuning tuning) {
    List<Long> seeds = tuning.seeds();
    return names(tuning.hyperParameters())
        + " tuned by "
        + tuning.search().name().toLowerCase(Locale.ROOT)
        + " search, "
        + tuning.optimizers().get(0).settings().size()
        + " settings each, "
        + (seeds.size() == 1 ? "seed " : "seeds ")
        + seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String capitalized(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** Such as {@code learning rate and momentum}. */
  static String names(List<String> hyperParameters) {
    return hyperParameters.stream()
        .map(name -> name.replace('_', ' '))
        .collect(Collectors.joining(" and "));
  }

  /** Such as {@code learning_rate=0.001 momentum=0.9}. */
  static String values(Map<String, Double> values) {
    return values.entrySet().stream()
        .map(e -> e.getKey() + "=" + ReportNumberFormat.tick(e.getValue()))
        .collect(Collectors.joining(" "));
  }

  private static double error(TunedOptimizer o) {
    return o.best()
        .map(SettingResult::validationAccuracy)
        .filter(OptionalDouble::isPresent)
        .map(a -> 1 - a.getAsDouble())
        .orElse(2.0);
  }

  private static Row row(TunedOptimizer o) {
    boolean none = o.best().isPresent() && !o.best().get().finished();
    OptionalDouble loss =
        o.best().map(SettingResult::validationLoss).orElse(OptionalDouble.empty());
    return new Row(
        none ? Mark.DIVERGED : Mark.NONE,
        List.of(
            o.label(),
            o.best().map(b -> values(b.values())).orElse(UNDEFINED),
            percent(o.best().map(SettingResult::validationAccuracy).orElse(OptionalDouble.empty())),
            loss.isPresent() ? ReportNumberFormat.fixed(loss.getAsDouble(), 4) : UNDEFINED,
            o.accuracies().map(SampleSummary::median).map(Percent::of).orElse(UNDEFINED),
            o.accuracies().map(SampleSummary::min).map(Percent::of).orElse(UNDEFINED),
            Integer.toString(o.diverged()),
            Integer.toString(o.settings().size())));
  }

  private static String percent(OptionalDouble fraction) {
    return fraction.isPresent() ? Percent.of(fraction.getAsDouble()) : UNDEFINED;
  }

  private List<String> notes() {
    String best =
        switch (tuning.select()) {
          case VALIDATION_ACCURACY -> "the highest validation accuracy";
          case VALIDATION_LOSS -> "the lowest validation loss";
        };
    Stream<String> rule =
        Stream.of(
            "Chosen: "
                + best
                + " after the last epoch, on samples that are neither trained on nor in the test set; a setting that diverged in any seed comes last.",
            "Median and worst are over the settings that finished: the closer to the chosen one, the less tuning matters.",
            "The best of many is lucky, too: the figures to compare are those of the chosen settings, trained anew with other seeds, in accuracy.md.");
    Stream<String> budgets =
        tuning.rankings().isEmpty()
            ? Stream.empty()
            : Stream.concat(
                Stream.of(
                    "Ranking by expected best validation accuracy, by how many settings one can try (diverged ones count as guessing):"),
                tuning.rankings().stream().map(ExpectedBest.BudgetRange::text));
    return Stream.concat(rule, budgets).toList();
  }
}
