package optbench.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import optbench.stats.Looks.Look;

/**
 * Judges contenders that get more seeds until each is decided against the best: shown to be worse,
 * or equivalent, or the same. They are judged at looks that were named beforehand, such as after 3,
 * 5, 8 and 12 seeds. Only what is still open against the best gets the seeds of the next look.
 *
 * <p><b>Errors.</b> Whoever looks several times errs more often than who looks once. So the level
 * is divided in equal parts among all looks that there may be: with seven of them a p-value is
 * multiplied by seven. Whatever is found in whichever look, the chance of even one false difference
 * is then at most the level (union bound), and so is that of a false equivalence, which is a family
 * of its own. Within a look, Holm's correction is over all pairs of all contenders, less those that
 * were rejected before. A pair is judged only in looks for which both were trained, by all seeds of
 * that look, and what was decided stays so.
 *
 * <p>All follows from the scores: it is the same whether an experiment went through at once or was
 * interrupted.
 */
final class SequentialTest {
  private final List<Contender> all;
  private final List<Long> seeds;
  private final List<Integer> planned;
  private final Protocol protocol;
  private final Map<Pair, PairedComparison> pairs = new LinkedHashMap<>();

  /** By label, with the seeds that each is judged by. */
  private final Map<String, Contender> judged = new LinkedHashMap<>();

  private final List<Look> looks = new ArrayList<>();
  private VariancePrior prior = VariancePrior.NONE;

  /** Two labels, in the order of the run. */
  private record Pair(String first, String second) {}

  private SequentialTest(
      List<Contender> contenders, List<Long> seeds, List<Integer> planned, Protocol protocol) {
    this.all = contenders;
    this.seeds = seeds;
    this.planned = planned;
    this.protocol = protocol;
    for (int i = 0; i < all.size(); i++) {
      for (int j = i + 1; j < all.size(); j++) {
        pairs.put(
            new Pair(all.get(i).label(), all.get(j).label()),
            PairedComparison.draft(all.get(i), all.get(j), protocol));
      }
    }
  }

  /**
   * Goes through the looks as far as the scores reach.
   *
   * @param contenders in the order of the run
   * @param seeds in the order in which contenders get them
   * @param planned numbers of seeds, rising, the first at least 2
   */
  static PairwiseComparisons compare(
      List<Contender> contenders, List<Long> seeds, List<Integer> planned, Protocol protocol) {
    return new SequentialTest(contenders, seeds, planned, protocol).compare();
  }

  private PairwiseComparisons compare() {
    Map<String, Integer> wanted = new LinkedHashMap<>();
    Set<String> trained = new LinkedHashSet<>(all.stream().map(Contender::label).toList());
    for (int i = 0; i < planned.size() && !trained.isEmpty() && wanted.isEmpty(); i++) {
      int count = planned.get(i);
      if (seeds.size() >= count && haveAll(trained, seeds.subList(0, count))) {
        look(trained, seeds.subList(0, count));
        trained.clear();
        trained.addAll(next());
      } else {
        for (String label : trained) {
          wanted.put(label, count);
        }
      }
    }
    return new PairwiseComparisons(
        PairwiseComparisons.used(protocol, prior),
        prior,
        all,
        List.copyOf(pairs.values()),
        Optional.of(new Looks(planned, looks, wanted)));
  }

  private boolean haveAll(Set<String> trained, List<Long> some) {
    return all.stream()
        .filter(c -> trained.contains(c.label()))
        .allMatch(
            c ->
                some.stream().allMatch(s -> c.scores().containsKey(s) || c.diverged().contains(s)));
  }

  private void look(Set<String> trained, List<Long> some) {
    for (Contender contender : all) {
      if (trained.contains(contender.label())) {
        judged.put(contender.label(), only(contender, some));
      }
    }
    prior = PairwiseComparisons.prior(List.copyOf(judged.values()), protocol.test());
    judge(
        pairs.keySet().stream()
            .filter(p -> trained.contains(p.first()) && trained.contains(p.second()))
            .filter(p -> !isDecided(pairs.get(p)))
            .toList());
    Optional<String> best =
        trained.stream()
            .map(judged::get)
            .filter(Contender::rankable)
            .max(Comparator.comparingDouble(Contender::mean))
            .map(Contender::label);
    List<String> open =
        best.map(b -> all.stream().map(Contender::label).filter(c -> isOpen(c, b)).toList())
            .orElse(List.of());
    looks.add(new Look(some.size(), List.copyOf(trained), best, open));
  }

  private void judge(List<Pair> due) {
    Protocol used = PairwiseComparisons.used(protocol, prior);
    List<PairedComparison> results =
        PairwiseComparisons.judged(
            due.stream()
                .map(
                    p ->
                        PairedComparison.draft(
                            judged.get(p.first()), judged.get(p.second()), used, prior))
                .toList(),
            new PairwiseComparisons.Families(
                pairs.size() - count(PairVerdict.BETTER) - count(PairVerdict.WORSE),
                pairs.size() - count(PairVerdict.EQUIVALENT),
                planned.size()),
            protocol.level());
    for (int i = 0; i < due.size(); i++) {
      pairs.put(due.get(i), results.get(i));
    }
  }

  private int count(PairVerdict verdict) {
    return (int) pairs.values().stream().filter(p -> p.verdict() == verdict).count();
  }

  private static Contender only(Contender contender, List<Long> some) {
    NavigableMap<Long, Double> scores = new TreeMap<>(contender.scores());
    scores.keySet().retainAll(some);
    NavigableSet<Long> diverged = new TreeSet<>(contender.diverged());
    diverged.retainAll(some);
    return new Contender(contender.label(), scores, diverged);
  }

  /** Those that get the seeds of the next look; none where all is decided. */
  private List<String> next() {
    Look last = looks.get(looks.size() - 1);
    return last.open().isEmpty()
        ? List.of()
        : all.stream()
            .map(Contender::label)
            .filter(c -> last.best().filter(c::equals).isPresent() || last.open().contains(c))
            .toList();
  }

  /** Whether it may still turn out to be worse than the best, or equivalent. */
  private boolean isOpen(String label, String best) {
    return !label.equals(best)
        && judged.get(label).diverged().isEmpty()
        && pairs.values().stream().noneMatch(pair -> pair.showsWorse(label))
        && !isDecided(between(label, best));
  }

  private PairedComparison between(String one, String other) {
    PairedComparison pair = pairs.get(new Pair(one, other));
    return pair == null ? pairs.get(new Pair(other, one)) : pair;
  }

  private static boolean isDecided(PairedComparison pair) {
    return pair.verdict() != PairVerdict.INCONCLUSIVE;
  }
}
