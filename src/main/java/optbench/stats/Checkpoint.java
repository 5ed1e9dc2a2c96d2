package optbench.stats;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import optbench.result.EpochMetrics;
import optbench.result.StepEvaluation;
import optbench.result.TrialResult;

/**
 * One evaluation of a run: what it had cost so far, and what it had reached.
 *
 * @param epochs a fraction, if evaluated within one
 * @param trainSeconds empty if not timed
 * @param testAccuracy fraction of 1
 * @param testSamples that were evaluated within an epoch; empty after one: the whole test set
 * @param epoch that had just ended, if one had
 */
public record Checkpoint(
    double epochs,
    double steps,
    double gradientEvaluations,
    OptionalDouble trainSeconds,
    double testAccuracy,
    double testLoss,
    OptionalInt testSamples,
    Optional<EpochMetrics> epoch) {
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
        epoch.testAccuracy(),
        epoch.testLoss(),
        OptionalInt.empty(),
        Optional.of(epoch));
  }

  static Checkpoint of(StepEvaluation evaluation, TrialResult of, boolean timed) {
    return new Checkpoint(
        (double) evaluation.samplesSeen() / of.settings().trainingSamples(),
        evaluation.steps(),
        evaluation.gradientEvaluations(),
        timed ? OptionalDouble.of(evaluation.trainSeconds()) : OptionalDouble.empty(),
        evaluation.testAccuracy(),
        evaluation.testLoss(),
        OptionalInt.of(evaluation.testSamples()),
        Optional.empty());
  }

  /**
   * The evaluations that all of some runs have at the same steps, each with one of every run: a
   * mean over changing runs would jump for no reason.
   */
  public static List<List<Checkpoint>> common(List<LearningCurve> curves) {
    return curves.isEmpty()
        ? List.of()
        : curves.get(0).checkpoints().stream()
            .map(point -> curves.stream().flatMap(c -> c.at(point.steps()).stream()).toList())
            .filter(points -> points.size() == curves.size())
            .toList();
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
