package optbench.spec;

import optbench.spec.key.ChoiceType;
import optbench.spec.key.Key;
import optbench.spec.key.ObjectType;
import optbench.spec.key.ValueType;

/**
 * What is asked of training times.
 *
 * @param reported whether they are wanted: then each trial must be trained so that its time is its
 *     own. Where only accuracy is wanted, an engine may train trials together, which is faster.
 * @param isolate whether each trial is trained in a JVM of its own, so that what earlier trials
 *     left behind, such as compiled code and a heap, does not bear on its time
 * @param repeats how often each trial is trained; the time that counts is that of the median run.
 *     More than 1 only in a JVM of its own: elsewhere the second run would find what the first one
 *     warmed up.
 */
public record TimingSpec(boolean reported, boolean isolate, int repeats) {
  /** More would be a slip of the finger. */
  private static final int MOST_REPEATS = 100;

  private static final Key<Boolean> ISOLATE =
      Key.of("isolate", ValueType.flag("Whether each trial is trained in a JVM of its own"))
          .byDefault(false);

  private static final Key<Integer> REPEATS =
      Key.of(
              "repeats",
              ValueType.integer(
                  "How often each trial is trained, in a JVM of its own each time; the time of the median run counts",
                  1,
                  MOST_REPEATS))
          .byDefault(1);

  /** Who says how times are to be taken wants them. */
  private static final ObjectType<TimingSpec> MAPPING =
      ObjectType.<TimingSpec>of("Training times are wanted, and how they are taken")
          .with(ISOLATE, TimingSpec::isolate)
          .with(REPEATS, TimingSpec::repeats)
          .example("isolate", true, "repeats", 3)
          .reads(given -> new TimingSpec(true, given.get(ISOLATE), given.get(REPEATS)));

  static final Key<TimingSpec> KEY =
      Key.of(
              "timing",
              ChoiceType.<TimingSpec>of("Whether training times are wanted, and how they are taken")
                  .way(
                      ValueType.flag("Without them, engines may train optimizers together")
                          .as(TimingSpec::new, TimingSpec::reported),
                      timing -> !timing.isolate())
                  .way(MAPPING, TimingSpec::isolate))
          .byDefault(true);

  /** Times are wanted: the default. */
  public static final TimingSpec REPORTED = new TimingSpec(true);

  /** Only accuracy is wanted. */
  public static final TimingSpec OFF = new TimingSpec(false);

  public TimingSpec {
    REPEATS.require(repeats);
    if (repeats > 1 && !isolate) {
      throw new SpecException("/repeats", "must be 1 unless isolate is true but was " + repeats);
    }
    if (isolate && !reported) {
      throw new SpecException(
          "/isolate", "must be false where times are not reported but was true");
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
