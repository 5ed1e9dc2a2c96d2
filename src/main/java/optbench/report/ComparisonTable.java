package optbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.stats.Comparison;
import optbench.stats.Deviation;
import optbench.stats.EffectSize;
import optbench.stats.Equivalence;
import optbench.stats.Interval;
import optbench.stats.Looks;
import optbench.stats.Obstacle;
import optbench.stats.OptimizerSummary;
import optbench.stats.PairedComparison;
import optbench.stats.PairedTest;
import optbench.stats.PairwiseComparisons;
import optbench.stats.SeedsOutlook;
import optbench.stats.Summary;
import optbench.stats.VariancePrior;
import optbench.table.Caption;
import optbench.table.Cell;
import optbench.table.Column;
import optbench.table.Mark;
import optbench.table.Table;
import optbench.text.NumberText;

/** Every optimizer against every other, paired by seed. */
final class ComparisonTable {
  /** Of so many optimizers all pairs are shown: 45. */
  private static final int ALL_SHOWN_UP_TO = 10;

  private static final Column<PairedComparison> AHEAD =
      Column.text("first", "ahead", PairedComparison::first);

  private static final Column<PairedComparison> BEHIND =
      Column.text("second", "behind", PairedComparison::second);

  private static final Column<PairedComparison> SEEDS =
      Column.number("seeds", c -> Cell.of(c.pairs()));

  private static final Column<PairedComparison> DIFFERENCE =
      Column.<PairedComparison>number(
              "difference_mean",
              "difference",
              c -> Cell.rounded(c.mean(), NumberText::percent, untested(c)))
          .in("points");

  private static final Column<PairedComparison> INTERVAL =
      Column.number(
          "difference_ci95",
          "95 % interval",
          c ->
              Cell.rounded(c.ci95(), Interval::low, i -> i.text(NumberText::percent), untested(c)));

  private static final Column<PairedComparison> P =
      Column.number("p_value", "p", c -> Cell.rounded(c.pValue(), NumberText::p, untested(c)));

  private static final Column<PairedComparison> P_HOLM =
      Column.number("p_holm", "p, Holm", c -> Cell.rounded(c.pHolm(), NumberText::p, untested(c)));

  private static final Column<PairedComparison> EFFECT =
      Column.number("cohens_d", "effect, d", c -> effect(c, EffectSize::cohensD));

  private static final Column<PairedComparison> P_EQUIVALENCE =
      Column.number(
          "equivalence_p_holm",
          "p, equivalence",
          c ->
              Cell.rounded(
                  c.equivalence().map(Equivalence::pHolm).orElse(OptionalDouble.empty()),
                  NumberText::p,
                  untested(c)));

  private static final Column<PairedComparison> VERDICT =
      Column.text("verdict", ComparisonTable::verdict);

  private final Summary summary;
  private final PairwiseComparisons pairwise;
  private final NewImagesColumns newImages;

  /** By the two, in whichever order: a search through all pairs for each pair takes too long. */
  private final Map<Set<String>, SeedsOutlook> outlooks;

  ComparisonTable(Summary summary) {
    this.summary = summary;
    this.pairwise = summary.comparison().pairwise();
    this.newImages = new NewImagesColumns(summary);
    this.outlooks =
        summary.outlooks().stream()
            .collect(Collectors.toMap(o -> Set.of(o.first(), o.second()), Function.identity()));
  }

  /** For programs: the listed pairs, differences as fractions of 1. */
  Table table() {
    List<Column<PairedComparison>> columns =
        List.of(
            AHEAD,
            BEHIND,
            SEEDS,
            DIFFERENCE,
            Column.number("difference_sd", c -> Cell.rounded(c.sd())),
            Column.number("difference_ci95_low", c -> Cell.rounded(c.ci95(), Interval::low)),
            Column.number("difference_ci95_high", c -> Cell.rounded(c.ci95(), Interval::high)),
            Column.text("test", c -> c.test().name().toLowerCase(Locale.ROOT)),
            Column.number("statistic", c -> Cell.rounded(c.statistic())),
            P,
            P_HOLM,
            EFFECT,
            Column.number("hedges_g", c -> effect(c, EffectSize::hedgesG)),
            Column.number(
                "probability_of_superiority",
                c -> Cell.rounded(c.effect(), EffectSize::probabilityOfSuperiority)),
            Column.number("equivalence_margin", c -> Cell.rounded(pairwise.protocol().margin())),
            Column.number("equivalence_p", c -> Cell.rounded(c.equivalence(), Equivalence::pValue)),
            P_EQUIVALENCE,
            Column.text("verdict", c -> c.verdict().name().toLowerCase(Locale.ROOT)),
            Column.text(
                "not_tested",
                c -> c.obstacle().map(o -> o.name().toLowerCase(Locale.ROOT)).orElse("")),
            Column.number(
                "seeds_needed_low",
                c -> outlook(c).map(o -> Cell.of(o.low())).orElse(Cell.nothing())),
            Column.number(
                "seeds_needed_high",
                c -> outlook(c).map(o -> Cell.of(o.high())).orElse(Cell.nothing())),
            Column.text("data_notice", c -> summary.conditions().notice().orElse("")),
            Column.number("test_sd", c -> Cell.rounded(c.deviation(), Deviation::sd)),
            Column.number(
                "degrees_of_freedom", c -> Cell.rounded(c.deviation(), Deviation::freedom)),
            Column.number("prior_sd", c -> prior(p -> Math.sqrt(p.variance()))),
            Column.number("prior_degrees_of_freedom", c -> prior(VariancePrior::freedom)));
    return Table.of(and(columns, newImages.forPrograms()), summary.listedPairs());
  }

  private static List<Column<PairedComparison>> and(
      List<Column<PairedComparison>> columns, List<Column<PairedComparison>> more) {
    return Stream.concat(columns.stream(), more.stream()).toList();
  }

  /** For people: the one with the higher mean first. */
  Table forPeople() {
    List<Column<PairedComparison>> intervals =
        and(List.of(AHEAD, BEHIND, SEEDS, DIFFERENCE, INTERVAL), newImages.forPeople());
    return table(
        and(
            intervals,
            List.of(
                P,
                P_HOLM,
                EFFECT,
                P_EQUIVALENCE,
                VERDICT,
                Column.text("seeds needed", this::seedsNeeded))));
  }

  /**
   * For a page, in an order in which the verdict is seen first, where there is little room, too;
   * the interval is beside the difference, and what was not corrected is left to comparisons.csv.
   */
  Table forPage() {
    List<Column<PairedComparison>> columns =
        List.of(
            AHEAD,
            BEHIND,
            VERDICT,
            Column.number(
                DIFFERENCE.key(), "difference, points (95 % interval)", this::withInterval),
            P_HOLM,
            P_EQUIVALENCE,
            EFFECT,
            SEEDS,
            Column.text("seeds needed", this::seedsNeeded));
    return table(and(columns, newImages.forPeople()));
  }

  private Table table(List<Column<PairedComparison>> columns) {
    return Table.of(
        new Caption(
            "Pairs of optimizers by test accuracy on " + summary.conditions().dataTitle(),
            Captions.conditions(summary.conditions()) + Captions.engines(summary.conditions()),
            summary.conditions().notice().orElse(""),
            List.of(),
            notes()),
        columns,
        shown(),
        ComparisonTable::mark);
  }

  private Cell withInterval(PairedComparison c) {
    return c.mean().isPresent() && c.ci95().isPresent()
        ? Cell.rounded(
            c.mean().getAsDouble(),
            DIFFERENCE.cell().apply(c).text() + " (" + INTERVAL.cell().apply(c).text() + ")")
        : DIFFERENCE.cell().apply(c);
  }

  private List<PairedComparison> shown() {
    List<String> ranked =
        AccuracyTable.ranked(summary).stream().map(OptimizerSummary::label).toList();
    if (ranked.size() > ALL_SHOWN_UP_TO) {
      return pairwise.ofBestAndNeighbours(ranked);
    }
    List<PairedComparison> pairs = new ArrayList<>();
    for (int i = 0; i < ranked.size(); i++) {
      for (int j = i + 1; j < ranked.size(); j++) {
        pairs.add(pairwise.between(ranked.get(i), ranked.get(j)));
      }
    }
    return pairs;
  }

  private static Cell effect(PairedComparison c, Function<EffectSize, OptionalDouble> size) {
    return Cell.rounded(
        c.effect().map(size).orElse(OptionalDouble.empty()),
        d -> NumberText.minus(NumberText.fixed(d, 1)),
        untested(c));
  }

  private static String untested(PairedComparison c) {
    return c.obstacle().map(o -> "not tested: " + words(o)).orElse("");
  }

  private static String verdict(PairedComparison c) {
    return c.obstacle().isPresent() ? untested(c) : c.verdict().name().toLowerCase(Locale.ROOT);
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
    return outlook(c).map(o -> o.seeds().replaceFirst(" seeds$", "")).orElse("");
  }

  private static Mark mark(PairedComparison c) {
    if (c.obstacle().isPresent()) {
      return Mark.NONE;
    }
    return switch (c.verdict()) {
      case EQUIVALENT, IDENTICAL -> Mark.EQUIVALENT;
      case INCONCLUSIVE -> Mark.OPEN;
      case BETTER, WORSE -> Mark.NONE;
    };
  }

  /** Of what all pairs share; empty where they share nothing. */
  private Cell prior(ToDoubleFunction<VariancePrior> figure) {
    VariancePrior prior = pairwise.prior();
    return prior.equals(VariancePrior.NONE)
        ? Cell.nothing()
        : Cell.rounded(figure.applyAsDouble(prior));
  }

  private Optional<SeedsOutlook> outlook(PairedComparison c) {
    return Optional.ofNullable(outlooks.get(Set.of(c.first(), c.second())));
  }

  private static String looks(Looks looks) {
    return "Seeds were added to what was open against the best. It was judged after "
        + looks.reached().stream()
            .map(look -> String.valueOf(look.seeds()))
            .collect(Collectors.joining(", "))
        + " seeds, of "
        + Captions.count(looks.planned().size(), "look")
        + " at most, after "
        + looks.planned().stream().map(String::valueOf).collect(Collectors.joining(", "))
        + " seeds. They share the level in equal parts, so that p, Holm is "
        + looks.planned().size()
        + " times what it would be for one look.";
  }

  /** What seeds share, as far as it is known. */
  private String paired() {
    if (!pairwise.protocol().test().ofPairs()) {
      return "Not paired: nobody said that a seed means the same weights and batches for all"
          + " (--shared-seeds), and imported results do not show it. Without pairs it takes more seeds"
          + " to show a difference.";
    }
    return summary.conditions().times().ours()
        ? "Paired by seed: both start from the same weights and see the same batches."
        : "Paired by seed: who imported the results said that seeds are shared.";
  }

  private String leftOut() {
    int pairs = pairwise.pairs().size();
    return summary.listedPairs().size() == pairs
        ? "Pairs with the best and of neighbours; all " + pairs + " are in comparisons.csv."
        : "Pairs with the best and of neighbours, here and in comparisons.csv and summary.json. All "
            + pairs
            + " were tested, and count in the correction; of more than "
            + Comparison.ALL_PAIRS_UP_TO
            + " optimizers the others are not listed.";
  }

  private List<String> notes() {
    if (pairwise.pairs().isEmpty()) {
      return List.of("There is one optimizer, and nothing to compare it with.");
    }
    List<String> notes = new ArrayList<>();
    if (pairwise.familySize() == 0) {
      notes.add(
          "No pair could be tested: that takes two seeds"
              + (pairwise.protocol().test().ofPairs() ? " in common" : " of each")
              + ", and none that diverged.");
      notes.addAll(newImages.notes(shown()));
      return notes;
    }
    notes.add(
        paired()
            + " Every pair is tested by "
            + pairwise.protocol().test().title()
            + ", chosen beforehand and whatever the data look like; p is two-sided, and corrected"
            + " after Holm over the "
            + Captions.count(pairwise.familySize(), "pair")
            + (pairwise.protocol().test().ofPairs()
                ? " that finished two seeds or more in common"
                : " of which each finished two seeds or more")
            + ", none diverged. The interval is not corrected.");
    notes.addAll(newImages.notes(shown()));
    pairwise.looks().map(ComparisonTable::looks).ifPresent(notes::add);
    if (pairwise.protocol().test() == PairedTest.MODERATED_T) {
      notes.add(
          "Moderated: the standard deviation of a pair is drawn towards that of all pairs (a prior of "
              + NumberText.percent(Math.sqrt(pairwise.prior().variance()))
              + " points, worth "
              + (Double.isInfinite(pairwise.prior().freedom())
                  ? "as many degrees of freedom as are allowed"
                  : NumberText.fixed(pairwise.prior().freedom(), 1) + " degrees of freedom")
              + "), as limma does, but never below its own. See docs/statistics.md.");
    }
    notes.add(
        "Effect: mean of the differences / their standard deviation. Equivalent: shown to lie"
            + " within "
            + NumberText.percent(pairwise.protocol().margin().orElseThrow())
            + " points by two one-sided tests, corrected likewise. Verdicts at a level of "
            + NumberText.tick(100 * pairwise.protocol().level())
            + " %.");
    if (!summary.outlooks().isEmpty()) {
      notes.add(
          "? open: neither a difference nor equivalence was shown. Seeds needed, in all, to show one"
              + " of them with 80 % power: the middle half of what these seeds leave possible.");
    }
    if (shown().size() < pairwise.pairs().size()) {
      notes.add(leftOut());
    }
    return notes;
  }
}
