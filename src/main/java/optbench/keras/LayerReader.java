package optbench.keras;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import optbench.network.Shape;
import optbench.spec.Activation;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.StartingWeights;

/** What each kind of Keras' layers is here, if it is anything. */
final class LayerReader {
  /** The one that the output layer ends with, and no other. */
  static final String SOFTMAX = "softmax";

  private static final String ACTIVATION = "activation";
  private static final String IMAGES = "channels_last";

  /** Reads a layer on top of what comes before it. */
  private interface Kind {
    LayerSpec read(SavedLayer layer, Signal input);
  }

  private static final Map<String, Kind> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("Dense", LayerReader::dense);
    KINDS.put("Conv2D", LayerReader::conv2d);
    KINDS.put(
        "MaxPooling2D",
        (layer, input) -> {
          int size = layer.square("pool_size", 2);
          return layer.made(() -> new LayerSpec.MaxPool(size, poolStride(layer, size, input)));
        });
    KINDS.put(
        "AveragePooling2D",
        (layer, input) -> {
          int size = layer.square("pool_size", 2);
          return layer.made(() -> new LayerSpec.AvgPool(size, poolStride(layer, size, input)));
        });
    KINDS.put(
        "GlobalAveragePooling2D",
        (layer, input) -> {
          layer.require("data_format", IMAGES);
          return new LayerSpec.GlobalAvgPool();
        });
    KINDS.put("Dropout", LayerReader::dropout);
    KINDS.put("BatchNormalization", LayerReader::batchNorm);
    KINDS.put("LayerNormalization", LayerReader::layerNorm);
    KINDS.put("Activation", (layer, input) -> new LayerSpec.Activate(activation(layer)));
    KINDS.put("ReLU", LayerReader::relu);
    KINDS.put("Flatten", LayerReader::flatten);
  }

  /** Layers that prepare data, which are scaled here before anything sees them. */
  private static final List<String> PREPARING =
      List.of("Rescaling", "Normalization", "Resizing", "CenterCrop");

  private static final List<String> MODELS = List.of("Sequential", "Functional", "Model");

  private static final List<String> MERGING =
      List.of("Add", "Concatenate", "Average", "Multiply", "Subtract", "Maximum", "Minimum", "Dot");

  private LayerReader() {}

  /**
   * A layer before the output layer.
   *
   * @throws ModelException if it is not the same here
   */
  static LayerSpec read(SavedLayer layer, Signal input) {
    Kind kind = KINDS.get(layer.kind());
    if (kind == null) {
      throw layer.refusal(unknown(layer.kind()));
    }
    requireUsual(layer);
    LayerSpec read = kind.read(layer, input);
    layer.requireAllAsked();
    return read;
  }

  private static String unknown(String kind) {
    if (PREPARING.contains(kind) || kind.startsWith("Random")) {
      return "optbench prepares data itself (bytes are divided by 255): leave this layer out of the"
          + " model";
    }
    if (MODELS.contains(kind)) {
      return "is a model within the model: put its layers into the model itself";
    }
    if (MERGING.contains(kind)) {
      return "joins several ways, and only one chain of layers is taken over: list the layers under"
          + " network, where {residual: [...]} is such a block";
    }
    if (kind.equals("Softmax")) {
      return "softmax is what the output layer ends with, once: " + SavedLayer.LIST_THEM;
    }
    return "there is no such layer here, only "
        + String.join(", ", KINDS.keySet())
        + ": "
        + SavedLayer.LIST_THEM;
  }

  /** What is said of layers of every kind. */
  static void requireUsual(SavedLayer layer) {
    layer.get("name");
    layer.require("trainable", true);
    Object type = layer.get("dtype", "float32");
    Object named =
        type instanceof Map<?, ?> policy && policy.get("config") instanceof Map<?, ?> config
            ? config.get("name")
            : type;
    if (!"float32".equals(named)) {
      throw layer.refusal(
          "dtype must be 'float32' here but was "
              + SavedLayer.shown(named)
              + ": "
              + SavedLayer.LIST_THEM);
    }
  }

  private static LayerSpec dense(SavedLayer layer, Signal input) {
    if (!input.isVector()) {
      throw layer.refusal(
          "comes after an image, whose pixels Keras gives to it one by one: put Flatten or"
              + " GlobalAveragePooling2D before it");
    }
    int units = layer.integer("units");
    requireBias(layer);
    Initialization start = initialization(layer);
    return layer.made(() -> new LayerSpec.Dense(units, activation(layer), start));
  }

  private static LayerSpec conv2d(SavedLayer layer, Signal input) {
    int filters = layer.integer("filters");
    int kernel = layer.square("kernel_size", 1);
    int stride = layer.square("strides", 1);
    requireBias(layer);
    layer.require("data_format", IMAGES);
    layer.require("groups", 1L);
    if (layer.square("dilation_rate", 1) != 1) {
      throw layer.refusal("dilation_rate must be 1 here: " + SavedLayer.LIST_THEM);
    }
    Initialization start = initialization(layer);
    return layer.made(
        () -> new LayerSpec.Conv2d(filters, kernel, stride, same(layer), activation(layer), start));
  }

  private static boolean same(SavedLayer layer) {
    Object padding = layer.get("padding", "valid");
    if (!padding.equals("same") && !padding.equals("valid")) {
      throw layer.refusal(
          "padding must be 'valid' or 'same' but was "
              + SavedLayer.shown(padding)
              + ": "
              + SavedLayer.LIST_THEM);
    }
    return padding.equals("same");
  }

  /** Pools are never padded here: {@code same} is the same where Keras would not pad, either. */
  private static int poolStride(SavedLayer layer, int size, Signal input) {
    layer.require("data_format", IMAGES);
    int stride = layer.square("strides", size);
    Shape image = input.shape();
    if (same(layer)
        && (isPadded(image.height(), size, stride) || isPadded(image.width(), size, stride))) {
      throw layer.refusal(
          "padding 'same' adds to the image of "
              + image.height()
              + "x"
              + image.width()
              + " before it, and pools are never padded here: make it 'valid'");
    }
    return stride;
  }

  private static boolean isPadded(int side, int size, int stride) {
    long windows = ((long) side + stride - 1) / stride;
    return (windows - 1) * stride + size > side;
  }

  private static LayerSpec dropout(SavedLayer layer, Signal input) {
    // Every trial draws its own.
    layer.get("seed");
    double rate = layer.number("rate", Double.NaN);
    return layer.made(() -> new LayerSpec.Dropout(rate));
  }

  private static LayerSpec batchNorm(SavedLayer layer, Signal input) {
    layer.requireLast("axis", input.dimensions());
    requireGainAndOffset(layer);
    layer.requireStart("moving_mean_initializer", "zeros");
    layer.requireStart("moving_variance_initializer", "ones");
    double momentum = layer.number("momentum", 0.99);
    double epsilon = layer.number("epsilon", 1e-3);
    return layer.made(() -> new LayerSpec.BatchNorm(momentum, epsilon));
  }

  private static LayerSpec layerNorm(SavedLayer layer, Signal input) {
    layer.requireLast("axis", input.dimensions());
    requireGainAndOffset(layer);
    double epsilon = layer.number("epsilon", 1e-3);
    return layer.made(() -> new LayerSpec.LayerNorm(epsilon));
  }

  private static void requireGainAndOffset(SavedLayer layer) {
    layer.require("center", true);
    layer.require("scale", true);
    layer.requireStart("gamma_initializer", "ones");
    layer.requireStart("beta_initializer", "zeros");
  }

  private static LayerSpec relu(SavedLayer layer, Signal input) {
    layer.require("negative_slope", 0.0);
    layer.require("threshold", 0.0);
    return new LayerSpec.Activate(Activation.RELU);
  }

  private static LayerSpec flatten(SavedLayer layer, Signal input) {
    layer.require("data_format", IMAGES);
    return new LayerSpec.Flatten();
  }

  private static void requireBias(SavedLayer layer) {
    layer.require("use_bias", true);
    layer.requireStart("bias_initializer", "zeros");
  }

  /** The name of an activation function; empty if it has none. */
  static String activationName(SavedLayer layer) {
    Object value = layer.get(ACTIVATION, Activation.LINEAR.id());
    Object name =
        value instanceof Map<?, ?> map && "function".equals(map.get("class_name"))
            ? map.get("config")
            : value;
    return name instanceof String text ? text : "";
  }

  private static Activation activation(SavedLayer layer) {
    String name = activationName(layer);
    Optional<Activation> known =
        Arrays.stream(Activation.values()).filter(a -> a.id().equals(name)).findFirst();
    if (known.isEmpty()) {
      throw layer.refusal(
          name.equals(SOFTMAX)
              ? unknown("Softmax")
              : "activation must be one of "
                  + Arrays.stream(Activation.values())
                      .map(Activation::id)
                      .collect(Collectors.joining(", "))
                  + " but was "
                  + SavedLayer.shown(layer.get(ACTIVATION))
                  + ": "
                  + SavedLayer.LIST_THEM);
    }
    return known.get();
  }

  /** How weights start: Keras' normal distributions are cut off, unless it is told not to. */
  static Initialization initialization(SavedLayer layer) {
    Object value = layer.get("kernel_initializer", Initialization.GLOROT_UNIFORM.id());
    if (layer.weights() == StartingWeights.IMPORTED) {
      return Initialization.GLOROT_UNIFORM;
    }
    String name = SavedLayer.plain(SavedLayer.className(value));
    Map<?, ?> settings =
        value instanceof Map<?, ?> map && map.get("config") instanceof Map<?, ?> config
            ? config
            : Map.of();
    for (Initialization known : Initialization.values()) {
      if (name.equals(SavedLayer.plain(nameInKeras(known)))
          || (name.equals("variancescaling") && isScaledAs(known, settings))) {
        return known;
      }
    }
    throw layer.refusal(
        "kernel_initializer must be glorot, he or lecun, each uniform or normal, or VarianceScaling in"
            + " the numbers of one of them, but was "
            + SavedLayer.shown(value instanceof Map ? SavedLayer.className(value) : value)
            + ": change the model, or start from its weights with weights: imported");
  }

  /** Empty if it has no name of its own. */
  private static String nameInKeras(Initialization known) {
    return switch (known.distribution()) {
      case UNIFORM -> known.id();
      case NORMAL -> "";
      case TRUNCATED_NORMAL -> known.id().replace("truncated_", "");
    };
  }

  private static boolean isScaledAs(Initialization known, Map<?, ?> settings) {
    // For 3 numbers in and 5 out, those that differ differ in their variance.
    double scale = known.variance(3, 5) * (known.ofBothFans() ? 4 : 3);
    return settings.get("scale") instanceof Number given
        && Math.abs(given.doubleValue() - scale) < 1e-9
        && (known.ofBothFans() ? "fan_avg" : "fan_in").equals(settings.get("mode"))
        && distributions(known).stream().anyMatch(d -> d.equals(settings.get("distribution")));
  }

  /** What Keras calls it. */
  private static List<String> distributions(Initialization known) {
    return switch (known.distribution()) {
      case UNIFORM -> List.of("uniform");
      case NORMAL -> List.of("untruncated_normal");
      case TRUNCATED_NORMAL -> List.of("truncated_normal", "normal");
    };
  }
}
