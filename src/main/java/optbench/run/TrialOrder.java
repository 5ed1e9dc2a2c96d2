package optbench.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import optbench.plan.Trial;
import optbench.random.SeededRandom;

/**
 * The order in which trials run: seed by seed, and within each seed the optimizers shuffled, so
 * that a noisy minute does not fall on one optimizer alone.
 */
final class TrialOrder {
  private TrialOrder() {}

  static List<Trial> of(List<Trial> trials, long orderSeed) {
    return of(trials, orderSeed, 1);
  }

  /**
   * With each trial so many times: within a seed, all optimizers have their turn before any has the
   * next one, in another order.
   */
  static List<Trial> of(List<Trial> trials, long orderSeed, int repeats) {
    Map<Long, List<Trial>> bySeed = new LinkedHashMap<>();
    for (Trial trial : trials) {
      bySeed.computeIfAbsent(trial.settings().seed(), seed -> new ArrayList<>()).add(trial);
    }
    List<Trial> order = new ArrayList<>();
    bySeed.forEach(
        (seed, group) -> {
          for (int round = 0; round < repeats; round++) {
            for (int i : stream(orderSeed, seed, round).permutation(group.size())) {
              order.add(group.get(i));
            }
          }
        });
    return order;
  }

  /** The first round is as it would be without others. */
  private static SeededRandom stream(long orderSeed, long seed, int round) {
    return round == 0
        ? SeededRandom.of(orderSeed, "order of trials", seed)
        : SeededRandom.of(orderSeed, "order of repeats", seed, round);
  }
}
