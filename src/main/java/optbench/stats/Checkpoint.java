package optbench.stats;

import java.util.OptionalDouble;
import optbench.result.EpochMetrics;

/**
 * One evaluation of a run: what it had cost so far, and what it had reached.
 *
 * @param epochs may be a fraction, if evaluated within one
 * @param trainSeconds empty if not timed
 * @param testAccuracy fraction of 1
 */
public record Checkpoint(
    double epochs,
    double steps,
    double gradientEvaluations,
    OptionalDouble trainSeconds,
    double testAccuracy) {
  public Checkpoint {
    Numbers.finite("epochs", epochs);
    Numbers.finite("steps", steps);
    Numbers.finite("gradient evaluations", gradientEvaluations);
    Numbers.finite("seconds", trainSeconds.orElse(0));
    Numbers.fraction("the accuracy", testAccuracy);
  }

  static Checkpoint of(EpochMetrics epoch, boolean timed) {
    return new Checkpoint(
        epoch.epoch(),
        epoch.steps(),
        epoch.gradientEvaluations(),
        timed ? OptionalDouble.of(epoch.trainSeconds()) : OptionalDouble.empty(),
        epoch.testAccuracy());
  }

  OptionalDouble cost(Cost cost) {
    return switch (cost) {
      case EPOCHS -> OptionalDouble.of(epochs);
      case STEPS -> OptionalDouble.of(steps);
      case GRADIENT_EVALUATIONS -> OptionalDouble.of(gradientEvaluations);
      case TRAIN_SECONDS -> trainSeconds;
    };
  }
}
