package optbench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import optbench.report.ReportTable.Column;
import optbench.report.ReportTable.Mark;
import optbench.report.ReportTable.Row;
import optbench.result.Table;
import optbench.stats.EffectSize;
import optbench.stats.Equivalence;
import optbench.stats.Interval;
import optbench.stats.Obstacle;
import optbench.stats.OptimizerSummary;
import optbench.stats.PairVerdict;
import optbench.stats.PairedComparison;
import optbench.stats.PairwiseComparisons;
import optbench.stats.Percent;
import optbench.stats.SeedsOutlook;
import optbench.stats.Summary;

/** Every optimizer against every other, paired by seed. */
final class ComparisonTable {
  static final String DIFFERENCE = "difference, points";
  static final String INTERVAL = "95 % interval";

  private static final String UNDEFINED = "–";
  private static final double SMALLEST_P = 0.0001;

  /** Of so many optimizers all pairs are shown: 45. */
  private static final int ALL_PAIRS_UP_TO = 10;

  private static final List<String> COLUMNS =
      List.of(
          "first",
          "second",
          "seeds",
          "difference_mean",
          "difference_sd",
          "difference_ci95_low",
          "difference_ci95_high",
          "test",
          "statistic",
          "p_value",
          "p_holm",
          "cohens_d",
          "hedges_g",
          "probability_of_superiority",
          "equivalence_margin",
          "equivalence_p",
          "equivalence_p_holm",
          "verdict",
          "not_tested",
          "seeds_for_difference",
          "seeds_for_equivalence",
          "data_notice");

  private final Summary summary;
  private final PairwiseComparisons pairwise;

  ComparisonTable(Summary summary) {
    this.summary = summary;
    this.pairwise = summary.comparison().pairwise();
  }

  /** For programs: all pairs in the order of the run, differences as fractions of 1. */
  Table table() {
    return new Table(COLUMNS, pairwise.pairs().stream().map(this::cells).toList());
  }

  /** For people: the one with the higher mean first. */
  ReportTable reportTable() {
    return new ReportTable(
        "Pairs of optimizers by test accuracy on " + summary.conditions().dataTitle(),
        Captions.conditions(summary.conditions()) + Captions.engines(summary.conditions()),
        summary.conditions().notice().orElse(""),
        List.of(
            Column.text("ahead"),
            Column.text("behind"),
            Column.number("seeds"),
            Column.number(DIFFERENCE),
            Column.number(INTERVAL),
            Column.number("p"),
            Column.number("p, Holm"),
            Column.number("effect, d"),
            Column.number("p, equivalence"),
            Column.text("verdict"),
            Column.text("seeds needed")),
        shown().stream().map(this::row).toList(),
        notes());
  }

  private List<PairedComparison> shown() {
    List<String> ranked =
        AccuracyTable.ranked(summary).stream().map(OptimizerSummary::label).toList();
    boolean all = ranked.size() <= ALL_PAIRS_UP_TO;
    List<PairedComparison> pairs = new ArrayList<>();
    for (int i = 0; i < ranked.size(); i++) {
      for (int j = i + 1; j < ranked.size(); j++) {
        if (all || i == 0 || j == i + 1) {
          pairs.add(pairwise.between(ranked.get(i), ranked.get(j)));
        }
      }
    }
    return pairs;
  }

  private List<Object> cells(PairedComparison c) {
    Optional<Equivalence> equivalence = c.equivalence();
    return List.of(
        c.first(),
        c.second(),
        c.pairs(),
        ReportNumberFormat.cell(c.mean()),
        ReportNumberFormat.cell(c.sd()),
        c.ci95().map(i -> ReportNumberFormat.cell(i.low())).orElse(""),
        c.ci95().map(i -> ReportNumberFormat.cell(i.high())).orElse(""),
        c.test().name().toLowerCase(Locale.ROOT),
        ReportNumberFormat.cell(c.statistic()),
        ReportNumberFormat.cell(c.pValue()),
        ReportNumberFormat.cell(c.pHolm()),
        ReportNumberFormat.cell(c.effect().map(EffectSize::cohensD).orElse(OptionalDouble.empty())),
        ReportNumberFormat.cell(c.effect().map(EffectSize::hedgesG).orElse(OptionalDouble.empty())),
        c.effect().map(e -> ReportNumberFormat.cell(e.probabilityOfSuperiority())).orElse(""),
        ReportNumberFormat.cell(pairwise.protocol().margin()),
        equivalence.map(e -> ReportNumberFormat.cell(e.pValue())).orElse(""),
        equivalence.map(e -> ReportNumberFormat.cell(e.pHolm())).orElse(""),
        c.verdict().name().toLowerCase(Locale.ROOT),
        c.obstacle().map(o -> o.name().toLowerCase(Locale.ROOT)).orElse(""),
        ReportNumberFormat.cell(
            outlook(c).map(SeedsOutlook::seedsForDifference).orElse(OptionalInt.empty())),
        ReportNumberFormat.cell(
            outlook(c).map(SeedsOutlook::seedsForEquivalence).orElse(OptionalInt.empty())),
        summary.conditions().notice().orElse(""));
  }

  private Row row(PairedComparison c) {
    return new Row(
        c.verdict() == PairVerdict.EQUIVALENT ? Mark.GROUP : Mark.NONE,
        Arrays.asList(
            c.first(),
            c.second(),
            Integer.toString(c.pairs()),
            c.mean().isPresent() ? points(c.mean().getAsDouble()) : UNDEFINED,
            c.ci95().map(ComparisonTable::interval).orElse(UNDEFINED),
            p(c.pValue()),
            p(c.pHolm()),
            c.effect()
                .map(EffectSize::cohensD)
                .filter(OptionalDouble::isPresent)
                .map(d -> minus(ReportNumberFormat.fixed(d.getAsDouble(), 1)))
                .orElse(UNDEFINED),
            p(c.equivalence().map(Equivalence::pHolm).orElse(OptionalDouble.empty())),
            verdict(c),
            seedsNeeded(c)));
  }

  private static String verdict(PairedComparison c) {
    if (c.obstacle().isPresent()) {
      return "not tested: " + words(c.obstacle().get());
    }
    return c.verdict().name().toLowerCase(Locale.ROOT);
  }

  private static String words(Obstacle obstacle) {
    return switch (obstacle) {
      case NO_RESULT -> "no result";
      case DIVERGED -> "diverged";
      case TOO_FEW_SEEDS -> "too few seeds";
      case NO_VARIATION -> "no variation";
    };
  }

  private String seedsNeeded(PairedComparison c) {
    return outlook(c)
        .map(
            o ->
                o.seeds().isEmpty()
                    ? "more than 1000"
                    : o.seeds().getAsInt()
                        + (o.towardsEquivalence() ? " (equivalence)" : " (difference)"))
        .orElse("");
  }

  private Optional<SeedsOutlook> outlook(PairedComparison c) {
    return summary.outlooks().stream().filter(o -> o.isOf(c.first(), c.second())).findFirst();
  }

  private List<String> notes() {
    if (pairwise.pairs().isEmpty()) {
      return List.of("There is one optimizer, and nothing to compare it with.");
    }
    if (pairwise.familySize() == 0) {
      return List.of(
          "No pair could be tested: that takes two seeds in common, and none that diverged.");
    }
    List<String> notes = new ArrayList<>();
    notes.add(
        "Paired by seed: both start from the same weights and see the same batches. Every pair is"
            + " tested by "
            + pairwise.protocol().test().title()
            + ", chosen beforehand and whatever the data look like; p is two-sided, and corrected"
            + " after Holm over the "
            + Captions.count(pairwise.familySize(), "pair")
            + " that finished two seeds or more in common, none diverged. The interval is not corrected.");
    notes.add(
        "Effect: mean of the differences / their standard deviation. Equivalent: shown to lie"
            + " within "
            + Percent.of(pairwise.protocol().margin().orElseThrow())
            + " points by two one-sided tests, corrected likewise. Verdicts at a level of "
            + ReportNumberFormat.tick(100 * pairwise.protocol().level())
            + " %.");
    if (!summary.outlooks().isEmpty()) {
      notes.add(
          "Inconclusive is no proof of equality. Seeds needed, in all: planned for 80 % power with"
              + " the observed mean and deviation taken for the true ones, which with few seeds"
              + " they are only roughly.");
    }
    if (shown().size() < pairwise.pairs().size()) {
      notes.add(
          "Pairs with the best and of neighbours; all "
              + pairwise.pairs().size()
              + " are in comparisons.csv.");
    }
    return notes;
  }

  private static String interval(Interval i) {
    return points(i.low()) + " to " + points(i.high());
  }

  private static String points(double fraction) {
    return minus(Percent.of(fraction));
  }

  private static String minus(String number) {
    return number.startsWith("-") ? "−" + number.substring(1) : number;
  }

  private static String p(OptionalDouble p) {
    if (p.isEmpty()) {
      return UNDEFINED;
    }
    return p.getAsDouble() < SMALLEST_P
        ? "< 0.0001"
        : new BigDecimal(p.getAsDouble())
            .round(new MathContext(2, RoundingMode.HALF_EVEN))
            .stripTrailingZeros()
            .toPlainString();
  }
}
