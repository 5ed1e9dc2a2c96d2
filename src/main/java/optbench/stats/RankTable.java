package optbench.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Mean ranks over seeds: within each seed the highest score has rank 1, ties share the mean of
 * their ranks, and diverged ones share the last. It asks how often a contender is ahead, not by how
 * much, and so gives diverged seeds the place that means cannot.
 *
 * @param seeds ranked: those in which every contender finished or diverged
 * @param rows the lowest mean rank first; those without any result are left out; empty if no seed
 *     is complete
 */
public record RankTable(int seeds, List<Row> rows) {
  /** Of contenders that cannot be ranked within seeds. */
  static final RankTable NONE = new RankTable(0, List.of());

  public RankTable {
    rows = List.copyOf(rows);
  }

  /**
   * One contender.
   *
   * @param bestRank in any seed
   * @param worstRank likewise
   */
  public record Row(String label, double meanRank, double bestRank, double worstRank) {}

  /** Ranks the contenders that have a result. */
  public static RankTable of(List<Contender> all) {
    List<Contender> contenders =
        all.stream().filter(c -> !c.scores().isEmpty() || !c.diverged().isEmpty()).toList();
    List<double[]> ranks = ranks(contenders);
    if (ranks.isEmpty()) {
      return NONE;
    }
    return new RankTable(
        ranks.size(),
        IntStream.range(0, contenders.size())
            .mapToObj(
                i ->
                    row(contenders.get(i).label(), ranks.stream().mapToDouble(r -> r[i]).toArray()))
            .sorted(Comparator.comparingDouble(Row::meanRank))
            .toList());
  }

  /** By seed, those of all contenders in their order; each must have a result in some seed. */
  static List<double[]> ranks(List<Contender> contenders) {
    return seeds(contenders).stream().map(seed -> ranks(seed, contenders)).toList();
  }

  private static Row row(String label, double... ranks) {
    return new Row(
        label,
        Arrays.stream(ranks).average().orElseThrow(),
        Arrays.stream(ranks).min().orElseThrow(),
        Arrays.stream(ranks).max().orElseThrow());
  }

  private static NavigableSet<Long> seeds(List<Contender> contenders) {
    NavigableSet<Long> complete = new TreeSet<>();
    contenders.forEach(c -> complete.addAll(c.scores().keySet()));
    contenders.forEach(c -> complete.addAll(c.diverged()));
    for (Contender c : contenders) {
      complete.removeIf(s -> !c.scores().containsKey(s) && !c.diverged().contains(s));
    }
    return complete;
  }

  private static double[] ranks(long seed, List<Contender> contenders) {
    double[] scores =
        contenders.stream()
            .mapToDouble(c -> c.scores().getOrDefault(seed, Double.NEGATIVE_INFINITY))
            .toArray();
    return Arrays.stream(scores)
        .map(
            score -> {
              double ahead = Arrays.stream(scores).filter(s -> s > score).count();
              double level = Arrays.stream(scores).filter(s -> s == score).count();
              return ahead + (level + 1) / 2;
            })
        .toArray();
  }
}
