package optbench.optimizer;

/**
 * What an optimizer must know of the training it serves.
 *
 * @param seed of its random numbers
 * @param totalSteps of the whole training: schedules run out at its end
 * @param stepsPerEpoch the last batch of an epoch counts as a step, however small
 */
public record Training(long seed, long totalSteps, long stepsPerEpoch) {}
