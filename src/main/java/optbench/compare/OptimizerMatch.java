package optbench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import optbench.result.EpochMetrics;
import optbench.result.Run;
import optbench.result.TrialResult;
import optbench.stats.Contender;
import optbench.stats.SeedRun;

/**
 * An optimizer of one run and its counterpart in the other, with those of their trials that
 * finished or diverged, by seed.
 */
record OptimizerMatch(
    String labelA,
    String labelB,
    NavigableMap<Long, TrialResult> a,
    NavigableMap<Long, TrialResult> b) {

  static OptimizerMatch of(Run a, String labelA, Run b, String labelB) {
    return new OptimizerMatch(
        labelA, labelB, new TreeMap<>(a.settled(labelA)), new TreeMap<>(b.settled(labelB)));
  }

  /** Seeds that both have, in order. */
  List<Long> seeds() {
    return a.keySet().stream().filter(b::containsKey).toList();
  }

  List<Long> onlyA() {
    return a.keySet().stream().filter(seed -> !b.containsKey(seed)).toList();
  }

  List<Long> onlyB() {
    return b.keySet().stream().filter(seed -> !a.containsKey(seed)).toList();
  }

  /** Test accuracies after an epoch, over the seeds that both have. */
  Contender contenderA(int epoch) {
    return contender(labelA, a, epoch);
  }

  Contender contenderB(int epoch) {
    return contender(labelB, b, epoch);
  }

  private Contender contender(String label, NavigableMap<Long, TrialResult> trials, int epoch) {
    NavigableMap<Long, Double> scores = new TreeMap<>();
    TreeSet<Long> diverged = new TreeSet<>();
    for (long seed : seeds()) {
      SeedRun run = SeedRun.of(seed, trials.get(seed));
      boolean whole = run.result().settings().epochs() == epoch;
      if (run.usableEpochs().size() < epoch || (whole && run.diverged())) {
        diverged.add(seed);
      } else {
        scores.put(seed, run.usableEpochs().get(epoch - 1).testAccuracy());
      }
    }
    return new Contender(label, scores, diverged);
  }

  /** Whether trials of a seed started from the same weights, for every seed that both have. */
  boolean sameWeights() {
    return seeds().stream()
        .allMatch(
            seed -> a.get(seed).initialWeightsSha256().equals(b.get(seed).initialWeightsSha256()));
  }

  /** Through how many epochs all figures but times are the same to the bit in every seed. */
  int identicalEpochs(int atMost) {
    return seeds().stream()
        .mapToInt(seed -> identicalEpochs(a.get(seed), b.get(seed), atMost))
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
