package optbench.stats;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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

  /** Compares each with the one at the same place among the others. */
  public static MatchedComparisons of(
      List<Contender> firsts, List<Contender> seconds, Protocol protocol) {
    if (firsts.size() != seconds.size()) {
      throw new IllegalArgumentException(
          "there must be as many as on the other side, "
              + seconds.size()
              + ", but were "
              + firsts.size());
    }
    return new MatchedComparisons(
        protocol,
        PairwiseComparisons.judged(
            IntStream.range(0, firsts.size())
                .mapToObj(i -> PairedComparison.draft(firsts.get(i), seconds.get(i), protocol))
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
            pair, PowerPlan.of(protocol.level(), familySize()), protocol.margin().getAsDouble()));
  }
}
