package optbench.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.LongStream;

/**
 * Hyper-parameters that are looked for: every optimizer tries equally many settings, and the best
 * of each is then trained anew with the experiment's seeds.
 *
 * @param search how settings are chosen
 * @param hyperParameters where to look, by name; those of a grid say how many points
 * @param trials how many settings random search tries for each optimizer; empty for a grid, whose
 *     points say so
 * @param select what decides
 * @param seeds that settings are tried with; none of them is among the experiment's
 */
public record TuneSpec(
    Search search,
    Map<String, SearchRange> hyperParameters,
    OptionalInt trials,
    Selection select,
    Seeds seeds) {
  /** How many settings random search tries for each optimizer if it is not said. */
  public static final int DEFAULT_TRIALS = 20;

  public static final int DEFAULT_SEEDS = 1;

  /** More settings of one optimizer would be a slip of the finger. */
  public static final int MOST_TRIALS = 1000;

  /**
   * Held out where settings are to be selected and the experiment holds out nothing: a twelfth of
   * the 60 000 training samples that every data set has.
   */
  public static final int DEFAULT_VALIDATION = 5000;

  /** Before the first of the seeds that a count stands for: an experiment has at most so many. */
  private static final long BEFORE_FIRST_SEED = 1000;

  /** How settings are chosen. */
  public enum Search {
    /** Every combination of the points. */
    GRID,
    /** Drawn at random, uniformly or log-uniformly; the same numbers for every optimizer. */
    RANDOM;

    /** As written in specs. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public TuneSpec {
    Objects.requireNonNull(select);
    Objects.requireNonNull(seeds);
    hyperParameters = Collections.unmodifiableMap(new LinkedHashMap<>(hyperParameters));
    if (hyperParameters.isEmpty()) {
      throw new SpecException(
          "/hyper_parameters",
          "must say where to look for at least one, as in {learning_rate: {log: [0.001, 1], points: 7}}");
    }
    if (search == Search.GRID) {
      requireGrid(hyperParameters, trials);
    } else {
      requireRandom(hyperParameters, trials);
      trials = OptionalInt.of(trials.orElse(DEFAULT_TRIALS));
    }
  }

  /** The seeds 1001 to 1000 + {@code count}, which no count of an experiment's seeds reaches. */
  public static Seeds seeds(int count) {
    return new Seeds(
        LongStream.rangeClosed(BEFORE_FIRST_SEED + 1, BEFORE_FIRST_SEED + count).boxed().toList());
  }

  private static void requireGrid(Map<String, SearchRange> ranges, OptionalInt trials) {
    if (trials.isPresent()) {
      throw new SpecException(
          "/trials",
          "trials belongs to random search: a grid tries all of its points, so leave it out");
    }
    long settings = 1;
    for (Map.Entry<String, SearchRange> range : ranges.entrySet()) {
      settings *=
          range
              .getValue()
              .gridSize()
              .orElseThrow(
                  () ->
                      new SpecException(
                          "/hyper_parameters/" + range.getKey(),
                          "must say how many points a grid has, as in points: 9"));
      if (settings > MOST_TRIALS) {
        throw new SpecException(
            "/hyper_parameters",
            "must make at most "
                + MOST_TRIALS
                + " combinations: take fewer points, or search: random");
      }
    }
  }

  private static void requireRandom(Map<String, SearchRange> ranges, OptionalInt trials) {
    int wanted = trials.orElse(DEFAULT_TRIALS);
    if (wanted < 2 || wanted > MOST_TRIALS) {
      throw new SpecException(
          "/trials", "must be an integer from 2 to " + MOST_TRIALS + " but was " + wanted);
    }
    ranges.forEach(
        (name, range) -> {
          if (range.asksForPoints()) {
            throw new SpecException(
                "/hyper_parameters/" + name + "/points",
                "points belongs to a grid: random search draws as many as trials says, so leave it out");
          }
        });
  }
}
