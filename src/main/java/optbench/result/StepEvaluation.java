package optbench.result;

/**
 * How a network did on the test set between two steps of an epoch.
 *
 * @param steps parameter updates so far
 * @param gradientEvaluations as in {@link EpochMetrics}
 * @param samplesSeen training samples that the steps have seen
 * @param testLoss mean cross-entropy in nats; not a number if a parameter is none
 * @param testAccuracy fraction of 1
 * @param testSamples how many were evaluated: the whole test set, or as many evenly spread over it
 * @param trainSeconds as in {@link EpochMetrics}
 */
public record StepEvaluation(
    long steps,
    long gradientEvaluations,
    long samplesSeen,
    double testLoss,
    double testAccuracy,
    int testSamples,
    double trainSeconds) {
  public StepEvaluation {
    Require.atLeast("steps", 1, steps);
    Require.atLeast("gradient_evaluations", 1, gradientEvaluations);
    Require.atLeast("samples_seen", 1, samplesSeen);
    Require.fraction("test_accuracy", testAccuracy);
    Require.atLeast("test_samples", 1, testSamples);
    Require.notNegative("train_seconds", trainSeconds);
  }
}
