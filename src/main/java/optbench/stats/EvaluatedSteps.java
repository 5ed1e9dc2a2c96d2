package optbench.stats;

import java.util.List;
import java.util.OptionalDouble;

/**
 * At which steps of the first epoch trials were evaluated.
 *
 * @param trials that settled
 * @param withinEpoch how many of them were evaluated within the first epoch; the others, such as
 *     those that an earlier version trained, after each epoch only
 * @param first of all such steps; empty if there is none
 * @param last of them
 * @param testSamples on how many samples of the test set, each number once, rising
 */
public record EvaluatedSteps(
    int trials,
    int withinEpoch,
    OptionalDouble first,
    OptionalDouble last,
    List<Integer> testSamples) {
  public EvaluatedSteps {
    testSamples = List.copyOf(testSamples);
  }

  static EvaluatedSteps of(List<LearningCurve> curves) {
    List<Checkpoint> within =
        curves.stream()
            .flatMap(c -> c.checkpoints().stream())
            .filter(c -> c.testSamples().isPresent())
            .toList();
    return new EvaluatedSteps(
        curves.size(),
        Math.toIntExact(
            curves.stream()
                .filter(c -> c.checkpoints().stream().anyMatch(p -> p.testSamples().isPresent()))
                .count()),
        within.stream().mapToDouble(Checkpoint::position).min(),
        within.stream().mapToDouble(Checkpoint::position).max(),
        within.stream().map(c -> c.testSamples().getAsInt()).distinct().sorted().toList());
  }
}
