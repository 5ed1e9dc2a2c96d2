package optbench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import optbench.compare.OptimizerComparison;
import optbench.compare.RunComparison;
import optbench.compare.TimeComparison;
import optbench.report.ReportTable.Column;
import optbench.report.ReportTable.Mark;
import optbench.report.ReportTable.Row;
import optbench.result.SettingDifference;
import optbench.stats.Interval;
import optbench.stats.PairVerdict;
import optbench.stats.PairedComparison;
import optbench.stats.Percent;

/** The tables of a comparison of two runs. */
final class CompareTables {
  private static final String UNDEFINED = "–";
  private static final double SMALLEST_P = 0.0001;

  private final RunComparison comparison;

  CompareTables(RunComparison comparison) {
    this.comparison = comparison;
  }

  /** What changed, settings first. */
  ReportTable changes() {
    List<Row> rows = new ArrayList<>();
    comparison.settings().forEach(d -> rows.add(row(d)));
    comparison.environment().forEach(d -> rows.add(row(d)));
    return new ReportTable(
        "What changed",
        rows.isEmpty()
            ? "Settings, machine and software are the same in both."
            : Captions.count(comparison.settings().size(), "setting")
                + " and "
                + Captions.count(comparison.environment().size(), "fact")
                + " of machine and software",
        "",
        List.of(Column.text("what"), Column.text("A"), Column.text("B")),
        rows,
        List.of());
  }

  private static Row row(SettingDifference d) {
    return new Row(
        Mark.NONE,
        List.of(d.key(), d.a().isEmpty() ? UNDEFINED : d.a(), d.b().isEmpty() ? UNDEFINED : d.b()));
  }

  /** Accuracies, with what can be said of the differences. */
  ReportTable accuracy() {
    return new ReportTable(
        "Test accuracy, B against A",
        "after epoch " + comparison.epoch() + ", paired by seed, differences in points of accuracy",
        "",
        warnings(),
        List.of(
            Column.text("optimizer"),
            Column.number("seeds"),
            Column.number("A %"),
            Column.number("B %"),
            Column.number("B - A"),
            Column.number("95 % interval"),
            Column.number("p"),
            Column.text("B is")),
        comparison.optimizers().stream().map(CompareTables::accuracy).toList(),
        accuracyNotes());
  }

  private static Row accuracy(OptimizerComparison o) {
    PairedComparison pair = o.accuracy();
    return new Row(
        mark(pair.verdict()),
        List.of(
            o.label(),
            Integer.toString(pair.pairs()),
            percent(o.meanA()),
            percent(o.meanB()),
            pair.mean().isPresent() ? signed(pair.mean().getAsDouble()) : UNDEFINED,
            pair.ci95().map(CompareTables::interval).orElse(UNDEFINED),
            p(pair.pHolm()),
            verdict(o)));
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
              ? "not distinguishable"
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
      case EQUIVALENT, IDENTICAL -> Mark.GROUP;
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
            .filter(o -> !o.sameWeights())
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
            + ReportNumberFormat.tick(comparison.protocol().level())
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
    return Percent.of(comparison.protocol().margin().orElseThrow());
  }

  /** Where learning curves part. */
  ReportTable curves() {
    return new ReportTable(
        "Learning curves",
        "test accuracy by epoch, 1 to " + comparison.epoch(),
        "",
        List.of(
            Column.text("optimizer"),
            Column.text("the same to the bit"),
            Column.text("apart since")),
        comparison.optimizers().stream().map(this::curve).toList(),
        List.of(
            "The same to the bit: losses and accuracies, in every seed. Apart since: the first"
                + " epoch from which on every epoch shows a difference, with the same sign. Epochs"
                + " are tested backwards from the last up to the first that shows none, so that"
                + " their number needs no correction; the number of optimizers is corrected for"
                + " after Bonferroni."));
  }

  private Row curve(OptimizerComparison o) {
    return new Row(
        Mark.NONE,
        List.of(
            o.label(),
            o.identicalEpochs() == 0
                ? "no epoch"
                : o.identical() ? "all epochs" : "through epoch " + o.identicalEpochs(),
            o.apartFrom().isPresent() ? "epoch " + o.apartFrom().getAsInt() : "not shown"));
  }

  /** Times, where they can be compared. */
  Optional<ReportTable> times() {
    if (comparison.timesObstacle().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new ReportTable(
            "Time of a step, B against A",
            "milliseconds, median over seeds; each trial in a JVM of its own",
            "",
            List.of(
                Column.text("optimizer"),
                Column.number("seeds"),
                Column.number("A ms"),
                Column.number("B ms"),
                Column.number("B / A"),
                Column.number("95 % interval"),
                Column.number("p"),
                Column.text("B is")),
            comparison.optimizers().stream()
                .map(o -> time(o.label(), o.time().orElseThrow()))
                .toList(),
            List.of(
                "Ratios are geometric means over seeds; p as above. The runs were made at"
                    + " different times: a machine that was slower all through one of them looks"
                    + " like a slower program.")));
  }

  private static Row time(String label, TimeComparison t) {
    return new Row(
        mark(t.verdict()),
        List.of(
            label,
            Integer.toString(t.pairs()),
            brief(t.stepMillisA()),
            brief(t.stepMillisB()),
            t.ratio().isPresent()
                ? ReportNumberFormat.fixed(t.ratio().getAsDouble(), 3)
                : UNDEFINED,
            t.ratioCi95()
                .map(
                    ci ->
                        ReportNumberFormat.fixed(ci.low(), 3)
                            + " to "
                            + ReportNumberFormat.fixed(ci.high(), 3))
                .orElse(UNDEFINED),
            p(t.pHolm()),
            speed(t.verdict())));
  }

  static String speed(PairVerdict verdict) {
    return switch (verdict) {
      case BETTER -> "faster";
      case WORSE -> "slower";
      case EQUIVALENT, IDENTICAL -> "as fast";
      case INCONCLUSIVE -> "not distinguishable";
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

  private static String percent(OptionalDouble fraction) {
    return fraction.isPresent() ? Percent.of(fraction.getAsDouble()) : UNDEFINED;
  }

  private static String brief(OptionalDouble value) {
    return value.isPresent() ? ReportNumberFormat.brief(value.getAsDouble()) : UNDEFINED;
  }

  /** Points, with a plus: a difference. */
  static String signed(double fraction) {
    String points = Percent.of(fraction);
    return points.startsWith("-") || new BigDecimal(points).signum() == 0 ? points : "+" + points;
  }

  static String interval(Interval ci) {
    return signed(ci.low()) + " to " + signed(ci.high());
  }

  private static String p(OptionalDouble corrected) {
    if (corrected.isEmpty()) {
      return UNDEFINED;
    }
    double p = corrected.getAsDouble();
    return p < SMALLEST_P
        ? "< 0.0001"
        : new BigDecimal(p).round(new MathContext(2)).toPlainString();
  }
}
