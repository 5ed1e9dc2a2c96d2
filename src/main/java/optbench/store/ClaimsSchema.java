package optbench.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import optbench.claims.AggregateFunction;
import optbench.claims.ClaimsFile;
import optbench.claims.Measure;

/** What may stand in a claims file, as JSON Schema; it keeps the habits of {@link SpecSchema}. */
public final class ClaimsSchema {
  static final String CONTENDER = "experiment/label";
  private static final int MOST_CLAIMS = 1000;
  private static final int MOST_CONTENDERS = 100;
  private static final double LOWEST_TARGET = 0.1;

  private final ObjectNode root = build();

  /** The document, indented, with a line end at its end. */
  public String text() {
    return Json.pretty(root) + "\n";
  }

  ObjectNode root() {
    return root;
  }

  private static ObjectNode build() {
    ObjectNode node = SchemaNodes.object("Claims about optimizers, and experiments that test them");
    node.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    node.put("title", "optbench claims");
    ObjectNode keys = node.putObject("properties");
    keys.set(
        "$schema",
        SchemaNodes.text("Where the schema is", "the address of a schema")
            .put("$comment", "read by editors, ignored here"));
    keys.set(
        "level",
        SchemaNodes.number("The chance of even one false verdict in the file that is put up with")
            .put("exclusiveMinimum", 0)
            .put("maximum", ClaimsFile.HIGHEST_LEVEL)
            .put("default", ClaimsFile.DEFAULT_LEVEL));
    keys.set(
        "notice",
        line(
            "What a reader must know of how claims, comparisons and seeds came about; shown above all"
                + " verdicts"));
    keys.set(
        "experiments",
        named(
            "Spec files by the names that tests use; relative to this file",
            SchemaNodes.text("A spec file", "a path").put("minLength", 1)));
    keys.set("sources", named("Who claims, by the keys that claims use", source()));
    keys.set("claims", SchemaNodes.array("claims", "What is claimed", 1, MOST_CLAIMS, claim()));
    node.putArray("required").add("claims");
    node.putArray("examples").add(example());
    return node;
  }

  /** A mapping whose keys the author chooses. */
  private static ObjectNode named(String meaning, ObjectNode values) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("type", "object").put("description", meaning);
    node.set("additionalProperties", values);
    node.set("propertyNames", key("A name"));
    return node;
  }

  private static ObjectNode key(String title) {
    return SchemaNodes.text(
            title, "1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit")
        .put("pattern", "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$");
  }

  private static ObjectNode source() {
    ObjectNode node = SchemaNodes.object("An article, or whoever claims");
    ObjectNode keys = node.putObject("properties");
    keys.set("title", line("Its title"));
    keys.set("by", line("Author or publisher"));
    keys.set("url", line("Where it is to be read"));
    node.putArray("required").add("title");
    node.putArray("examples").addObject().put("title", "On optimizers").put("by", "A. Author");
    return node;
  }

  private static ObjectNode claim() {
    ObjectNode node = SchemaNodes.object("Something that was claimed");
    ObjectNode keys = node.putObject("properties");
    keys.set("id", key("Names the claim"));
    keys.set(
        "sources",
        SchemaNodes.array(
            "keys of sources", "Who claims it", 0, MOST_CONTENDERS, line("A key of sources")));
    keys.set("text", line("What is claimed, in a sentence"));
    keys.set(
        "tests",
        SchemaNodes.array(
            "tests", "All must hold for the claim to be supported", 1, MOST_CONTENDERS, test()));
    keys.set("untestable", line("In place of tests: why it cannot be tested here"));
    keys.set("note", line("A remark that is shown with the verdict"));
    node.putArray("required").add("id").add("text");
    node.putArray("examples").add(exampleOfClaim());
    return node;
  }

  private static ObjectNode test() {
    ObjectNode node = SchemaNodes.object("One side against others, paired by seed");
    ObjectNode keys = node.putObject("properties");
    keys.set(
        "measure",
        SchemaNodes.words(
            "measure",
            "What is compared",
            Arrays.stream(Measure.values()).map(Measure::id).toList()));
    keys.set(
        "target",
        SchemaNodes.number("The test accuracy to be reached, as a fraction of 1")
            .put("exclusiveMinimum", LOWEST_TARGET)
            .put("exclusiveMaximum", 1));
    keys.set("epoch", SchemaNodes.integer("Counted from 1", 1, SpecSchema.MOST_EPOCHS));
    keys.set("of", SchemaNodes.anyOf("What is greater or less", contender(), group()));
    keys.set("greater_than", references("What it is greater than"));
    keys.set("less_than", references("What it is less than"));
    keys.set(
        "factor",
        SchemaNodes.number("At least so many times as large, or as small")
            .put("exclusiveMinimum", 0)
            .put("default", 1));
    keys.set(
        "margin",
        SchemaNodes.anyOf(
            "A difference that makes none; if left out, 0.2pt for accuracies and 5% for quantities that are compared as ratios",
            SchemaNodes.text("points or percent", "points such as 0.2pt, percent such as 5%")
                .put("pattern", "^[0-9]+(\\.[0-9]+)?(pt|%)$"),
            SchemaNodes.number("In the measure's unit").put("exclusiveMinimum", 0)));
    node.putArray("required").add("measure").add("of");
    node.putArray("examples").add(exampleOfTest());
    return node;
  }

  private static ObjectNode references(String meaning) {
    ObjectNode list =
        SchemaNodes.array(
            "contenders",
            "Each of these",
            1,
            MOST_CONTENDERS,
            SchemaNodes.anyOf("One of them", contender(), group()));
    return SchemaNodes.anyOf(meaning, contender(), group(), SchemaNodes.number("A number"), list);
  }

  private static ObjectNode contender() {
    return SchemaNodes.text("An optimizer of an experiment", CONTENDER)
        .put("pattern", "^[^/]+/.+$");
  }

  private static ObjectNode group() {
    ObjectNode node = SchemaNodes.object("One figure of several optimizers, for each seed");
    ObjectNode keys = node.putObject("properties");
    ObjectNode labels =
        SchemaNodes.array(
            "contenders", "Who is in it; * stands for any text", 1, MOST_CONTENDERS, contender());
    keys.set("labels", SchemaNodes.anyOf("Who is in it", contender(), labels));
    keys.set(
        "take",
        SchemaNodes.words(
            "figure of a group",
            "Which figure: the best or worst as the measure counts, mean, largest less smallest, standard deviation",
            Arrays.stream(AggregateFunction.values()).map(AggregateFunction::id).toList()));
    node.putArray("required").add("labels").add("take");
    ObjectNode example = node.putArray("examples").addObject();
    example.putArray("labels").add("grid/adam *");
    example.put("take", AggregateFunction.BEST.id());
    return node;
  }

  private static ObjectNode line(String meaning) {
    return SchemaNodes.text(meaning, "a text").put("minLength", 1);
  }

  private static ObjectNode exampleOfTest() {
    ObjectNode test = JsonNodeFactory.instance.objectNode();
    test.put("measure", Measure.TEST_ACCURACY.id()).put("of", "final/adam");
    ArrayNode others = test.putArray("greater_than");
    List.of("final/sgd", "final/momentum").forEach(others::add);
    return test;
  }

  private static ObjectNode exampleOfClaim() {
    ObjectNode claim = JsonNodeFactory.instance.objectNode();
    claim.put("id", "adam-highest").put("text", "Adam is best");
    claim.putArray("tests").add(exampleOfTest());
    return claim;
  }

  private static ObjectNode example() {
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    file.putObject("experiments").put("final", "final.yaml");
    file.putArray("claims").add(exampleOfClaim());
    return file;
  }
}
