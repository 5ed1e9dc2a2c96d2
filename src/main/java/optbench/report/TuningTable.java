package optbench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import optbench.stats.Conditions;
import optbench.stats.ExpectedBest;
import optbench.stats.SampleSummary;
import optbench.stats.SettingResult;
import optbench.stats.Summary;
import optbench.stats.TunedOptimizer;
import optbench.stats.Tuning;
import optbench.stats.TuningWarning;
import optbench.table.Caption;
import optbench.table.Cell;
import optbench.table.Column;
import optbench.table.Mark;
import optbench.table.Table;
import optbench.text.NumberText;

/**
 * Which settings were tried, and which was chosen. Figures are of held-out samples: how settings
 * that were not chosen do on the test set is nobody's business.
 */
final class TuningTable {
  private static final String NONE_FINISHED = "no setting finished";

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

  /** A setting of an optimizer, by its place among those tried. */
  private record Tried(TunedOptimizer optimizer, int index) {
    SettingResult setting() {
      return optimizer.settings().get(index);
    }

    boolean chosen() {
      return optimizer.chosen().isPresent() && optimizer.chosen().getAsInt() == index;
    }
  }

  /**
   * For programs: every setting, in the order in which they were tried. The columns before those of
   * the hyper-parameters are fixed: others parse them.
   */
  Table table() {
    List<Column<Tried>> columns =
        new ArrayList<>(
            List.of(
                Column.text("label", t -> t.optimizer().label()),
                Column.text("optimizer", t -> t.optimizer().optimizer()),
                Column.number("setting", t -> Cell.of(t.index() + 1)),
                Column.text("seeds", t -> listed(t.setting().seeds(), " ")),
                Column.number(
                    "validation_accuracy_mean",
                    t -> Cell.rounded(t.setting().validationAccuracy())),
                Column.number(
                    "validation_loss_mean", t -> Cell.rounded(t.setting().validationLoss())),
                Column.number("diverged", t -> Cell.of(t.setting().diverged())),
                Column.number("missing", t -> Cell.of(t.setting().missing())),
                Column.text("chosen", t -> Boolean.toString(t.chosen()))));
    for (String name : tuning.hyperParameters()) {
      columns.add(
          Column.number(
              name,
              t ->
                  Cell.rounded(
                      Optional.ofNullable(t.setting().values().get(name)), Double::doubleValue)));
    }
    return Table.of(
        columns,
        tuning.optimizers().stream()
            .flatMap(o -> IntStream.range(0, o.settings().size()).mapToObj(i -> new Tried(o, i)))
            .toList());
  }

  /** For people: an optimizer a row, the best first. */
  Table forPeople() {
    return Table.of(
        new Caption(
            "Tuning on " + conditions.dataTitle(),
            capitalized(searched(tuning))
                + (finals ? "" : "; the chosen settings have not been trained anew yet"),
            conditions.notice().orElse(""),
            tuning.warnings().stream().map(TuningWarning::text).toList(),
            notes()),
        List.of(
            Column.text("label", "optimizer", TunedOptimizer::label),
            Column.text("chosen", o -> o.best().map(b -> values(b.values())).orElse("–")),
            Column.<TunedOptimizer>number(
                    "validation_accuracy",
                    "validation accuracy",
                    o ->
                        Cell.rounded(
                            best(o, SettingResult::validationAccuracy),
                            NumberText::percent,
                            NONE_FINISHED))
                .in("%"),
            Column.number(
                "validation_loss",
                "validation loss",
                o ->
                    Cell.rounded(
                        best(o, SettingResult::validationLoss),
                        l -> NumberText.fixed(l, 4),
                        NONE_FINISHED)),
            setting("median setting", SampleSummary::median),
            setting("worst setting", SampleSummary::min),
            Column.number("diverged", o -> Cell.of(o.diverged())),
            Column.number("settings", o -> Cell.of(o.settings().size()))),
        tuning.optimizers().stream()
            .sorted(Comparator.comparingDouble(TuningTable::error))
            .toList(),
        o -> o.best().isPresent() && !o.best().get().finished() ? Mark.DIVERGED : Mark.NONE);
  }

  private static Column<TunedOptimizer> setting(
      String head, ToDoubleFunction<SampleSummary> accuracy) {
    return Column.<TunedOptimizer>number(
            head,
            o ->
                Cell.rounded(
                    o.accuracies(),
                    accuracy,
                    a -> NumberText.percent(accuracy.applyAsDouble(a)),
                    NONE_FINISHED))
        .in("%");
  }

  private static OptionalDouble best(
      TunedOptimizer o, Function<SettingResult, OptionalDouble> figure) {
    return o.best().map(figure).orElse(OptionalDouble.empty());
  }

  private static String listed(List<Long> seeds, String between) {
    return seeds.stream().map(String::valueOf).collect(Collectors.joining(between));
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
        + listed(seeds, ", ");
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
        .map(e -> e.getKey() + "=" + NumberText.tick(e.getValue()))
        .collect(Collectors.joining(" "));
  }

  private static double error(TunedOptimizer o) {
    OptionalDouble accuracy = best(o, SettingResult::validationAccuracy);
    return accuracy.isPresent() ? 1 - accuracy.getAsDouble() : 2;
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
