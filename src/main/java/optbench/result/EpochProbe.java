package optbench.result;

import java.util.OptionalDouble;

/**
 * What was seen of a training from inside in one epoch. A change is that of a trained parameter in
 * one step, as float32 holds it.
 *
 * @param weightNorm root of the sum of squares of all weights, without biases, after the epoch
 * @param largestStep the largest change, sign aside, of any parameter in any step of the epoch
 * @param largestStepOverRate the same with each step divided by the learning rate in force then;
 *     empty where the optimizer searches along a line or the rate was 0 all along
 * @param effectiveRate median, in the epoch's last step, of change divided by gradient, signs
 *     aside, over the parameters whose gradient was not 0; the gradient is that of the loss, before
 *     penalties, noise and clipping. Empty where the optimizer searches along a line
 * @param trainLossAfter after the epoch and evaluated as the test set is, on the first training
 *     samples, 10,000 at most
 * @param trainAccuracyAfter likewise
 */
public record EpochProbe(
    double weightNorm,
    double largestStep,
    OptionalDouble largestStepOverRate,
    OptionalDouble effectiveRate,
    double trainLossAfter,
    double trainAccuracyAfter) {}
