package optbench.run;

/**
 * How long training is expected to take, in seconds of wall-clock time: with preparation, staging
 * of data and evaluation, without tables and charts.
 *
 * @param seconds from the median of what was measured
 * @param low from the fastest of it
 * @param high from the slowest of it
 * @param kinds how many distinct kinds of training were tried
 * @param unknown groups of trials whose kind could not be timed; they are not in the sums
 * @param bytes that the trials' files take on the disk
 */
public record CostEstimate(
    double seconds, double low, double high, int kinds, int unknown, long bytes) {
  /** Nothing is left to train. */
  public static final CostEstimate NOTHING = new CostEstimate(0, 0, 0, 0, 0, 0);

  /** Of each trial so many runs; its file does not grow by that. */
  public CostEstimate repeated(int times) {
    return new CostEstimate(seconds * times, low * times, high * times, kinds, unknown, bytes);
  }

  /** Of both, one after the other. */
  public CostEstimate plus(CostEstimate other) {
    return new CostEstimate(
        seconds + other.seconds,
        low + other.low,
        high + other.high,
        kinds + other.kinds,
        unknown + other.unknown,
        bytes + other.bytes);
  }
}
