package optbench.spec;

/**
 * What is asked of training times.
 *
 * @param reported whether they are wanted: then each trial must be trained so that its time is its
 *     own. Where only accuracy is wanted, an engine may train trials together, which is faster.
 * @param isolate whether each trial is trained in a JVM of its own, so that what earlier trials
 *     left behind, such as compiled code and a heap, does not bear on its time
 * @param repeats how often each trial is trained, 1 to {@link #MOST_REPEATS}; the time that counts
 *     is that of the median run. More than 1 only in a JVM of its own: elsewhere the second run
 *     would find what the first one warmed up.
 */
public record TimingSpec(boolean reported, boolean isolate, int repeats) {
  /** More would be a slip of the finger. */
  public static final int MOST_REPEATS = 100;

  /** Times are wanted: the default. */
  public static final TimingSpec REPORTED = new TimingSpec(true);

  /** Only accuracy is wanted. */
  public static final TimingSpec OFF = new TimingSpec(false);

  public TimingSpec {
    if (repeats < 1 || repeats > MOST_REPEATS) {
      throw new SpecException(
          "/timing/repeats",
          "must be an integer from 1 to " + MOST_REPEATS + " but was " + repeats);
    }
    if (repeats > 1 && !isolate) {
      throw new SpecException(
          "/timing/repeats", "must be 1 unless isolate is true but was " + repeats);
    }
    if (isolate && !reported) {
      throw new SpecException(
          "/timing/isolate", "must be false where times are not reported but was true");
    }
  }

  /** All trials in one JVM, once each. */
  public TimingSpec(boolean reported) {
    this(reported, false, 1);
  }

  /** Each trial in a JVM of its own, so many times. */
  public static TimingSpec isolated(int repeats) {
    return new TimingSpec(true, true, repeats);
  }
}
