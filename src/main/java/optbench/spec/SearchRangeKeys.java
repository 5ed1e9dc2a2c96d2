package optbench.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import optbench.spec.key.Given;
import optbench.spec.key.Key;
import optbench.spec.key.ListType;
import optbench.spec.key.ObjectType;
import optbench.spec.key.ValueType;

/** How a file says where values of a hyper-parameter are looked for. */
final class SearchRangeKeys {
  /** As it could stand in a file. */
  static final Map<String, Object> EXAMPLE = example();

  private static final Key<List<Double>> VALUES =
      Key.of(
          "values",
          ValueType.list(
              "numbers",
              "The values themselves",
              2,
              SearchRange.MOST_POINTS,
              ValueType.number("A value")));

  private static final Key<List<Double>> LINEAR =
      Key.of("linear", ends("From the first number to the second, in steps of equal difference"));

  private static final Key<List<Double>> LOG =
      Key.of("log", ends("From the first number to the second, in steps of equal ratio"));

  private static final Key<Integer> POINTS =
      Key.of(
          "points",
          ValueType.integer(
              "How many of them a grid has, both ends included", 2, SearchRange.MOST_POINTS));

  /** Values, or from one number to another. */
  static final ValueType<SearchRange> TYPE =
      ObjectType.<SearchRange>of("Where to look for it: exactly one of values, linear and log")
          .optional(VALUES, range -> values(range).map(SearchRange.Values::values))
          .optional(
              LINEAR, range -> between(range).filter(b -> !b.log()).map(SearchRangeKeys::ends))
          .optional(LOG, range -> between(range).filter(b -> b.log()).map(SearchRangeKeys::ends))
          .optional(POINTS, range -> between(range).flatMap(b -> Optionals.of(b.points())))
          .example("log", EXAMPLE.get("log"), "points", EXAMPLE.get("points"))
          .reads(SearchRangeKeys::read)
          .named("search-range");

  private SearchRangeKeys() {}

  private static Map<String, Object> example() {
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("log", List.of(0.001, 1));
    example.put("points", 7);
    return example;
  }

  private static ListType<Double> ends(String doc) {
    return ValueType.list("numbers", doc, 2, 2, ValueType.number("An end"));
  }

  private static List<Double> ends(SearchRange.Between range) {
    return List.of(range.low(), range.high());
  }

  private static Optional<SearchRange.Values> values(SearchRange range) {
    return range.either(Optional::of, ends -> Optional.empty());
  }

  private static Optional<SearchRange.Between> between(SearchRange range) {
    return range.either(list -> Optional.empty(), Optional::of);
  }

  private static SearchRange read(Given given) {
    List<String> kinds = Stream.of(VALUES, LINEAR, LOG).filter(given::has).map(Key::name).toList();
    if (kinds.size() != 1) {
      throw new SpecException(
          "",
          "must have exactly one of values, linear, log but had "
              + (kinds.isEmpty() ? "none" : String.join(", ", kinds)));
    }
    if (given.has(VALUES)) {
      if (given.has(POINTS)) {
        throw new SpecException(
            "/points", "points belongs to linear and log: of values, all are taken");
      }
      return new SearchRange.Values(given.get(VALUES));
    }
    boolean log = given.has(LOG);
    List<Double> ends = given.get(log ? LOG : LINEAR);
    return new SearchRange.Between(
        ends.get(0), ends.get(1), log, Optionals.ofInt(given.find(POINTS)));
  }
}
