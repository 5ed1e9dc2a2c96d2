package optbench.check;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import optbench.stats.Contender;

/**
 * One optimizer of a baseline.
 *
 * @param seeds in order, at least one
 */
public record Entry(String label, Settings settings, List<SeedScore> seeds, BaselineOrigin origin) {
  public Entry {
    seeds = List.copyOf(seeds);
    if (seeds.isEmpty() || seeds.stream().map(SeedScore::seed).distinct().count() < seeds.size()) {
      throw new IllegalArgumentException(
          "seeds of " + label + " must be one or more, each once, but were " + seeds);
    }
  }

  Map<Long, SeedScore> bySeed() {
    return seeds.stream()
        .collect(Collectors.toMap(SeedScore::seed, Function.identity(), (a, b) -> a, TreeMap::new));
  }

  /** With the scores of those of the seeds that finished. */
  Contender contender(Set<Long> among) {
    NavigableMap<Long, Double> scores = new TreeMap<>();
    for (SeedScore score : seeds) {
      if (among.contains(score.seed()) && !score.diverged()) {
        scores.put(score.seed(), score.testAccuracy().getAsDouble());
      }
    }
    return new Contender(label, scores, new TreeSet<>());
  }
}
