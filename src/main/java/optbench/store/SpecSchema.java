package optbench.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import optbench.plan.Vocabulary;
import optbench.plan.Vocabulary.HyperParameterWords;
import optbench.plan.Vocabulary.OptimizerWords;
import optbench.spec.DataSpec;
import optbench.spec.Device;
import optbench.spec.ExperimentSpec;
import optbench.spec.ProbeSpec;
import optbench.spec.Profile;
import optbench.spec.ReportSpec;
import optbench.spec.TimingSpec;

/**
 * What may stand in a spec, as JSON Schema (draft 2020-12): editors complete and check specs with
 * it, and specs are validated with the same document.
 *
 * <p>Three habits keep messages good. The {@code title} of an enumeration is the noun for its
 * words, such as "optimizer"; the {@code description} of a text with a pattern says what is
 * allowed, to follow "must be"; where something may be written in several ways, those differ in
 * type or in the value of one key, so that it is clear which one was meant.
 */
public final class SpecSchema {
  static final int MOST_EPOCHS = 100_000;
  static final int MOST_SEEDS = 1000;
  static final int MOST_SAMPLES = 10_000_000;
  static final int MOST_ENTRIES = 1000;
  static final int MOST_PROBE_STEPS = 100_000;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Vocabulary vocabulary;
  private final ObjectNode root;

  public SpecSchema(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.root = build();
  }

  /** The document, indented, with a line end at its end. */
  public String text() {
    return Json.pretty(root) + "\n";
  }

  ObjectNode root() {
    return root;
  }

  private ObjectNode build() {
    ObjectNode node = NODES.objectNode();
    node.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    node.put("title", "optbench experiment");
    node.put(
        "description",
        "Trains one network on one data set with several optimizers and several seeds. Every key may be left out.");
    node.put("type", "object");
    node.put("additionalProperties", false);
    node.set("properties", properties());
    node.putArray("examples").add(example());
    ObjectNode definitions = node.putObject("$defs");
    definitions.setAll(LayerSchema.definitions());
    definitions.setAll(TechniquesSchema.definitions());
    definitions.set(TuneSchema.RANGE, TuneSchema.range());
    vocabulary.optimizers().forEach(o -> definitions.set("optimizer-" + o.id(), optimizer(o)));
    return node;
  }

  private ObjectNode properties() {
    ObjectNode keys = NODES.objectNode();
    keys.set(
        "$schema",
        SchemaNodes.text("Where the schema is", "the address of a schema")
            .put("$comment", "read by editors, ignored here"));
    keys.set(
        "name",
        SchemaNodes.text(
                "Name of the experiment and of its results folder",
                "1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit (it names a folder)")
            .put("pattern", "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")
            .put("$comment", "if left out: the name of the file, without its ending"));
    keys.set("data", data());
    keys.set("network", network());
    keys.set(
        "epochs",
        SchemaNodes.integer("Passes over the training set", 1, MOST_EPOCHS)
            .put("default", ExperimentSpec.DEFAULT_EPOCHS));
    keys.set(
        "batch_size",
        batchSize("How many samples one step sees")
            .put("default", ExperimentSpec.DEFAULT_BATCH_SIZE));
    keys.set("profile", profile().put("default", Profile.KERAS.id()));
    keys.set("optimizers", optimizers());
    keys.set("seeds", seeds());
    keys.set(
        "engine",
        SchemaNodes.words(
                "engine",
                "What trains; auto is dl4j where training times are wanted, else the fastest that can run a trial",
                vocabulary.engines())
            .put("default", ExperimentSpec.DEFAULT_ENGINE));
    keys.set("timing", timing());
    keys.set("targets", targets());
    keys.set("equivalence_margin", equivalenceMargin());
    keys.set("probe", probe());
    keys.set(TuneSchema.KEY, TuneSchema.node(vocabulary, seeds()));
    keys.set(
        "claims",
        SchemaNodes.text(
                "A file of claims, relative to the current folder: those that rest on this experiment alone are judged by it",
                "a path")
            .put("minLength", 1));
    keys.set(
        "device",
        SchemaNodes.words(
                "device",
                "What to compute on; auto is cuda where it can be used and optbench is built for it, else cpu",
                Device.ids())
            .put("default", Device.DEFAULT.id()));
    return keys;
  }

  private static ObjectNode targets() {
    ObjectNode target = SchemaNodes.number("A test accuracy, as a fraction of 1");
    target.put("exclusiveMinimum", ReportSpec.LEAST_TARGET).put("exclusiveMaximum", 1);
    ObjectNode node =
        SchemaNodes.array(
            "accuracies",
            "Test accuracies, rising: the report has the steps, epochs and time to each",
            1,
            ReportSpec.MOST_TARGETS,
            target);
    ReportSpec.DEFAULT.targets().forEach(node.putArray("default")::add);
    return node;
  }

  private static ObjectNode equivalenceMargin() {
    return SchemaNodes.number(
            "Differences in test accuracy smaller than this fraction of 1 are taken for none")
        .put("exclusiveMinimum", 0)
        .put("exclusiveMaximum", 1)
        .put("default", ReportSpec.DEFAULT_EQUIVALENCE_MARGIN);
  }

  private static ObjectNode probe() {
    ObjectNode object = SchemaNodes.object("What the loss is taken on, and how often");
    ObjectNode keys = object.putObject("properties");
    keys.set(
        "images",
        SchemaNodes.integer("Images of the training set to take the loss on", 1, MOST_SAMPLES)
            .put("default", ProbeSpec.DEFAULT_IMAGES));
    keys.set(
        "steps",
        SchemaNodes.integer("Take it after each of the first so many steps", 1, MOST_PROBE_STEPS)
            .put("default", ProbeSpec.DEFAULT_STEPS));
    object.putArray("examples").addObject().put("images", 500).put("steps", 100);
    return SchemaNodes.anyOf(
            "Whether trainings are watched from inside: weights, steps, effective rates, and the loss step by step",
            SchemaNodes.flag("With the usual figures, or not at all"),
            object)
        .put("default", false);
  }

  private static ObjectNode timing() {
    ObjectNode object = SchemaNodes.object("Training times are wanted, and how they are taken");
    ObjectNode keys = object.putObject("properties");
    keys.set(
        "isolate",
        SchemaNodes.flag("Whether each trial is trained in a JVM of its own")
            .put("default", false));
    keys.set(
        "repeats",
        SchemaNodes.integer(
                "How often each trial is trained, in a JVM of its own each time; the time of the median run counts",
                1,
                TimingSpec.MOST_REPEATS)
            .put("default", 1));
    object.putArray("examples").addObject().put("isolate", true).put("repeats", 3);
    return SchemaNodes.anyOf(
            "Whether training times are wanted, and how they are taken",
            SchemaNodes.flag("Without them, engines may train optimizers together"),
            object)
        .put("default", TimingSpec.REPORTED.reported());
  }

  private static ObjectNode data() {
    ObjectNode name =
        SchemaNodes.words(
                "data set",
                "auto is MNIST where it can be had, else digits that optbench draws itself",
                DataSpec.NAMES)
            .put("default", DataSpec.AUTO);
    ObjectNode object = SchemaNodes.object("A data set, and which part of it");
    ObjectNode keys = object.putObject("properties");
    keys.set("name", name);
    keys.set(
        "dir",
        SchemaNodes.text(
                "Folder to look in first; it holds <name>/ and is relative to the current folder",
                "a path")
            .put("minLength", 1));
    keys.set(
        "train_limit",
        SchemaNodes.integer("Train on the first so many samples only", 1, MOST_SAMPLES));
    keys.set(
        "validation",
        SchemaNodes.integer(
                "So many samples, the last of the training set, are held out for validation",
                0,
                MOST_SAMPLES)
            .put("default", 0));
    keys.set(
        "max_pixel_frequency",
        SchemaNodes.number(
                "Blank every pixel that is not 0 in more than this share of the training images: a task of rare features")
            .put("exclusiveMinimum", 0)
            .put("maximum", 1));
    object.putArray("examples").addObject().put("name", "mnist").put("train_limit", 1000);
    return SchemaNodes.anyOf("What to train on", name, object).put("default", DataSpec.AUTO);
  }

  private ObjectNode network() {
    ObjectNode preset =
        SchemaNodes.words("network", "A network by name", vocabulary.networks())
            .put("default", ExperimentSpec.DEFAULT_NETWORK);
    ObjectNode layers =
        SchemaNodes.array(
            "layers",
            "Hidden layers in order; a softmax layer, as wide as there are classes, follows by itself",
            0,
            MOST_ENTRIES,
            LayerSchema.reference());
    return SchemaNodes.anyOf("What to train", preset, layers)
        .put("default", ExperimentSpec.DEFAULT_NETWORK);
  }

  private static ObjectNode batchSize(String meaning) {
    ObjectNode full = NODES.objectNode().put("type", "string");
    full.putArray("enum").add("full");
    full.put("description", "every step sees the whole training set");
    return SchemaNodes.anyOf(meaning, SchemaNodes.integer("Samples a step", 1, MOST_SAMPLES), full);
  }

  private static ObjectNode profile() {
    StringBuilder meaning =
        new StringBuilder("Where hyper-parameters that are not given come from.");
    for (Profile profile : Profile.values()) {
      meaning.append(' ').append(profile.id()).append(": ").append(profile.description());
      meaning.append('.');
    }
    return SchemaNodes.words(
        "profile", meaning.toString(), Arrays.stream(Profile.values()).map(Profile::id).toList());
  }

  private ObjectNode optimizers() {
    ObjectNode name =
        SchemaNodes.words(
            "optimizer",
            "An optimizer, with everything from the profile",
            vocabulary.optimizers().stream().map(OptimizerWords::id).toList());
    ObjectNode entry = SchemaNodes.anyOf("An optimizer, by name or with settings", name);
    ArrayNode ways = (ArrayNode) entry.get("anyOf");
    vocabulary
        .optimizers()
        .forEach(o -> ways.addObject().put("$ref", "#/$defs/optimizer-" + o.id()));
    ObjectNode list = SchemaNodes.array("optimizers", "What to compare", 1, MOST_ENTRIES, entry);
    ExperimentSpec.DEFAULT_OPTIMIZERS.forEach(list.putArray("default")::add);
    return list;
  }

  private static ObjectNode seeds() {
    ObjectNode list =
        SchemaNodes.array(
                "integers",
                "The seeds themselves",
                1,
                MOST_SEEDS,
                SchemaNodes.integer("A seed", Long.MIN_VALUE, Long.MAX_VALUE))
            .put("uniqueItems", true);
    return SchemaNodes.anyOf(
            "How often to train each optimizer: seeds 1 to this count, or a list of seeds",
            SchemaNodes.integer("Seeds 1 to this", 1, MOST_SEEDS),
            list)
        .put("default", ExperimentSpec.DEFAULT_SEEDS);
  }

  private static ObjectNode optimizer(OptimizerWords words) {
    ObjectNode node = SchemaNodes.object(words.summary());
    ObjectNode keys = node.putObject("properties");
    keys.set("optimizer", SchemaNodes.constant("optimizer", words.id()));
    keys.set(
        "label",
        SchemaNodes.text(
                "What tables and charts call it, if not " + words.id(),
                "1 to 60 printable characters")
            .put(
                "pattern",
                "^[^\\u0000-\\u001f\\u007f-\\u009f]*\\S[^\\u0000-\\u001f\\u007f-\\u009f]*$")
            .put("maxLength", 60));
    keys.set("profile", profile());
    keys.set(
        "variant",
        SchemaNodes.words(
            "variant of " + words.id(),
            "The form of the update rule, if not the profile's",
            words.variants()));
    keys.set(
        "batch_size",
        batchSize("How many samples one step of " + words.id() + " sees, whatever the others do"));
    for (HyperParameterWords hyperParameter : words.hyperParameters()) {
      if (SpecTree.COMMON_KEYS.contains(hyperParameter.name())) {
        throw new IllegalArgumentException(
            words.id()
                + "'s hyper-parameter "
                + hyperParameter.name()
                + " has the name of a key of every optimizer");
      }
      keys.set(hyperParameter.name(), hyperParameter(hyperParameter));
    }
    TechniquesSchema.addTo(keys);
    node.putArray("required").add("optimizer");
    example(node.putArray("examples").addObject(), words);
    return node;
  }

  private static ObjectNode hyperParameter(HyperParameterWords words) {
    if (words.flag()) {
      return SchemaNodes.flag(words.meaning());
    }
    ObjectNode node = SchemaNodes.number(words.meaning());
    if (Double.isFinite(words.minimum())) {
      node.set(
          words.minimumExclusive() ? "exclusiveMinimum" : "minimum", Json.number(words.minimum()));
    }
    if (Double.isFinite(words.maximum())) {
      node.set(
          words.maximumExclusive() ? "exclusiveMaximum" : "maximum", Json.number(words.maximum()));
    }
    return node;
  }

  private static void example(ObjectNode example, OptimizerWords words) {
    example.put("optimizer", words.id());
    List<String> names = words.hyperParameters().stream().map(HyperParameterWords::name).toList();
    if (names.contains("learning_rate")) {
      example.put("learning_rate", 0.01);
    }
  }

  private static ObjectNode example() {
    ObjectNode example = NODES.objectNode();
    example.put("data", DataSpec.MNIST).put("epochs", 10);
    example.putArray("optimizers").add("sgd").add("adam");
    return example.put("seeds", 5);
  }
}
