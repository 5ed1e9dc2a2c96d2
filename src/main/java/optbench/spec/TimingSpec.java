package optbench.spec;

/**
 * What is asked of training times.
 *
 * @param reported whether they are wanted: then each trial must be trained so that its time is its
 *     own. Where only accuracy is wanted, an engine may train trials together, which is faster.
 */
public record TimingSpec(boolean reported) {
  /** Times are wanted: the default. */
  public static final TimingSpec REPORTED = new TimingSpec(true);

  /** Only accuracy is wanted. */
  public static final TimingSpec OFF = new TimingSpec(false);
}
