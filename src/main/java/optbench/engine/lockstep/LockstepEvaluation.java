package optbench.engine.lockstep;

import optbench.engine.CrossEntropy;

/**
 * How well a network does on samples it is not trained on.
 *
 * @param loss mean cross-entropy in nats
 * @param accuracy share of right answers
 */
record LockstepEvaluation(double loss, double accuracy) {
  static LockstepEvaluation of(CrossEntropy found, int samples) {
    return new LockstepEvaluation(found.lossSum() / samples, (double) found.correct() / samples);
  }
}
