package optbench.stats;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What it took to reach the targets.
 *
 * @param targets test accuracies, fractions of 1, rising
 * @param costs those that were measured; seconds are not among them unless the run's times can be
 *     compared
 * @param evaluated at which steps of the first epoch
 * @param results by target, within it in the order of the run
 * @param winners over all targets that there could be, not only those above: one for each cost;
 *     none before the first result. Gradient evaluations are there only where some optimizer
 *     computes more than one a step: else they are steps
 */
public record TargetResults(
    List<Double> targets,
    List<Cost> costs,
    EvaluatedSteps evaluated,
    List<TargetResult> results,
    List<TargetWinners> winners) {
  public TargetResults {
    targets = List.copyOf(targets);
    costs = List.copyOf(costs);
    results = List.copyOf(results);
    winners = List.copyOf(winners);
  }

  /**
   * @param labels of all optimizers, in the order of the run
   * @param curves of all settled trials, in any order
   */
  static TargetResults of(
      List<Double> targets, List<String> labels, List<LearningCurve> curves, TimeBasis times) {
    Map<String, List<LearningCurve>> byLabel = new LinkedHashMap<>();
    labels.forEach(
        label -> byLabel.put(label, curves.stream().filter(c -> c.label().equals(label)).toList()));
    List<Cost> costs =
        Stream.of(Cost.STEPS, Cost.EPOCHS, Cost.GRADIENT_EVALUATIONS, Cost.TRAIN_SECONDS)
            .filter(c -> c != Cost.TRAIN_SECONDS || times == TimeBasis.COMPARABLE)
            .filter(c -> curves.stream().allMatch(curve -> curve.measures(c)))
            .toList();
    return new TargetResults(
        targets,
        costs,
        EvaluatedSteps.of(curves),
        targets.stream()
            .flatMap(
                target ->
                    byLabel.entrySet().stream()
                        .map(e -> TargetResult.of(e.getKey(), target, e.getValue(), costs)))
            .toList(),
        curves.isEmpty() ? List.of() : winners(byLabel, costs));
  }

  private static List<TargetWinners> winners(
      Map<String, List<LearningCurve>> byLabel, List<Cost> costs) {
    List<LearningCurve> inOrder = byLabel.values().stream().flatMap(List::stream).toList();
    boolean oneGradientAStep = inOrder.stream().allMatch(LearningCurve::oneGradientAStep);
    return costs.stream()
        .filter(c -> c != Cost.GRADIENT_EVALUATIONS || !oneGradientAStep)
        .map(c -> TargetWinners.of(inOrder, c))
        .toList();
  }

  /** Whether gradient evaluations are something else than steps. */
  public boolean countsGradients() {
    return winners.stream().anyMatch(w -> w.cost() == Cost.GRADIENT_EVALUATIONS);
  }

  /** Of one target, in the order of the run. */
  public List<TargetResult> at(double target) {
    return results.stream().filter(r -> r.target() == target).collect(Collectors.toList());
  }
}
