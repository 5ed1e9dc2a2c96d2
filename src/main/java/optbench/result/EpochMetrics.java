package optbench.result;

import java.util.Optional;

/**
 * What was measured in one epoch. Losses are mean cross-entropies in nats without penalties;
 * accuracies are fractions of 1.
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
 *     are not in it
 * @param probe what was seen from inside, if the trial was watched
 */
public record EpochMetrics(
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
  public EpochMetrics {
    Require.atLeast("epoch", 1, epoch);
    Require.atLeast("steps", 1, steps);
    Require.atLeast("gradient_evaluations", 1, gradientEvaluations);
    Require.fraction("train_accuracy", trainAccuracy);
    validationAccuracy.ifPresent(value -> Require.fraction("validation_accuracy", value));
    // Where hyper-parameters are chosen, the test set is not looked at.
    if (!(validationAccuracy.isPresent() && Double.isNaN(testAccuracy))) {
      Require.fraction("test_accuracy", testAccuracy);
    }
    Require.notNegative("train_seconds", trainSeconds);
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
        Double.NaN,
        testAccuracy,
        validationLoss.map(loss -> Double.NaN),
        validationAccuracy,
        trainSeconds,
        probe);
  }
}
