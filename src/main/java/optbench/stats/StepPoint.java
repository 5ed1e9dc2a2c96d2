package optbench.stats;

import java.util.List;

/**
 * Test accuracy after so many steps, over seeds: within the first epoch, where it was evaluated
 * there, and after each epoch.
 */
public record StepPoint(double steps, Spread testAccuracy) {
  /** As far as all of the runs were evaluated at the same steps, and these were counted. */
  static List<StepPoint> of(List<SeedRun> runs) {
    return Checkpoint.common(runs.stream().map(r -> LearningCurve.of(r.result())).toList()).stream()
        .filter(seeds -> seeds.get(0).steps().isPresent())
        .map(
            seeds ->
                new StepPoint(
                    seeds.get(0).steps().getAsDouble(),
                    Spread.of(seeds.stream().mapToDouble(Checkpoint::testAccuracy).toArray())))
        .toList();
  }
}
