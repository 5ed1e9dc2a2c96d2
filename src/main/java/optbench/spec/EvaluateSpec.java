package optbench.spec;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import optbench.spec.key.ChoiceType;
import optbench.spec.key.Key;
import optbench.spec.key.ObjectType;
import optbench.spec.key.ValueType;

/**
 * At which steps of the first epoch, in which most of the way to many targets is made, test
 * accuracy is evaluated. After each epoch it is evaluated in any case, on the whole test set. It
 * changes nothing in the training and is not on its clock, so that it is no part of what identifies
 * a trial.
 *
 * @param from the first step
 * @param perDecade how many there are from a step to the tenfold of it, evenly spaced on a log
 *     scale
 * @param samples of the test set that are evaluated, all of it if it has fewer; empty: as many as
 *     cost less than a tenth of the training
 */
public record EvaluateSpec(int from, int perDecade, OptionalInt samples) {
  private static final String BY_STEP = "by_step";
  private static final String BY_EPOCH = "by_epoch";
  private static final int LATEST_START = 1_000_000;

  /** From here on, half of the steps from 10 to 100 are evaluated. */
  private static final int MOST_PER_DECADE = 50;

  private static final Key<Integer> FROM =
      Key.of("from", ValueType.integer("The first step to evaluate after", 1, LATEST_START))
          .byDefault(10);

  private static final Key<Integer> PER_DECADE =
      Key.of(
              "per_decade",
              ValueType.integer(
                  "Steps from one to the tenfold of it, evenly spaced on a log scale",
                  1,
                  MOST_PER_DECADE))
          .byDefault(8);

  private static final Key<Integer> SAMPLES =
      Key.of(
              "samples",
              ValueType.integer(
                  "Test images to evaluate, evenly spread over the test set", 1, BatchSize.MOST))
          .comment("if left out: as many as cost less than a tenth of the training");

  private static final ObjectType<EvaluateSpec> MAPPING =
      ObjectType.<EvaluateSpec>of("At which steps of the first epoch, and on how many test images")
          .with(FROM, EvaluateSpec::from)
          .with(PER_DECADE, EvaluateSpec::perDecade)
          .optional(SAMPLES, e -> Optionals.of(e.samples()))
          .example("per_decade", 20, "samples", 2000)
          .reads(
              given ->
                  new EvaluateSpec(
                      given.get(FROM),
                      given.get(PER_DECADE),
                      Optionals.ofInt(given.find(SAMPLES))));

  /** What {@code by_step} means. */
  public static final EvaluateSpec DEFAULT =
      new EvaluateSpec(FROM.defaultValue(), PER_DECADE.defaultValue(), OptionalInt.empty());

  static final Key<Optional<EvaluateSpec>> KEY =
      Key.of(
              "evaluate",
              ChoiceType.<Optional<EvaluateSpec>>of(
                      "When test accuracy is evaluated: by_epoch after each epoch, by_step at steps of the first one, too, on as many test images as cost less than a tenth of the training")
                  .way(
                      ValueType.words(
                              "evaluation", "The usual steps, or none", List.of(BY_STEP, BY_EPOCH))
                          .as(
                              word ->
                                  word.equals(BY_STEP) ? Optional.of(DEFAULT) : Optional.empty(),
                              evaluate -> evaluate.isPresent() ? BY_STEP : BY_EPOCH),
                      evaluate -> evaluate.isEmpty() || evaluate.get().equals(DEFAULT))
                  .way(MAPPING.as(Optional::of, Optional::get), evaluate -> true))
          .byDefault(BY_STEP);

  public EvaluateSpec {
    FROM.require(from);
    PER_DECADE.require(perDecade);
    if (samples.isPresent()) {
      SAMPLES.require(samples.getAsInt());
    }
  }

  /** The steps before a given one, rising: 10, 13, 18, 24, 32, 42, 56, 75, 100 and so on. */
  public List<Long> stepsBefore(long end) {
    double decades = Math.log10(Math.max(1.0, (double) end / from));
    return LongStream.rangeClosed(0, (long) Math.ceil(decades * perDecade))
        .map(i -> Math.round(from * Math.pow(10, (double) i / perDecade)))
        .filter(step -> step < end)
        .distinct()
        .boxed()
        .toList();
  }
}
