package optbench.result;

/**
 * How even a trial's steps were: its steps are cut into chunks of consecutive ones, of equal length
 * within one step, and these figures are over the medians of the chunks. A machine that was
 * disturbed for a while shows here, where the median of all steps hides it.
 *
 * @param chunks how many there are, at most as many as steps
 * @param leastMillis milliseconds a step in the fastest chunk
 * @param lowerQuartileMillis a quarter of the chunks were as fast or faster
 * @param upperQuartileMillis a quarter of the chunks were as slow or slower
 * @param mostMillis milliseconds a step in the slowest chunk
 */
public record StepSpread(
    int chunks,
    double leastMillis,
    double lowerQuartileMillis,
    double upperQuartileMillis,
    double mostMillis) {
  public StepSpread {
    Require.atLeast("chunks", 1, chunks);
    Require.notNegative("least_millis", leastMillis);
    Require.notNegative("lower_quartile_millis", lowerQuartileMillis);
    Require.notNegative("upper_quartile_millis", upperQuartileMillis);
    Require.notNegative("most_millis", mostMillis);
  }
}
