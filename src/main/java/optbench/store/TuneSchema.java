package optbench.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import optbench.plan.Vocabulary;
import optbench.plan.Vocabulary.HyperParameterWords;
import optbench.spec.SearchRange;
import optbench.spec.Selection;
import optbench.spec.TuneSpec;

/**
 * What may be said of hyper-parameters that are looked for.
 *
 * <p>They stand below a key of their own: a plug-in's may be called {@code trials} or {@code
 * seeds}, and later keys of tuning must not take the name of anybody's hyper-parameter.
 */
final class TuneSchema {
  static final String KEY = "tune";
  static final String HYPER_PARAMETERS = "hyper_parameters";
  static final String RANGE = "search-range";
  static final String VALUES = "values";
  static final String LINEAR = "linear";
  static final String LOG = "log";

  private TuneSchema() {}

  /**
   * The mapping below {@link #KEY}.
   *
   * @param seeds the schema of a number of seeds or a list of them
   */
  static ObjectNode node(Vocabulary vocabulary, ObjectNode seeds) {
    ObjectNode node =
        SchemaNodes.object(
            "Hyper-parameters to look for: each optimizer tries equally many settings, and the best on held-out samples is trained anew");
    ObjectNode keys = node.putObject("properties");
    keys.set(
        "search",
        SchemaNodes.words(
                "search",
                "grid: every combination of the points; random: the same draws for every optimizer",
                Arrays.stream(TuneSpec.Search.values()).map(TuneSpec.Search::id).toList())
            .put("default", TuneSpec.Search.GRID.id()));
    keys.set(HYPER_PARAMETERS, hyperParameters(vocabulary));
    keys.set(
        "trials",
        SchemaNodes.integer(
                "Settings that random search tries for each optimizer", 2, TuneSpec.MOST_TRIALS)
            .put("$comment", "20 if left out; a grid has as many as its points make"));
    keys.set(
        "select",
        SchemaNodes.words(
                "figure to select by",
                "What decides, at the last epoch",
                Arrays.stream(Selection.values()).map(Selection::id).toList())
            .put("default", Selection.VALIDATION_ACCURACY.id()));
    keys.set(
        "seeds",
        seeds
            .put(
                "description",
                "How often to train each setting: seeds 1001 to 1000 and this count, or a list of seeds, none of them the experiment's")
            .put("default", TuneSpec.DEFAULT_SEEDS));
    node.putArray("required").add(HYPER_PARAMETERS);
    example(
        node.putArray("examples")
            .addObject()
            .putObject(HYPER_PARAMETERS)
            .putObject("learning_rate"));
    return node;
  }

  /** For the schema's {@code $defs}: values of one hyper-parameter. */
  static ObjectNode range() {
    ObjectNode node =
        SchemaNodes.object("Where to look for it: exactly one of values, linear and log");
    ObjectNode keys = node.putObject("properties");
    keys.set(
        VALUES,
        SchemaNodes.array(
            "numbers",
            "The values themselves",
            2,
            SearchRange.MOST_POINTS,
            SchemaNodes.number("A value")));
    keys.set(LINEAR, ends("From the first number to the second, in steps of equal difference"));
    keys.set(LOG, ends("From the first number to the second, in steps of equal ratio"));
    keys.set(
        "points",
        SchemaNodes.integer(
            "How many of them a grid has, both ends included", 2, SearchRange.MOST_POINTS));
    example(node.putArray("examples").addObject());
    return node;
  }

  private static ObjectNode ends(String meaning) {
    return SchemaNodes.array("numbers", meaning, 2, 2, SchemaNodes.number("An end"));
  }

  private static void example(ObjectNode range) {
    ArrayNode ends = range.putArray(LOG);
    ends.add(0.001).add(1);
    range.put("points", 7);
  }

  private static ObjectNode hyperParameters(Vocabulary vocabulary) {
    ObjectNode node = SchemaNodes.object("Where to look for each, by name");
    ObjectNode keys = node.putObject("properties");
    example(node.putArray("examples").addObject().putObject("learning_rate"));
    names(vocabulary).forEach(name -> keys.putObject(name).put("$ref", "#/$defs/" + RANGE));
    return node;
  }

  /** What is true or false is no quantity: its two cases are two entries of optimizers. */
  private static Set<String> names(Vocabulary vocabulary) {
    List<HyperParameterWords> all =
        vocabulary.optimizers().stream().flatMap(o -> o.hyperParameters().stream()).toList();
    Set<String> names = new LinkedHashSet<>();
    all.stream().filter(words -> !words.flag()).forEach(words -> names.add(words.name()));
    return names;
  }
}
