package optbench.stats;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import optbench.result.TrialResult;
import org.apache.commons.statistics.descriptive.Mean;

/**
 * What is compared: an optimizer with its score by seed, higher being better, such as test
 * accuracies as fractions of 1.
 *
 * @param scores of the seeds that finished, all finite
 * @param diverged seeds that did; they have no score
 */
public record Contender(
    String label, NavigableMap<Long, Double> scores, NavigableSet<Long> diverged) {
  public Contender {
    scores = Collections.unmodifiableNavigableMap(new TreeMap<>(scores));
    diverged = Collections.unmodifiableNavigableSet(new TreeSet<>(diverged));
    for (double score : scores.values()) {
      Numbers.finite("the score of " + label, score);
    }
    if (diverged.stream().anyMatch(scores.keySet()::contains)) {
      throw new IllegalArgumentException(
          "a diverged seed must have no score but one of " + label + " had");
    }
  }

  /** Seeds 1, 2, ... that all finished. */
  static Contender of(String label, double... scores) {
    NavigableMap<Long, Double> bySeed = new TreeMap<>();
    for (double score : scores) {
      bySeed.put(bySeed.size() + 1L, score);
    }
    return new Contender(label, bySeed, new TreeSet<>());
  }

  /** The same from trials that finished or diverged, one for each seed. */
  static Contender of(String label, List<TrialResult> settled) {
    NavigableMap<Long, Double> scores = new TreeMap<>();
    NavigableSet<Long> diverged = new TreeSet<>();
    for (TrialResult trial : settled) {
      SeedRun run = SeedRun.of(trial.settings().seed(), trial);
      if (run.diverged()) {
        diverged.add(run.seed());
      } else {
        scores.put(run.seed(), run.last().testAccuracy());
      }
    }
    return new Contender(label, scores, diverged);
  }

  /** The optimizer's test accuracy at the last epoch. */
  public static Contender ofTestAccuracy(OptimizerSummary optimizer) {
    return new Contender(
        optimizer.label(),
        new TreeMap<>(
            optimizer.results().stream()
                .collect(Collectors.toMap(SeedResult::seed, SeedResult::testAccuracy))),
        optimizer.divergedRuns().stream()
            .map(DivergedRun::seed)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** Whether it may be called the best: it has a score, and no seed diverged. */
  boolean rankable() {
    return diverged.isEmpty() && !scores.isEmpty();
  }

  /** Over its finished seeds, of which it must have one. */
  double mean() {
    return Mean.of(values(scores.keySet())).getAsDouble();
  }

  /** Over some of them; empty for none. */
  OptionalDouble mean(Set<Long> seeds) {
    return seeds.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Mean.of(values(seeds)).getAsDouble());
  }

  NavigableSet<Long> seedsInCommon(Contender other) {
    NavigableSet<Long> seeds = new TreeSet<>(scores.keySet());
    seeds.retainAll(other.scores.keySet());
    return seeds;
  }

  /** This less the other, by seed, over the seeds that both finished. */
  double[] differences(Contender other) {
    return scores.entrySet().stream()
        .filter(own -> other.scores.containsKey(own.getKey()))
        .mapToDouble(own -> own.getValue() - other.scores.get(own.getKey()))
        .toArray();
  }

  private double[] values(Set<Long> seeds) {
    return seeds.stream().mapToDouble(scores::get).toArray();
  }
}
