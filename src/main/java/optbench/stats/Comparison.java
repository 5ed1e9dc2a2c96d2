package optbench.stats;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.result.TrialResult;

/**
 * The best optimizer against each other one, paired by seed, in test accuracy at the last epoch.
 *
 * <p>p-values are two-sided, of the protocol's test, corrected after Holm over <em>all</em> pairs
 * of optimizers, since the best is chosen by the same data that the tests use: see {@link
 * PairwiseComparisons}. A difference that is shown to lie within the protocol's margin is judged
 * equivalent, whether or not it is also shown not to be 0.
 *
 * @param best label of the highest mean test accuracy, the first of equals; empty if no optimizer
 *     finished without a diverged seed
 * @param level of the corrected p-value below which a difference counts as significant
 * @param differences one for each other optimizer, in the order of the run
 * @param pairwise all pairs
 */
public record Comparison(
    Optional<String> best,
    double level,
    List<DifferenceFromBest> differences,
    PairwiseComparisons pairwise) {
  /** Of so many optimizers all pairs are listed: 19 900. */
  public static final int ALL_PAIRS_UP_TO = 200;

  public Comparison {
    differences = List.copyOf(differences);
  }

  /**
   * Of a run that may have added seeds until it was decided.
   *
   * @param seeds in the order in which optimizers get them
   * @param looks numbers of seeds at which it was to be judged; none to judge it once
   */
  static Comparison of(
      List<OptimizerSummary> optimizers, List<Long> seeds, List<Integer> looks, Protocol protocol) {
    PairwiseComparisons pairwise =
        PairwiseComparisons.of(
            optimizers.stream().map(Contender::ofTestAccuracy).toList(), seeds, looks, protocol);
    Optional<String> best = pairwise.bestGroup().best();
    List<DifferenceFromBest> differences =
        best.isEmpty()
            ? List.of()
            : optimizers.stream()
                .filter(o -> !o.label().equals(best.get()))
                .map(o -> difference(pairwise.between(o.label(), best.get()), pairwise))
                .toList();
    return new Comparison(best, pairwise.protocol().level(), differences, pairwise);
  }

  /**
   * How far the results of a run reach that adds seeds until it is decided.
   *
   * @param settled by label, in the order of the run
   * @param seeds in the order in which optimizers get them
   * @param looks numbers of seeds
   * @param margin of equivalence
   */
  public static Looks looks(
      Map<String, List<TrialResult>> settled,
      List<Long> seeds,
      List<Integer> looks,
      double margin) {
    List<Contender> contenders =
        settled.entrySet().stream().map(e -> Contender.of(e.getKey(), e.getValue())).toList();
    return PairwiseComparisons.of(contenders, seeds, looks, Protocol.OF_A_RUN.withMargin(margin))
        .looks()
        .orElseThrow();
  }

  /**
   * Rankable ones by accuracy, the best first, then diverged ones, then those without a result.
   * Where seeds were added until it was decided, one that was out early may have a higher mean than
   * the best, of fewer seeds.
   *
   * @param optimizers that were compared
   */
  public List<OptimizerSummary> ranked(List<OptimizerSummary> optimizers) {
    return optimizers.stream()
        .sorted(
            Comparator.comparing((OptimizerSummary o) -> !isBest(o.label()))
                .thenComparing(o -> !o.rankable())
                .thenComparing(o -> o.seeds() == 0)
                .thenComparing(o -> -o.testAccuracyMean().orElse(-1)))
        .toList();
  }

  /** Whether this one is called the best. */
  public boolean isBest(String label) {
    return best.filter(label::equals).isPresent();
  }

  /**
   * The pairs that are told of one by one: all in the order of the run; but of more than {@value
   * #ALL_PAIRS_UP_TO} optimizers those with the best and of neighbours, the one that is ahead
   * first. All pairs are tested, and count in the correction.
   */
  List<PairedComparison> listed(List<OptimizerSummary> optimizers) {
    return optimizers.size() <= ALL_PAIRS_UP_TO
        ? pairwise.pairs()
        : pairwise.ofBestAndNeighbours(
            ranked(optimizers).stream().map(OptimizerSummary::label).toList());
  }

  /** The same with some of its pairs alone. */
  Comparison with(List<PairedComparison> some) {
    return new Comparison(best, level, differences, pairwise.with(some));
  }

  /** How the optimizer does against the best; empty for the best itself. */
  public Optional<DifferenceFromBest> of(String label) {
    return differences.stream().filter(d -> d.label().equals(label)).findFirst();
  }

  private static DifferenceFromBest difference(
      PairedComparison pair, PairwiseComparisons pairwise) {
    Judgement judgement = judgement(pair);
    return new DifferenceFromBest(
        pair.first(),
        pair.pairs(),
        pair.mean(),
        pair.ci95(),
        pair.pValue(),
        pair.pHolm(),
        judgement == Judgement.NOT_DISTINGUISHABLE && pairwise.showWorse(pair.first())
            ? Judgement.WORSE_THAN_ANOTHER
            : judgement);
  }

  private static Judgement judgement(PairedComparison pair) {
    if (pair.obstacle().isPresent()) {
      return switch (pair.obstacle().get()) {
        case DIVERGED -> Judgement.DIVERGED;
        case NO_RESULT -> Judgement.NO_RESULT;
        case TOO_FEW_SEEDS -> Judgement.TOO_FEW_SEEDS;
        case NO_VARIATION -> Judgement.NO_VARIATION;
      };
    }
    return switch (pair.verdict()) {
      case BETTER, WORSE -> Judgement.DISTINGUISHABLE;
      case EQUIVALENT -> Judgement.EQUIVALENT;
      case IDENTICAL -> Judgement.IDENTICAL;
      case INCONCLUSIVE -> Judgement.NOT_DISTINGUISHABLE;
    };
  }
}
