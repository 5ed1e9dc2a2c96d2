package optbench.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The best and all that may be as good.
 *
 * <p>The best is the highest mean over the seeds that each finished, the first of equals; where
 * seeds were added until it was decided, of those that got them last. Others are left out only
 * where some contender is shown to be better, by p-values corrected over all pairs (see {@link
 * PairwiseComparisons}), and not equivalent within the margin, if one was stated. So the chance
 * that any contender is left out which is in truth as good as the one called the best, is at most
 * the level; in particular the truly best one is in the group with a confidence of 1 - level.
 *
 * @param best empty if none finished without a diverged seed
 * @param members the best first, the others by falling mean; empty if there is no best
 * @param shownWorse left out, by falling mean
 * @param untested could not be tested against the best, so that they are neither
 * @param diverged those with a diverged seed: they have no mean that is fair to compare
 */
public record BestGroup(
    Optional<String> best,
    List<String> members,
    List<String> shownWorse,
    List<String> untested,
    List<String> diverged) {
  public BestGroup {
    members = List.copyOf(members);
    shownWorse = List.copyOf(shownWorse);
    untested = List.copyOf(untested);
    diverged = List.copyOf(diverged);
  }

  static BestGroup of(PairwiseComparisons comparisons) {
    List<String> diverged =
        comparisons.contenders().stream()
            .filter(c -> !c.diverged().isEmpty())
            .map(Contender::label)
            .toList();
    List<Contender> ranked =
        comparisons.contenders().stream()
            .filter(Contender::rankable)
            .sorted(Comparator.comparingDouble(c -> -c.mean()))
            .toList();
    if (ranked.isEmpty()) {
      return new BestGroup(Optional.empty(), List.of(), List.of(), List.of(), diverged);
    }
    String best = comparisons.looks().flatMap(Looks::best).orElse(ranked.get(0).label());
    List<String> members = new ArrayList<>(List.of(best));
    List<String> shownWorse = new ArrayList<>();
    List<String> untested = new ArrayList<>();
    for (Contender other : ranked) {
      if (other.label().equals(best)) {
        continue;
      }
      PairedComparison pair = comparisons.between(best, other.label());
      if (pair.obstacle().isPresent()) {
        untested.add(other.label());
      } else if (!asGood(pair) && comparisons.showWorse(other.label())) {
        shownWorse.add(other.label());
      } else {
        members.add(other.label());
      }
    }
    return new BestGroup(Optional.of(best), members, shownWorse, untested, diverged);
  }

  private static boolean asGood(PairedComparison pair) {
    return pair.verdict() == PairVerdict.EQUIVALENT || pair.verdict() == PairVerdict.IDENTICAL;
  }
}
