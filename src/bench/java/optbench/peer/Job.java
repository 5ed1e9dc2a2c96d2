package optbench.peer;

import java.util.List;

/**
 * An experiment as people ask for it.
 *
 * @param name in tables
 * @param arguments of the command line
 * @param network a preset
 * @param batchSize samples a step
 * @param trainings how many the command trains
 * @param epochs of each, over the whole training set
 * @param triedSteps how many of libtorch's steps are timed before the job, and after it
 */
record Job(
    String name,
    List<String> arguments,
    String network,
    int batchSize,
    int trainings,
    int epochs,
    int triedSteps) {
  /** Steps of all its trainings; the last batch of an epoch may be a smaller one. */
  long steps(int samples) {
    int ofEpoch = (samples + batchSize - 1) / batchSize;
    return (long) trainings * epochs * ofEpoch;
  }
}
