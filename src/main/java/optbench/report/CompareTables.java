package optbench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import optbench.compare.OptimizerComparison;
import optbench.compare.RunComparison;
import optbench.compare.TimeComparison;
import optbench.result.SettingDifference;
import optbench.stats.Equivalence;
import optbench.stats.Interval;
import optbench.stats.PairVerdict;
import optbench.stats.PairedComparison;
import optbench.table.Caption;
import optbench.table.Cell;
import optbench.table.Column;
import optbench.table.Mark;
import optbench.table.Table;
import optbench.text.NumberText;

/** The tables of a comparison of two runs. */
final class CompareTables {
  private static final Column<OptimizerComparison> LABEL =
      Column.text("label", "optimizer", OptimizerComparison::label);

  private static final Column<OptimizerComparison> SEEDS =
      Column.number("seeds", o -> Cell.of(o.accuracy().pairs()));

  private static final Column<OptimizerComparison> ACCURACY_A =
      Column.number("test_accuracy_a", "A %", o -> accuracy(o.meanA(), o));

  private static final Column<OptimizerComparison> ACCURACY_B =
      Column.number("test_accuracy_b", "B %", o -> accuracy(o.meanB(), o));

  private static final Column<OptimizerComparison> DIFFERENCE =
      Column.number(
          "difference",
          "B - A",
          o -> Cell.rounded(o.accuracy().mean(), NumberText::points, verdict(o)));

  private static final Column<OptimizerComparison> P_HOLM =
      Column.number(
          "p_holm", "p", o -> Cell.rounded(o.accuracy().pHolm(), NumberText::p, verdict(o)));

  private static final Column<OptimizerComparison> VERDICT =
      Column.text("verdict", "B is", CompareTables::verdict);

  private static final Column<OptimizerComparison> MILLIS_A =
      time("ms_per_step_a", "A ms", TimeComparison::stepMillisA, NumberText::brief);

  private static final Column<OptimizerComparison> MILLIS_B =
      time("ms_per_step_b", "B ms", TimeComparison::stepMillisB, NumberText::brief);

  private static final Column<OptimizerComparison> RATIO =
      time("time_ratio", "B / A", TimeComparison::ratio, NumberText::ratio);

  private static final Column<OptimizerComparison> TIME_P =
      time("time_p_holm", "p", TimeComparison::pHolm, NumberText::p);

  private final RunComparison comparison;

  CompareTables(RunComparison comparison) {
    this.comparison = comparison;
  }

  /**
   * For programs: accuracies as fractions of 1. These columns are fixed: others parse them. New
   * ones go to the end.
   */
  Table forPrograms() {
    return Table.of(
        List.of(
            LABEL,
            Column.text("label_a", OptimizerComparison::labelA),
            Column.text("optimizer", OptimizerComparison::optimizer),
            Column.number("epoch", o -> Cell.of(comparison.epoch())),
            SEEDS,
            ACCURACY_A,
            ACCURACY_B,
            DIFFERENCE,
            Column.number(
                "difference_ci95_low", o -> Cell.rounded(o.accuracy().ci95(), Interval::low)),
            Column.number(
                "difference_ci95_high", o -> Cell.rounded(o.accuracy().ci95(), Interval::high)),
            Column.number("p", o -> Cell.rounded(o.accuracy().pValue())),
            P_HOLM,
            Column.number(
                "p_equivalent_holm",
                o ->
                    Cell.rounded(
                        o.accuracy()
                            .equivalence()
                            .map(Equivalence::pHolm)
                            .orElse(OptionalDouble.empty()))),
            VERDICT,
            Column.number(
                "seeds_needed_low",
                o -> o.outlook().map(s -> Cell.of(s.low())).orElse(Cell.nothing())),
            Column.number(
                "seeds_needed_high",
                o -> o.outlook().map(s -> Cell.of(s.high())).orElse(Cell.nothing())),
            Column.number("identical_epochs", o -> Cell.of(o.identicalEpochs())),
            Column.number("apart_from_epoch", o -> Cell.of(o.apartFrom())),
            MILLIS_A,
            MILLIS_B,
            RATIO,
            Column.number("time_ratio_ci95_low", o -> Cell.rounded(ratioCi95(o), Interval::low)),
            Column.number("time_ratio_ci95_high", o -> Cell.rounded(ratioCi95(o), Interval::high)),
            TIME_P),
        comparison.optimizers());
  }

  private static Cell accuracy(OptionalDouble mean, OptimizerComparison o) {
    return Cell.rounded(mean, NumberText::percent, verdict(o));
  }

  private static Column<OptimizerComparison> time(
      String key,
      String head,
      Function<TimeComparison, OptionalDouble> figure,
      DoubleFunction<String> text) {
    return Column.number(
        key,
        head,
        o ->
            Cell.rounded(
                o.time().map(figure).orElse(OptionalDouble.empty()), text, "not compared"));
  }

  private static Optional<Interval> ratioCi95(OptimizerComparison o) {
    return o.time().flatMap(TimeComparison::ratioCi95);
  }

  /** What changed, settings first. */
  Table changes() {
    List<SettingDifference> all =
        Stream.concat(comparison.settings().stream(), comparison.environment().stream()).toList();
    return Table.of(
        new Caption(
            "What changed",
            all.isEmpty()
                ? "Settings, machine and software are the same in both."
                : Captions.count(comparison.settings().size(), "setting")
                    + " and "
                    + Captions.count(comparison.environment().size(), "fact")
                    + " of machine and software"),
        List.of(
            Column.text("what", SettingDifference::key),
            Column.text("A", d -> orDash(d.a())),
            Column.text("B", d -> orDash(d.b()))),
        all);
  }

  private static String orDash(String value) {
    return value.isEmpty() ? "–" : value;
  }

  /** Accuracies, with what can be said of the differences. */
  Table accuracy() {
    return Table.of(
        new Caption(
            "Test accuracy, B against A",
            "after epoch "
                + comparison.epoch()
                + (ofPairs()
                    ? ", paired by seed"
                    : ", not paired: seeds of imported results share nothing")
                + ", differences in points of accuracy",
            "",
            warnings(),
            accuracyNotes()),
        List.of(
            LABEL,
            SEEDS,
            ACCURACY_A,
            ACCURACY_B,
            DIFFERENCE,
            Column.number(
                "difference_ci95",
                "95 % interval",
                o ->
                    Cell.rounded(
                        o.accuracy().ci95(),
                        Interval::low,
                        i -> i.text(NumberText::points),
                        verdict(o))),
            P_HOLM,
            VERDICT),
        comparison.optimizers(),
        o -> mark(o.accuracy().verdict()));
  }

  private boolean ofPairs() {
    return comparison.protocol().test().ofPairs();
  }

  /** What is said of B. */
  static String verdict(OptimizerComparison o) {
    PairedComparison pair = o.accuracy();
    return switch (pair.verdict()) {
      case BETTER -> "better";
      case WORSE -> "worse";
      case EQUIVALENT -> "equivalent";
      case IDENTICAL -> o.identical() ? "the same to the bit" : "equally accurate";
      case INCONCLUSIVE ->
          pair.obstacle().isEmpty()
              ? "undecided"
              : switch (pair.obstacle().get()) {
                case DIVERGED -> "not tested: diverged";
                case NO_RESULT -> "not tested: no result";
                case TOO_FEW_SEEDS -> "not tested: 1 seed";
                case NO_VARIATION -> "not tested: no variation";
              };
    };
  }

  private static Mark mark(PairVerdict verdict) {
    return switch (verdict) {
      case BETTER -> Mark.HOLDS;
      case WORSE -> Mark.REVERSED;
      case EQUIVALENT, IDENTICAL -> Mark.EQUIVALENT;
      case INCONCLUSIVE -> Mark.OPEN;
    };
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (comparison.epochsA() != comparison.epochsB()) {
      warnings.add(
          "A trained for "
              + Captions.count(comparison.epochsA(), "epoch")
              + " and B for "
              + comparison.epochsB()
              + ": compared after epoch "
              + comparison.epoch());
    }
    List<String> others =
        comparison.optimizers().stream()
            .filter(o -> ofPairs() && !o.sameWeights())
            .map(OptimizerComparison::label)
            .toList();
    if (!others.isEmpty()) {
      warnings.add(
          "initial weights of a seed differ between the runs ("
              + String.join(", ", others)
              + "): pairs share less, so that seeds tell less");
    }
    for (OptimizerComparison o : comparison.optimizers()) {
      diverged(o, "A", o.divergedA()).ifPresent(warnings::add);
      diverged(o, "B", o.divergedB()).ifPresent(warnings::add);
    }
    return warnings;
  }

  private static Optional<String> diverged(OptimizerComparison o, String side, List<Long> seeds) {
    return seeds.isEmpty()
        ? Optional.empty()
        : Optional.of(
            o.label()
                + " diverged in "
                + side
                + " in "
                + seeds.size()
                + " of "
                + Captions.count(o.seeds().size(), "seed"));
  }

  private List<String> accuracyNotes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "p: "
            + comparison.protocol().test().title()
            + ", two-sided, corrected after Holm over "
            + Captions.count(comparison.optimizers().size(), "optimizer")
            + "; level "
            + NumberText.tick(comparison.protocol().level())
            + ". Intervals are not corrected. Equivalent: shown to differ by less than "
            + margin()
            + " points.");
    for (OptimizerComparison o : comparison.optimizers()) {
      o.outlook().ifPresent(outlook -> notes.add(o.label() + ": " + outlook.sentence() + "."));
      if (!o.label().equals(o.labelA())) {
        notes.add(o.label() + " is called " + o.labelA() + " in A.");
      }
    }
    return notes;
  }

  private String margin() {
    return NumberText.percent(comparison.protocol().margin().orElseThrow());
  }

  /** Where learning curves part. */
  Table curves() {
    return Table.of(
        new Caption(
            "Learning curves",
            "test accuracy by epoch, 1 to " + comparison.epoch(),
            "The same to the bit: losses and accuracies, in every seed. Apart since: the first"
                + " epoch from which on every epoch shows a difference, with the same sign. Epochs"
                + " are tested backwards from the last up to the first that shows none, so that"
                + " their number needs no correction; the number of optimizers is corrected for"
                + " after Bonferroni."),
        List.of(
            LABEL,
            Column.text("identical_epochs", "the same to the bit", CompareTables::identical),
            Column.text(
                "apart_from_epoch",
                "apart since",
                o ->
                    o.apartFrom().isPresent() ? "epoch " + o.apartFrom().getAsInt() : "not shown")),
        comparison.optimizers());
  }

  private static String identical(OptimizerComparison o) {
    if (o.identicalEpochs() == 0) {
      return "no epoch";
    }
    return o.identical() ? "all epochs" : "through epoch " + o.identicalEpochs();
  }

  /** Times, where they can be compared. */
  Optional<Table> times() {
    if (comparison.timesObstacle().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        Table.of(
            new Caption(
                "Time of a step, B against A",
                "milliseconds, median over seeds; each trial in a JVM of its own",
                "Ratios are geometric means over seeds; p as above. The runs were made at"
                    + " different times: a machine that was slower all through one of them looks"
                    + " like a slower program."),
            List.of(
                LABEL,
                Column.number("seeds", o -> Cell.of(o.time().orElseThrow().pairs())),
                MILLIS_A,
                MILLIS_B,
                RATIO,
                Column.number(
                    "time_ratio_ci95",
                    "95 % interval",
                    o ->
                        Cell.rounded(
                            ratioCi95(o),
                            Interval::low,
                            i -> i.text(NumberText::ratio),
                            "not compared")),
                TIME_P,
                Column.text("speed", "B is", o -> speed(o.time().orElseThrow().verdict()))),
            comparison.optimizers(),
            o -> mark(o.time().orElseThrow().verdict())));
  }

  static String speed(PairVerdict verdict) {
    return switch (verdict) {
      case BETTER -> "faster";
      case WORSE -> "slower";
      case EQUIVALENT, IDENTICAL -> "as fast";
      case INCONCLUSIVE -> "undecided";
    };
  }

  /** What only one run has, a sentence each. */
  List<String> leftOver() {
    List<String> sentences = new ArrayList<>();
    only("A", comparison.a().onlyHere()).ifPresent(sentences::add);
    only("B", comparison.b().onlyHere()).ifPresent(sentences::add);
    sentences.addAll(seeds("A", OptimizerComparison::onlyA));
    sentences.addAll(seeds("B", OptimizerComparison::onlyB));
    return sentences;
  }

  private static Optional<String> only(String side, List<String> labels) {
    return labels.isEmpty()
        ? Optional.empty()
        : Optional.of("Only " + side + " has these optimizers: " + String.join(", ", labels));
  }

  /** Optimizers that lack the same seeds are named together. */
  private List<String> seeds(String side, Function<OptimizerComparison, List<Long>> only) {
    Map<List<Long>, List<String>> labels = new LinkedHashMap<>();
    for (OptimizerComparison o : comparison.optimizers()) {
      if (!only.apply(o).isEmpty()) {
        labels.computeIfAbsent(only.apply(o), seeds -> new ArrayList<>()).add(o.label());
      }
    }
    return labels.entrySet().stream()
        .map(
            e ->
                "Only "
                    + side
                    + " has a result of "
                    + (e.getKey().size() == 1 ? "seed " : "seeds ")
                    + Captions.listed(e.getKey().stream().map(String::valueOf).toList())
                    + " for "
                    + Captions.listed(e.getValue()))
        .toList();
  }
}
