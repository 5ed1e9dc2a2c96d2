package optbench.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How one optimizer did on the way to one target.
 *
 * @param target test accuracy, fraction of 1
 * @param seeds how many settled: finished or diverged
 * @param reached how many of them reached the target, whatever became of them later
 * @param costs one for each cost that was measured; none without a settled seed
 */
public record TargetResult(
    String label, double target, int seeds, int reached, List<TargetCost> costs) {
  public TargetResult {
    costs = List.copyOf(costs);
  }

  /**
   * @param curves of the optimizer's settled seeds
   * @param measured costs that all curves of the run measure
   */
  static TargetResult of(
      String label, double target, List<LearningCurve> curves, List<Cost> measured) {
    List<TargetCost> costs = new ArrayList<>();
    if (!curves.isEmpty()) {
      for (Cost cost : measured) {
        costs.add(TargetCost.of(curves.stream().map(c -> c.timeTo(target, cost)).toList(), cost));
      }
    }
    int reached = costs.isEmpty() ? 0 : costs.get(0).reached().size();
    return new TargetResult(label, target, curves.size(), reached, costs);
  }

  /** Empty if it was not measured. */
  public Optional<TargetCost> cost(Cost cost) {
    return costs.stream().filter(c -> c.cost() == cost).findFirst();
  }
}
