package optbench.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;
import optbench.spec.SearchRange;
import optbench.spec.Seeds;
import optbench.spec.Selection;
import optbench.spec.SpecException;
import optbench.spec.TuneSpec;

/** Hyper-parameters to look for, in both directions. What is read has passed the schema. */
final class TuneTree {
  private TuneTree() {}

  /**
   * Reads the mapping.
   *
   * @throws SpecException if its values do not go together; its path begins with {@code /tune}
   */
  static TuneSpec read(JsonNode node) {
    return SpecTree.below(
        "/" + TuneSchema.KEY,
        () ->
            new TuneSpec(
                TuneSpec.Search.valueOf(word(node, "search", TuneSpec.Search.GRID.id())),
                ranges(node.get(TuneSchema.HYPER_PARAMETERS)),
                node.has("trials")
                    ? OptionalInt.of(node.get("trials").asInt())
                    : OptionalInt.empty(),
                Selection.valueOf(word(node, "select", Selection.VALIDATION_ACCURACY.id())),
                seeds(node.path("seeds"))));
  }

  private static String word(JsonNode node, String key, String usual) {
    return node.path(key).asText(usual).toUpperCase(Locale.ROOT);
  }

  private static Map<String, SearchRange> ranges(JsonNode node) {
    Map<String, SearchRange> ranges = new LinkedHashMap<>();
    node.properties()
        .forEach(
            entry ->
                ranges.put(
                    entry.getKey(),
                    SpecTree.below(
                        Pointers.child("/" + TuneSchema.HYPER_PARAMETERS, entry.getKey()),
                        () -> range(entry.getValue()))));
    return ranges;
  }

  private static SearchRange range(JsonNode node) {
    List<String> given =
        List.of(TuneSchema.VALUES, TuneSchema.LINEAR, TuneSchema.LOG).stream()
            .filter(node::has)
            .toList();
    if (given.size() != 1) {
      throw new SpecException(
          "",
          "must have exactly one of values, linear, log but had "
              + (given.isEmpty() ? "none" : String.join(", ", given)));
    }
    String kind = given.get(0);
    List<Double> numbers = numbers(node.get(kind));
    if (kind.equals(TuneSchema.VALUES)) {
      if (node.has("points")) {
        throw new SpecException(
            "/points", "points belongs to linear and log: of values, all are taken");
      }
      return new SearchRange.Values(numbers);
    }
    return new SearchRange.Between(
        numbers.get(0),
        numbers.get(1),
        kind.equals(TuneSchema.LOG),
        node.has("points") ? OptionalInt.of(node.get("points").asInt()) : OptionalInt.empty());
  }

  private static List<Double> numbers(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asDouble).toList();
  }

  private static Seeds seeds(JsonNode node) {
    if (!node.isArray()) {
      return TuneSpec.seeds(node.asInt(TuneSpec.DEFAULT_SEEDS));
    }
    List<Long> seeds = new ArrayList<>();
    node.forEach(seed -> seeds.add(seed.asLong()));
    return new Seeds(seeds);
  }

  /** The inverse, with everything written out. */
  static Map<String, Object> write(TuneSpec tune) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("search", tune.search().id());
    Map<String, Object> ranges = new LinkedHashMap<>();
    tune.hyperParameters().forEach((name, range) -> ranges.put(name, write(range)));
    tree.put(TuneSchema.HYPER_PARAMETERS, ranges);
    tune.trials().ifPresent(trials -> tree.put("trials", (long) trials));
    tree.put("select", tune.select().id());
    tree.put("seeds", tune.seeds().values());
    return tree;
  }

  private static Map<String, Object> write(SearchRange range) {
    return range.either(list -> Map.of(TuneSchema.VALUES, list.values()), TuneTree::write);
  }

  private static Map<String, Object> write(SearchRange.Between between) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(
        between.log() ? TuneSchema.LOG : TuneSchema.LINEAR, List.of(between.low(), between.high()));
    between.points().ifPresent(points -> tree.put("points", (long) points));
    return tree;
  }
}
