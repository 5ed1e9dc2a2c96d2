package optbench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import optbench.result.EpochMetrics;
import optbench.result.MatchedSeeds;
import optbench.result.Run;
import optbench.result.TrialResult;
import optbench.stats.Contender;
import optbench.stats.ContenderPair;
import optbench.stats.SeedRun;

/**
 * An optimizer of one run and its counterpart in the other, with those of their trials that
 * finished or diverged, by seed.
 */
record OptimizerMatch(
    String labelA, String labelB, MatchedSeeds<TrialResult> trials, boolean paired) {
  static OptimizerMatch of(Run a, String labelA, Run b, String labelB) {
    return new OptimizerMatch(
        labelA,
        labelB,
        new MatchedSeeds<>(a.settled(labelA), b.settled(labelB)),
        a.record().pairedBySeed() && b.record().pairedBySeed());
  }

  /** Whether there is anything to compare. */
  boolean isEmpty() {
    return paired ? trials.common().isEmpty() : trials.a().isEmpty() || trials.b().isEmpty();
  }

  /** A trial of A and one of B, of the same seed where seeds are shared; it must not be empty. */
  MatchedSeeds<TrialResult> first() {
    long seedA = paired ? trials.common().first() : trials.a().firstKey();
    long seedB = paired ? seedA : trials.b().firstKey();
    return new MatchedSeeds<>(
        Map.of(seedA, trials.a().get(seedA)), Map.of(seedB, trials.b().get(seedB)));
  }

  /**
   * Test accuracies after an epoch, B's and A's: of the seeds that both have, or of all where seeds
   * share nothing.
   */
  ContenderPair contenders(int epoch) {
    return new ContenderPair(
        contender(labelB, trials.b(), epoch), contender(labelA, trials.a(), epoch));
  }

  private Contender contender(String label, Map<Long, TrialResult> side, int epoch) {
    NavigableMap<Long, Double> scores = new TreeMap<>();
    TreeSet<Long> diverged = new TreeSet<>();
    for (long seed : paired ? trials.common() : side.keySet()) {
      SeedRun run = SeedRun.of(seed, side.get(seed));
      boolean whole = run.result().settings().epochs() == epoch;
      if (run.usableEpochs().size() < epoch || (whole && run.diverged())) {
        diverged.add(seed);
      } else {
        scores.put(seed, run.usableEpochs().get(epoch - 1).testAccuracy());
      }
    }
    return new Contender(label, scores, diverged);
  }

  /**
   * Whether trials of a seed started from the same weights, for every seed that both have: of
   * imported ones by the word of who imported them.
   */
  boolean sameWeights() {
    return paired
        && trials.common().stream()
            .allMatch(
                seed ->
                    trials
                        .a()
                        .get(seed)
                        .initialWeightsSha256()
                        .equals(trials.b().get(seed).initialWeightsSha256()));
  }

  /** Through how many epochs all figures but times are the same to the bit in every seed. */
  int identicalEpochs(int atMost) {
    return trials.common().stream()
        .mapToInt(seed -> identicalEpochs(trials.a().get(seed), trials.b().get(seed), atMost))
        .min()
        .orElse(0);
  }

  private static int identicalEpochs(TrialResult a, TrialResult b, int atMost) {
    int most = Math.min(atMost, Math.min(a.epochs().size(), b.epochs().size()));
    int same = 0;
    while (same < most && figures(a.epochs().get(same)).equals(figures(b.epochs().get(same)))) {
      same++;
    }
    return same;
  }

  /** Of validation nothing: it changes no other figure, and one run may have held nothing out. */
  private static List<Object> figures(EpochMetrics epoch) {
    List<Object> figures = new ArrayList<>();
    figures.add(epoch.steps());
    figures.add(epoch.gradientEvaluations());
    figures.add(epoch.trainLoss());
    figures.add(epoch.trainAccuracy());
    figures.add(epoch.testLoss());
    figures.add(epoch.testAccuracy());
    return figures;
  }
}
