package optbench.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import optbench.spec.Activation;
import optbench.spec.Initialization;

/** The layers that a network may be made of, and their defaults. */
final class LayerSchema {
  static final Activation ACTIVATION = Activation.RELU;
  static final Initialization INITIALIZATION = Initialization.GLOROT_UNIFORM;
  static final int STRIDE = 1;
  static final String VALID = "valid";
  static final String SAME = "same";
  static final int POOL_SIZE = 2;
  static final double MOMENTUM = 0.99;
  static final double EPSILON = 0.001;

  /** Layers that need no settings may be written as a word. */
  private static final List<String> BARE = List.of("max_pool", "batch_norm", "flatten");

  private static final int MOST_UNITS = 1_000_000;

  /** Wider than any image here. */
  private static final int MOST_PIXELS = 1000;

  private LayerSchema() {}

  /** What an entry of a list of layers may be. */
  static ObjectNode reference() {
    ObjectNode bare =
        SchemaNodes.words("layer", "A layer that has a default for all its settings", BARE);
    ObjectNode layer = SchemaNodes.anyOf("A layer", bare);
    ArrayNode ways = (ArrayNode) layer.get("anyOf");
    definitions()
        .fieldNames()
        .forEachRemaining(name -> ways.addObject().put("$ref", "#/$defs/" + name));
    return layer;
  }

  /** The layers by name, for the schema's {@code $defs}. */
  static ObjectNode definitions() {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.set("layer-dense", dense());
    all.set("layer-conv2d", conv2d());
    all.set("layer-max_pool", maxPool());
    all.set("layer-dropout", dropout());
    all.set("layer-batch_norm", batchNorm());
    all.set("layer-flatten", layer("flatten", "Turns an image into a vector"));
    all.forEach(
        node -> {
          if (!node.has("examples")) {
            ((ObjectNode) node)
                .putArray("examples")
                .addObject()
                .set("layer", node.at("/properties/layer/const"));
          }
        });
    return all;
  }

  private static ObjectNode dense() {
    ObjectNode node = layer("dense", "A fully connected layer");
    ObjectNode keys = keys(node);
    keys.set("units", SchemaNodes.integer("Width of the layer", 1, MOST_UNITS));
    keys.set("activation", activation());
    keys.set("init", initialization());
    require(node, "units");
    node.putArray("examples").addObject().put("layer", "dense").put("units", 128);
    return node;
  }

  private static ObjectNode conv2d() {
    ObjectNode node = layer("conv2d", "A convolution with square filters");
    ObjectNode keys = keys(node);
    keys.set("filters", SchemaNodes.integer("How many filters", 1, MOST_UNITS));
    keys.set("kernel", pixels("Width and height of a filter, in pixels"));
    keys.set("stride", pixels("Pixels from one position to the next").put("default", STRIDE));
    keys.set(
        "padding",
        SchemaNodes.words(
                "padding",
                "same: zeros around the image, so that at stride 1 it keeps its size",
                List.of(VALID, SAME))
            .put("default", VALID));
    keys.set("activation", activation());
    keys.set("init", initialization());
    require(node, "filters");
    require(node, "kernel");
    node.putArray("examples")
        .addObject()
        .put("layer", "conv2d")
        .put("filters", 32)
        .put("kernel", 3);
    return node;
  }

  private static ObjectNode maxPool() {
    ObjectNode node = layer("max_pool", "The maximum of each square window");
    ObjectNode keys = keys(node);
    keys.set("size", pixels("Width and height of a window, in pixels").put("default", POOL_SIZE));
    keys.set("stride", pixels("Pixels from one window to the next; if left out, the size"));
    return node;
  }

  private static ObjectNode dropout() {
    ObjectNode node = layer("dropout", "Sets inputs to 0 at random while training");
    keys(node)
        .set(
            "rate",
            SchemaNodes.number("Share that is dropped")
                .put("minimum", 0)
                .put("exclusiveMaximum", 1));
    require(node, "rate");
    node.putArray("examples").addObject().put("layer", "dropout").put("rate", 0.25);
    return node;
  }

  private static ObjectNode batchNorm() {
    ObjectNode node =
        layer("batch_norm", "Batch normalisation of each feature, or each channel of an image");
    ObjectNode keys = keys(node);
    keys.set(
        "momentum",
        SchemaNodes.number(
                "Share of the running mean and variance kept at each step, as in Keras; PyTorch's"
                    + " momentum is 1 minus this, so that its 0.1 is 0.9 here. Variances are"
                    + " divided by n")
            .put("minimum", 0)
            .put("exclusiveMaximum", 1)
            .put("default", MOMENTUM));
    keys.set(
        "epsilon",
        SchemaNodes.number("Added to the variance")
            .put("exclusiveMinimum", 0)
            .put("maximum", 1)
            .put("default", EPSILON));
    return node;
  }

  private static ObjectNode layer(String id, String meaning) {
    ObjectNode node = SchemaNodes.object(meaning);
    node.putObject("properties").set("layer", SchemaNodes.constant("layer", id));
    require(node, "layer");
    return node;
  }

  private static ObjectNode keys(ObjectNode layer) {
    return (ObjectNode) layer.get("properties");
  }

  private static void require(ObjectNode node, String key) {
    node.withArray("/required").add(key);
  }

  private static ObjectNode pixels(String meaning) {
    return SchemaNodes.integer(meaning, 1, MOST_PIXELS);
  }

  private static ObjectNode activation() {
    return SchemaNodes.words(
            "activation",
            "What the layer does to each of its outputs",
            Arrays.stream(Activation.values()).map(Activation::id).toList())
        .put("default", ACTIVATION.id());
  }

  private static ObjectNode initialization() {
    return SchemaNodes.words(
            "initialization",
            "How weights are drawn before training",
            Arrays.stream(Initialization.values()).map(Initialization::id).toList())
        .put("default", INITIALIZATION.id());
  }
}
