package optbench.stats;

import java.util.List;
import java.util.Optional;

/**
 * Each contender against its own counterpart, such as itself in another run. The family of Holm's
 * correction is these pairs; claims of equivalence are one of their own, at the same level.
 *
 * @param pairs in the order given
 */
public record MatchedComparisons(Protocol protocol, List<PairedComparison> pairs) {
  public MatchedComparisons {
    pairs = List.copyOf(pairs);
  }

  /** Compares the two of each pair. */
  public static MatchedComparisons of(List<ContenderPair> pairs, Protocol protocol) {
    return new MatchedComparisons(
        protocol,
        PairwiseComparisons.judged(
            pairs.stream()
                .map(pair -> PairedComparison.draft(pair.first(), pair.second(), protocol))
                .toList(),
            protocol.level()));
  }

  /** How many tests of a difference Holm's correction is over. */
  public int familySize() {
    return (int) pairs.stream().filter(PairwiseComparisons::inFamily).count();
  }

  /**
   * What it takes to decide one of the pairs; empty if it is decided, if no number of seeds would
   * do, or if no margin was stated.
   */
  public Optional<SeedsOutlook> outlook(PairedComparison pair) {
    if (protocol.margin().isEmpty()
        || pair.obstacle().isPresent()
        || pair.verdict() != PairVerdict.INCONCLUSIVE) {
      return Optional.empty();
    }
    return Optional.of(
        SeedsOutlook.of(
            pair,
            new OutlookQuantiles(PowerPlan.of(protocol.level(), familySize())),
            VariancePrior.NONE,
            protocol.margin().getAsDouble()));
  }
}
