package optbench.spec;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import optbench.spec.key.Key;
import optbench.spec.key.MapType;
import optbench.spec.key.ObjectType;
import optbench.spec.key.ValueType;

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
  private static final int DEFAULT_TRIALS = 20;

  /** More settings of one optimizer would be a slip of the finger. */
  private static final int MOST_TRIALS = 1000;

  /**
   * Held out where settings are to be selected and the experiment holds out nothing: a twelfth of
   * the 60 000 training samples that every data set has.
   */
  static final int DEFAULT_VALIDATION = 5000;

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

  private static final Key<Search> SEARCH =
      Key.of(
              "search",
              ValueType.words(
                  "search",
                  "grid: every combination of the points; random: the same draws for every optimizer",
                  Arrays.asList(Search.values()),
                  Search::id))
          .byDefault(Search.GRID.id());

  private static final Key<Integer> TRIALS =
      Key.of(
              "trials",
              ValueType.integer(
                  "Settings that random search tries for each optimizer", 2, MOST_TRIALS))
          .comment(DEFAULT_TRIALS + " if left out; a grid has as many as its points make");

  private static final Key<Selection> SELECT =
      Key.of(
              "select",
              ValueType.words(
                  "figure to select by",
                  "What decides, at the last epoch",
                  Arrays.asList(Selection.values()),
                  Selection::id))
          .byDefault(Selection.VALIDATION_ACCURACY.id());

  private static final Key<Seeds> SEEDS =
      Key.of(
              "seeds",
              Seeds.type(
                  "How often to train each setting: seeds 1001 to 1000 and this count, or a list of seeds, none of them the experiment's",
                  TuneSpec::seeds))
          .byDefault(1);

  /**
   * The key. Hyper-parameters stand below a key of their own: a plug-in's may be called {@code
   * trials} or {@code seeds}, and later keys of tuning must not take the name of anybody's
   * hyper-parameter.
   *
   * @param names of hyper-parameters
   */
  static Key<TuneSpec> key(List<String> names) {
    Map<String, Object> example = Map.of("learning_rate", SearchRangeKeys.EXAMPLE);
    Key<Map<String, SearchRange>> hyperParameters =
        Key.of(
                "hyper_parameters",
                MapType.of("Where to look for each, by name", names, SearchRangeKeys.TYPE, example))
            .required();
    return Key.of(
        "tune",
        ObjectType.<TuneSpec>of(
                "Hyper-parameters to look for: each optimizer tries equally many settings, and the best on held-out samples is trained anew")
            .with(SEARCH, TuneSpec::search)
            .with(hyperParameters, TuneSpec::hyperParameters)
            .optional(TRIALS, tune -> Optionals.of(tune.trials))
            .with(SELECT, TuneSpec::select)
            .with(SEEDS, TuneSpec::seeds)
            .example(hyperParameters.name(), example)
            .reads(
                given ->
                    new TuneSpec(
                        given.get(SEARCH),
                        given.get(hyperParameters),
                        Optionals.ofInt(given.find(TRIALS)),
                        given.get(SELECT),
                        given.get(SEEDS))));
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
    trials.ifPresent(TRIALS::require);
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
