package optbench.result;

/**
 * Where a trial's training time went. Steps of the warm-up are not counted.
 *
 * @param steps how many steps were timed
 * @param stepMillisMedian milliseconds a step, gradient and update together
 * @param gradientMillisMedian milliseconds a step to compute the gradient: forward and backward
 *     pass
 * @param updateMillisMedian milliseconds a step to apply the optimizer's update rule
 * @param trainSeconds sum over all steps
 * @param samplesPerSecond samples trained on per second of training time
 */
public record TimeSplit(
    long steps,
    double stepMillisMedian,
    double gradientMillisMedian,
    double updateMillisMedian,
    double trainSeconds,
    double samplesPerSecond) {}
