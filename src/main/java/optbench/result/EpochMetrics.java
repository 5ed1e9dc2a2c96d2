package optbench.result;

import java.util.Optional;

/**
 * What was measured in one epoch. Losses are mean cross-entropies in nats without penalties;
 * accuracies are fractions of 1. What an Optional holds is there of every trial of ours, and of
 * imported ones as far as they say it.
 *
 * @param epoch counted from 1
 * @param steps parameter updates so far
 * @param gradientEvaluations how often loss and gradient were computed so far: as often as there
 *     were steps, or more where the optimizer searches along a line
 * @param trainLoss mean over the epoch's batches as they were trained on, dropout and all: the
 *     figure that Keras shows
 * @param trainAccuracy likewise
 * @param testLoss on the whole test set, after the epoch; not a number if a parameter is none
 * @param testAccuracy likewise
 * @param validationLoss on the held-out samples, after the epoch, if there are any
 * @param validationAccuracy likewise
 * @param trainSeconds time in gradient and update so far; evaluation, staging of data and logging
 *     are not in it. What it holds of imported trials, only who took it knows
 * @param probe what was seen from inside, if the trial was watched
 */
public record EpochMetrics(
    int epoch,
    Optional<Long> steps,
    Optional<Long> gradientEvaluations,
    Optional<Double> trainLoss,
    Optional<Double> trainAccuracy,
    Optional<Double> testLoss,
    double testAccuracy,
    Optional<Double> validationLoss,
    Optional<Double> validationAccuracy,
    Optional<Double> trainSeconds,
    Optional<EpochProbe> probe) {
  public EpochMetrics {
    Require.atLeast("epoch", 1, epoch);
    steps.ifPresent(value -> Require.atLeast("steps", 1, value));
    gradientEvaluations.ifPresent(value -> Require.atLeast("gradient_evaluations", 1, value));
    trainAccuracy.ifPresent(value -> Require.fraction("train_accuracy", value));
    validationAccuracy.ifPresent(value -> Require.fraction("validation_accuracy", value));
    // Where hyper-parameters are chosen, the test set is not looked at.
    if (!(validationAccuracy.isPresent() && Double.isNaN(testAccuracy))) {
      Require.fraction("test_accuracy", testAccuracy);
    }
    trainSeconds.ifPresent(value -> Require.notNegative("train_seconds", value));
  }

  /** Of a trial of which all is known. */
  public EpochMetrics(
      int epoch,
      long steps,
      long gradientEvaluations,
      double trainLoss,
      double trainAccuracy,
      double testLoss,
      double testAccuracy,
      Optional<Double> validationLoss,
      Optional<Double> validationAccuracy,
      double trainSeconds,
      Optional<EpochProbe> probe) {
    this(
        epoch,
        Optional.of(steps),
        Optional.of(gradientEvaluations),
        Optional.of(trainLoss),
        Optional.of(trainAccuracy),
        Optional.of(testLoss),
        testAccuracy,
        validationLoss,
        validationAccuracy,
        Optional.of(trainSeconds),
        probe);
  }

  /**
   * The same of a network whose parameters are not all finite numbers. Whatever it answers it has
   * no loss: units that are dead, and windows that look for the largest, may hide them.
   */
  public EpochMetrics ofBrokenNetwork() {
    return new EpochMetrics(
        epoch,
        steps,
        gradientEvaluations,
        trainLoss,
        trainAccuracy,
        Optional.of(Double.NaN),
        testAccuracy,
        validationLoss.map(loss -> Double.NaN),
        validationAccuracy,
        trainSeconds,
        probe);
  }

  /** The same without the time that it took. */
  public EpochMetrics untimed() {
    return new EpochMetrics(
        epoch,
        steps,
        gradientEvaluations,
        trainLoss,
        trainAccuracy,
        testLoss,
        testAccuracy,
        validationLoss,
        validationAccuracy,
        Optional.empty(),
        probe);
  }
}
