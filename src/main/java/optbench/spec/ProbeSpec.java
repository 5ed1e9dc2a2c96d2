package optbench.spec;

import java.util.Optional;
import optbench.spec.key.ChoiceType;
import optbench.spec.key.Key;
import optbench.spec.key.ObjectType;
import optbench.spec.key.ValueType;

/**
 * How trainings are watched from inside, which changes nothing in them.
 *
 * @param images so many of the training set, the same for all trials, are what the loss is taken on
 *     after each of the first steps; all of it if it has fewer
 * @param steps how many steps that is done for
 */
public record ProbeSpec(int images, int steps) {
  private static final int MOST_STEPS = 100_000;

  private static final Key<Integer> IMAGES =
      Key.of(
              "images",
              ValueType.integer(
                  "Images of the training set to take the loss on", 1, BatchSize.MOST))
          .byDefault(1000);

  private static final Key<Integer> STEPS =
      Key.of(
              "steps",
              ValueType.integer("Take it after each of the first so many steps", 1, MOST_STEPS))
          .byDefault(300);

  private static final ObjectType<ProbeSpec> MAPPING =
      ObjectType.<ProbeSpec>of("What the loss is taken on, and how often")
          .with(IMAGES, ProbeSpec::images)
          .with(STEPS, ProbeSpec::steps)
          .example("images", 500, "steps", 100)
          .reads(given -> new ProbeSpec(given.get(IMAGES), given.get(STEPS)));

  /** What {@code probe: true} means. */
  public static final ProbeSpec DEFAULT =
      new ProbeSpec(IMAGES.defaultValue(), STEPS.defaultValue());

  static final Key<Optional<ProbeSpec>> KEY =
      Key.of(
              "probe",
              ChoiceType.<Optional<ProbeSpec>>of(
                      "Whether trainings are watched from inside: weights, steps, effective rates, and the loss step by step")
                  .way(
                      ValueType.flag("With the usual figures, or not at all")
                          .as(
                              on -> on ? Optional.of(DEFAULT) : Optional.empty(),
                              Optional::isPresent),
                      Optional::isEmpty)
                  .way(MAPPING.as(Optional::of, Optional::get), Optional::isPresent))
          .byDefault(false);

  public ProbeSpec {
    IMAGES.require(images);
    STEPS.require(steps);
  }
}
