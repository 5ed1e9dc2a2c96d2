package optbench.spec;

/**
 * How trainings are watched from inside, which changes nothing in them.
 *
 * @param images so many of the training set, the same for all trials, are what the loss is taken on
 *     after each of the first steps; all of it if it has fewer
 * @param steps how many steps that is done for
 */
public record ProbeSpec(int images, int steps) {
  public static final int DEFAULT_IMAGES = 1000;
  public static final int DEFAULT_STEPS = 300;

  /** What {@code probe: true} means. */
  public static final ProbeSpec DEFAULT = new ProbeSpec(DEFAULT_IMAGES, DEFAULT_STEPS);

  public ProbeSpec {
    if (images < 1) {
      throw new SpecException(
          "/probe/images", "must be an integer of at least 1 but was " + images);
    }
    if (steps < 1) {
      throw new SpecException("/probe/steps", "must be an integer of at least 1 but was " + steps);
    }
  }
}
