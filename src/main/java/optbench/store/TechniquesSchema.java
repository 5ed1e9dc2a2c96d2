package optbench.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import optbench.spec.Clipping;
import optbench.spec.GradientNoise;

/** What may be said of the techniques that every optimizer can be combined with. */
final class TechniquesSchema {
  static final String WARMUP_STEPS = "warmup_steps";
  static final String WARMUP_EPOCHS = "warmup_epochs";
  static final String EVERY_STEPS = "every_steps";
  static final String EVERY_EPOCHS = "every_epochs";
  static final String PER = "per";
  static final String EPOCH = "epoch";
  static final String WEIGHT_DECAY = "weight_decay";
  static final String DECOUPLED = "decoupled";

  static final double STEP_FACTOR = 0.1;
  static final double EXPONENTIAL_FACTOR = 0.9;
  static final double INVERSE_TIME_RATE = 1;
  static final double POWER = 1;
  static final double END = 0;
  static final double CYCLE_START = 0.04;
  static final double CYCLE_RISE = 0.3;
  static final double CYCLE_END = 4e-6;

  /** The keys, beside those of every entry. */
  static final List<String> KEYS =
      List.of("schedule", "l1", "l2", WEIGHT_DECAY, "decay_all", "clip", "gradient_noise", "ema");

  /** Curves that need no settings may be written as a word. */
  private static final List<String> BARE =
      List.of("constant", "exponential", "inverse_time", "polynomial", "cosine", "one_cycle");

  private TechniquesSchema() {}

  /** Adds the keys to those of an optimizer. */
  static void addTo(ObjectNode keys) {
    reference(keys, "schedule");
    keys.set("l1", penalty("The weights' absolute sum times this is added to the loss", true));
    keys.set(
        "l2",
        penalty(
            "Half the weights' square norm times this is added to the loss: the weights times this to"
                + " the gradient",
            true));
    reference(keys, WEIGHT_DECAY);
    keys.set(
        "decay_all",
        SchemaNodes.flag("Whether penalties and weight decay hold for biases and norms, too")
            .put("default", false));
    reference(keys, "clip");
    reference(keys, "gradient_noise");
    keys.set(
        "ema",
        SchemaNodes.number("Decay of a moving average of the parameters, evaluated in their place")
            .put("minimum", 0)
            .put("exclusiveMaximum", 1));
  }

  /** For the schema's {@code $defs}. */
  static ObjectNode definitions() {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.set("schedule", schedule());
    all.set(WEIGHT_DECAY, weightDecay());
    all.set("clip", clip());
    all.set("gradient_noise", noise());
    return all;
  }

  private static void reference(ObjectNode keys, String name) {
    keys.putObject(name).put("$ref", "#/$defs/" + name);
  }

  private static ObjectNode schedule() {
    ObjectNode curves = one("How the learning rate changes during training");
    ObjectNode ways = (ObjectNode) curves.get("properties");
    ways.set("constant", curve("The rate stays as it is, after a warm-up"));
    ways.set("step", periodic("Multiplied once in a while", "factor", STEP_FACTOR));
    ways.set("exponential", periodic("Multiplied smoothly", "factor", EXPONENTIAL_FACTOR));
    ObjectNode inverse = curve("Divided by 1 + rate t / every");
    keys(inverse)
        .set("rate", penalty("How fast it falls", false).put("default", INVERSE_TIME_RATE));
    every(inverse);
    ways.set("inverse_time", inverse);
    ObjectNode polynomial = curve("Falls to the end along a power of the time left");
    keys(polynomial).set("power", penalty("1 for a straight line", false).put("default", POWER));
    share(polynomial, "end", "Share of the rate at the end", END);
    ways.set("polynomial", polynomial);
    ObjectNode cosine = curve("Falls to the end along half a cosine");
    share(cosine, "end", "Share of the rate at the end", END);
    ways.set("cosine", cosine);
    ways.set("one_cycle", oneCycle());
    ObjectNode bare = SchemaNodes.words("schedule", "A schedule with its defaults", BARE);
    ObjectNode node =
        SchemaNodes.anyOf("How the learning rate changes during training", bare, curves);
    ArrayNode examples = node.putArray("examples");
    examples.add("cosine");
    examples.addObject().putObject("cosine").put(WARMUP_EPOCHS, 1);
    return node;
  }

  private static ObjectNode oneCycle() {
    ObjectNode node = curve("Rises to the rate, then falls");
    share(node, "start", "Share of the rate at the start", CYCLE_START);
    keys(node)
        .set(
            "rise",
            SchemaNodes.number("Share of the training spent rising")
                .put("exclusiveMinimum", 0)
                .put("exclusiveMaximum", 1)
                .put("default", CYCLE_RISE));
    share(node, "end", "Share of the rate at the end", CYCLE_END);
    return node;
  }

  private static ObjectNode curve(String meaning) {
    ObjectNode node = SchemaNodes.object(meaning);
    ObjectNode keys = node.putObject("properties");
    keys.set(WARMUP_STEPS, penalty("Steps in which the rate rises to its value", false));
    keys.set(WARMUP_EPOCHS, penalty("Epochs in which the rate rises to its value", false));
    keys.set(
        PER,
        SchemaNodes.words("unit", "When the rate changes", List.of("step", EPOCH))
            .put("default", "step"));
    return node;
  }

  private static ObjectNode periodic(String meaning, String name, double usual) {
    ObjectNode node = curve(meaning);
    share(node, name, "What the rate is multiplied by", usual);
    every(node);
    return node;
  }

  private static void every(ObjectNode curve) {
    keys(curve).set(EVERY_STEPS, span("Steps"));
    keys(curve).set(EVERY_EPOCHS, span("Epochs").put("default", 1));
  }

  private static ObjectNode span(String unit) {
    return SchemaNodes.number(unit + " from one time to the next").put("exclusiveMinimum", 0);
  }

  private static void share(ObjectNode curve, String name, String meaning, double usual) {
    keys(curve)
        .set(
            name,
            SchemaNodes.number(meaning).put("minimum", 0).put("maximum", 1).put("default", usual));
  }

  private static ObjectNode weightDecay() {
    ObjectNode decoupled = SchemaNodes.object("Whatever the profile means by weight decay");
    decoupled
        .putObject("properties")
        .set(
            DECOUPLED,
            penalty("Each step shrinks the weights by the learning rate times this", false));
    decoupled.putArray("required").add(DECOUPLED);
    decoupled.putArray("examples").addObject().put(DECOUPLED, 0.01);
    ObjectNode node =
        SchemaNodes.anyOf(
            "Each step shrinks the weights by the learning rate times this, if not by the profile's",
            penalty("Where the profile means decoupled by the optimizer's weight decay", false),
            decoupled);
    ArrayNode examples = node.putArray("examples");
    examples.add(0.01);
    examples.addObject().put(DECOUPLED, 0.01);
    return node;
  }

  private static ObjectNode clip() {
    ObjectNode node = one("How large gradients are cut down");
    ObjectNode ways = (ObjectNode) node.get("properties");
    for (Clipping.By by : Clipping.By.values()) {
      ways.set(by.id(), SchemaNodes.number("The threshold").put("exclusiveMinimum", 0));
    }
    node.putArray("examples").addObject().put(Clipping.By.GLOBAL_NORM.id(), 1);
    return node;
  }

  private static ObjectNode noise() {
    ObjectNode node = SchemaNodes.object("Gaussian noise of variance eta / t^gamma");
    ObjectNode keys = node.putObject("properties");
    keys.set("eta", SchemaNodes.number("Variance at the first step").put("exclusiveMinimum", 0));
    keys.set(
        "gamma", penalty("How fast it fades", false).put("default", GradientNoise.DEFAULT_GAMMA));
    node.putArray("required").add("eta");
    node.putArray("examples").addObject().put("eta", 0.01);
    return node;
  }

  /** A mapping of which exactly one key is to be given. */
  private static ObjectNode one(String meaning) {
    ObjectNode node = SchemaNodes.object(meaning);
    node.putObject("properties");
    return node.put("minProperties", 1).put("maxProperties", 1);
  }

  private static ObjectNode keys(ObjectNode node) {
    return (ObjectNode) node.get("properties");
  }

  private static ObjectNode penalty(String meaning, boolean noneByDefault) {
    ObjectNode node = SchemaNodes.number(meaning).put("minimum", 0);
    return noneByDefault ? node.put("default", 0) : node;
  }
}
