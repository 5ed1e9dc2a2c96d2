package optbench.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import optbench.random.SeededRandom;
import optbench.result.TrialResult;
import optbench.stats.Looks.Look;

/**
 * What an experiment that adds seeds until it is decided is expected to cost, if differences are as
 * the seeds say that are there. It is played {@value #TIMES} times: what is there stays, the scores
 * of other seeds are drawn from a {@link ScoreModel}, and the looks follow from them as they would.
 *
 * @param trials in all, those that are there among them: the mean
 * @param low in one of ten plays it takes fewer
 * @param high in one of ten it takes more
 * @param untrained how many of them are not there yet: the mean
 * @param decided the share of plays in which nothing is open at the end
 * @param fewestSeeds of an optimizer, that it rests on
 * @param mostSeeds likewise
 */
public record ExpectedTrials(
    double trials,
    int low,
    int high,
    double untrained,
    double decided,
    int fewestSeeds,
    int mostSeeds) {
  private static final int TIMES = 200;

  /**
   * From results.
   *
   * @param settled by label, in the order of the run
   * @param seeds in the order in which optimizers get them
   * @param looks numbers of seeds
   * @param margin of equivalence
   * @return empty if they do not say how differences vary
   */
  public static Optional<ExpectedTrials> of(
      Map<String, List<TrialResult>> settled,
      List<Long> seeds,
      List<Integer> looks,
      double margin) {
    return of(
        settled.entrySet().stream().map(e -> Contender.of(e.getKey(), e.getValue())).toList(),
        seeds,
        looks,
        Protocol.OF_A_RUN.withMargin(margin));
  }

  static Optional<ExpectedTrials> of(
      List<Contender> contenders, List<Long> seeds, List<Integer> looks, Protocol protocol) {
    List<Contender> going = contenders.stream().filter(c -> c.diverged().isEmpty()).toList();
    return ScoreModel.of(going)
        .map(
            model -> {
              IntSummaryStatistics rests =
                  going.stream().mapToInt(c -> c.scores().size()).summaryStatistics();
              int[] all = new int[TIMES];
              long untrained = 0;
              int decided = 0;
              for (int i = 0; i < TIMES; i++) {
                SeededRandom random = SeededRandom.of(i, "expected trials");
                Played played =
                    play(
                        whole(contenders, model.drawn(seeds, random), seeds),
                        looks,
                        seeds,
                        protocol);
                all[i] = played.trials();
                untrained += played.without(contenders, seeds);
                decided += played.decided() ? 1 : 0;
              }
              Arrays.sort(all);
              return new ExpectedTrials(
                  Arrays.stream(all).average().orElseThrow(),
                  all[TIMES / 10],
                  all[TIMES - 1 - TIMES / 10],
                  (double) untrained / TIMES,
                  (double) decided / TIMES,
                  rests.getMin(),
                  rests.getMax());
            });
  }

  /** Whoever diverged is taken to do so again. */
  private static List<Contender> whole(
      List<Contender> contenders, List<Contender> drawn, List<Long> seeds) {
    Map<String, Contender> byLabel = new HashMap<>();
    drawn.forEach(c -> byLabel.put(c.label(), c));
    List<Contender> all = new ArrayList<>();
    for (Contender contender : contenders) {
      TreeSet<Long> diverged = new TreeSet<>(seeds);
      diverged.removeAll(contender.scores().keySet());
      all.add(
          byLabel.getOrDefault(
              contender.label(),
              new Contender(contender.label(), new TreeMap<>(contender.scores()), diverged)));
    }
    return all;
  }

  /**
   * One that went to its end.
   *
   * @param seeds how many each contender got, by label
   */
  private record Played(Map<String, Integer> seeds, boolean decided) {
    int trials() {
      return seeds.values().stream().mapToInt(n -> n).sum();
    }

    /** Trials that are not there. */
    long without(List<Contender> there, List<Long> order) {
      return there.stream()
          .mapToLong(
              c ->
                  order.subList(0, seeds.getOrDefault(c.label(), 0)).stream()
                      .filter(s -> !c.scores().containsKey(s) && !c.diverged().contains(s))
                      .count())
          .sum();
    }
  }

  private static Played play(
      List<Contender> whole, List<Integer> planned, List<Long> seeds, Protocol protocol) {
    Looks looks = PairwiseComparisons.of(whole, seeds, planned, protocol).looks().orElseThrow();
    Map<String, Integer> most = new HashMap<>();
    for (Look look : looks.reached()) {
      look.trained().forEach(label -> most.put(label, look.seeds()));
    }
    return new Played(most, looks.decided());
  }
}
