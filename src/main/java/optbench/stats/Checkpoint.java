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
 * @param steps empty, like gradient evaluations, where nobody counted them
 * @param trainSeconds empty if not timed
 * @param testAccuracy fraction of 1
 * @param testSamples that were evaluated within an epoch; empty after one: the whole test set
 * @param epoch that had just ended, if one had
 */
public record Checkpoint(
    double epochs,
    OptionalDouble steps,
    OptionalDouble gradientEvaluations,
    OptionalDouble trainSeconds,
    double testAccuracy,
    OptionalDouble testLoss,
    OptionalInt testSamples,
    Optional<EpochMetrics> epoch) {
  public Checkpoint {
    Numbers.finite("epochs", epochs);
    Numbers.finite("steps", steps.orElse(0));
    Numbers.finite("gradient evaluations", gradientEvaluations.orElse(0));
    Numbers.finite("seconds", trainSeconds.orElse(0));
    Numbers.fraction("the accuracy", testAccuracy);
  }

  static Checkpoint of(EpochMetrics epoch, boolean timed) {
    return new Checkpoint(
        epoch.epoch(),
        known(epoch.steps()),
        known(epoch.gradientEvaluations()),
        timed ? known(epoch.trainSeconds()) : OptionalDouble.empty(),
        epoch.testAccuracy(),
        known(epoch.testLoss()),
        OptionalInt.empty(),
        Optional.of(epoch));
  }

  static Checkpoint of(StepEvaluation evaluation, TrialResult of, boolean timed) {
    return new Checkpoint(
        (double) evaluation.samplesSeen() / of.settings().samplesAnEpoch(),
        OptionalDouble.of((double) evaluation.steps()),
        OptionalDouble.of((double) evaluation.gradientEvaluations()),
        timed ? OptionalDouble.of(evaluation.trainSeconds()) : OptionalDouble.empty(),
        evaluation.testAccuracy(),
        OptionalDouble.of(evaluation.testLoss()),
        OptionalInt.of(evaluation.testSamples()),
        Optional.empty());
  }

  private static OptionalDouble known(Optional<? extends Number> figure) {
    return figure
        .map(number -> OptionalDouble.of(number.doubleValue()))
        .orElseGet(OptionalDouble::empty);
  }

  /** Where it stands among the evaluations of its run: by steps, or epochs where nobody counted. */
  double position() {
    return steps.orElse(epochs);
  }

  /**
   * The evaluations that all of some runs have at the same steps, each with one of every run: a
   * mean over changing runs would jump for no reason.
   */
  public static List<List<Checkpoint>> common(List<LearningCurve> curves) {
    return curves.isEmpty()
        ? List.of()
        : curves.get(0).checkpoints().stream()
            .map(point -> curves.stream().flatMap(c -> c.at(point.position()).stream()).toList())
            .filter(points -> points.size() == curves.size())
            .toList();
  }

  OptionalDouble cost(Cost cost) {
    return switch (cost) {
      case EPOCHS -> OptionalDouble.of(epochs);
      case STEPS -> steps;
      case GRADIENT_EVALUATIONS -> gradientEvaluations;
      case TRAIN_SECONDS -> trainSeconds;
    };
  }
}
