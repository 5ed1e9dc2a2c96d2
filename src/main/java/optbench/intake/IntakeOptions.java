package optbench.intake;

import java.util.Optional;

/**
 * What who imports logs says of them.
 *
 * @param name of the run
 * @param sharedSeeds whether trials of the same seed started from the same weights and saw the same
 *     batches
 * @param accuracy in which unit accuracies are; empty to find out
 * @param secondsOfEpoch whether seconds are those of each epoch, not all so far
 * @param stepsPerEpoch where logs count epochs alone
 * @param data like network and the following, for all trials, whatever logs say
 */
public record IntakeOptions(
    String name,
    boolean sharedSeeds,
    Optional<AccuracyUnit> accuracy,
    boolean secondsOfEpoch,
    Optional<Integer> stepsPerEpoch,
    Optional<String> data,
    Optional<String> network,
    Optional<Integer> batchSize) {}
