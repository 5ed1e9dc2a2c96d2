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
    Map<Long, List<Trial>> bySeed = new LinkedHashMap<>();
    for (Trial trial : trials) {
      bySeed.computeIfAbsent(trial.settings().seed(), seed -> new ArrayList<>()).add(trial);
    }
    List<Trial> order = new ArrayList<>();
    bySeed.forEach(
        (seed, group) -> {
          for (int i :
              SeededRandom.of(orderSeed, "order of trials", seed).permutation(group.size())) {
            order.add(group.get(i));
          }
        });
    return order;
  }
}
