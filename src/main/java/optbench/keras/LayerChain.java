package optbench.keras;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.spec.NetworkSpec;
import optbench.spec.StartingWeights;
import optbench.spec.key.QuotedText;

/**
 * The layers of a model, each on top of the one before. A sequential model lists them so; in a
 * functional one each names what comes before it.
 *
 * @param layers the first may be Keras' {@code InputLayer}
 * @param built shape that the model was built for, with the batch; null if it is not said
 */
record LayerChain(List<SavedLayer> layers, Object built) {
  private static final String NAME = "name";
  private static final String LAYERS = "layers";
  private static final String CONFIG = "config";

  /**
   * Finds them.
   *
   * @param root of the file: texts, numbers, lists and maps
   * @param weights what training starts from
   * @throws ModelFileException if there is no model in it
   * @throws ModelException if it is no chain
   */
  static LayerChain of(Object root, StartingWeights weights) {
    if (!(root instanceof Map<?, ?> model)
        || !(model.get("class_name") instanceof String kind)
        || model.get(CONFIG) == null) {
      throw new ModelFileException(
          "holds no model as model.to_json() writes it: there is no class_name and config");
    }
    Map<?, ?> config = model.get(CONFIG) instanceof Map<?, ?> map ? map : Map.of();
    Object listed = model.get(CONFIG) instanceof List<?> list ? list : config.get(LAYERS);
    if (!(listed instanceof List<?> entries) || entries.isEmpty()) {
      throw kind.equals("Sequential") || kind.equals("Functional")
          ? new ModelFileException("holds a model without layers")
          : new ModelException(
              "the model is a class of its own, "
                  + QuotedText.quote(kind)
                  + ", and its file does not say what it computes: take a sequential or functional model");
    }
    if (entries.size() > NetworkSpec.MOST_LAYERS) {
      throw new ModelException(
          "must have at most "
              + NetworkSpec.MOST_LAYERS
              + " layers but has "
              + entries.size()
              + ": take a smaller model");
    }
    if (Boolean.FALSE.equals(config.get("trainable"))) {
      throw new ModelException(
          "the model is not trainable, and everything is trained here: set model.trainable = True");
    }
    List<SavedLayer> layers = new ArrayList<>();
    for (Object entry : entries) {
      layers.add(layer(layers, entry, weights));
    }
    return switch (kind) {
      case "Sequential" -> new LayerChain(layers, built(model, config));
      case "Functional", "Model" ->
          new LayerChain(ordered(layers, entries, config.get("output_layers")), null);
      default ->
          throw new ModelException(
              "must be a sequential or functional model but is of the class "
                  + QuotedText.quote(kind));
    };
  }

  private static Object built(Map<?, ?> model, Map<?, ?> config) {
    Object shape = config.get("build_input_shape");
    return shape == null && model.get("build_config") instanceof Map<?, ?> build
        ? build.get("input_shape")
        : shape;
  }

  /**
   * @param before those that stand before it
   */
  private static SavedLayer layer(List<SavedLayer> before, Object entry, StartingWeights weights) {
    int number = before.size() + 1;
    if (entry instanceof Map<?, ?> layer
        && layer.get("class_name") instanceof String kind
        && layer.get(CONFIG) instanceof Map<?, ?> config) {
      long same = before.stream().filter(other -> other.kind().equals(kind)).count();
      return new SavedLayer(number, (int) same, name(layer), kind, config, weights);
    }
    throw new ModelFileException("layer " + number + " has no class_name and config");
  }

  private static String name(Map<?, ?> layer) {
    Object name = layer.get(NAME);
    Object own =
        name == null && layer.get(CONFIG) instanceof Map<?, ?> config ? config.get(NAME) : name;
    return own instanceof String text ? text : "";
  }

  /** Goes back from the output, layer by layer. */
  private static List<SavedLayer> ordered(
      List<SavedLayer> layers, List<?> entries, Object outputs) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      if (places.put(name((Map<?, ?>) entries.get(i)), i) != null) {
        throw layers.get(i).refusal("another layer has the same name: the file is damaged");
      }
    }
    Integer at = output(outputs).map(places::get).orElse(null);
    if (at == null) {
      throw new ModelException(
          "must have one output layer, the last of a chain of layers, but output_layers says "
              + SavedLayer.shown(outputs));
    }
    List<SavedLayer> chain = new ArrayList<>();
    boolean[] seen = new boolean[layers.size()];
    while (at != null) {
      SavedLayer layer = layers.get(at);
      if (seen[at]) {
        throw layer.refusal("comes before itself: the file is damaged");
      }
      seen[at] = true;
      chain.add(layer);
      at = before(layer, ((Map<?, ?>) entries.get(at)).get("inbound_nodes"), places);
    }
    for (int i = 0; i < seen.length; i++) {
      if (!seen[i]) {
        throw layers
            .get(i)
            .refusal(
                "is beside the way from input to output, and only one chain of layers is taken over:"
                    + " list the layers under network, where {residual: [...]} is a block with a way past it");
      }
    }
    Collections.reverse(chain);
    return chain;
  }

  /** Keras 2 has a list of outputs, Keras 3 may have the one. */
  private static Optional<String> output(Object outputs) {
    Object one =
        outputs instanceof List<?> list && list.size() == 1 && list.get(0) instanceof List<?>
            ? list.get(0)
            : outputs;
    return one instanceof List<?> tensor ? tensorOf(tensor) : Optional.empty();
  }

  /** The layer that gives out a tensor, written as layer, node and number. */
  private static Optional<String> tensorOf(List<?> tensor) {
    return tensor.size() >= 3
            && tensor.get(0) instanceof String layer
            && Long.valueOf(0).equals(tensor.get(1))
            && Long.valueOf(0).equals(tensor.get(2))
        ? Optional.of(layer)
        : Optional.empty();
  }

  /** The place of the layer before this one; null if it is the first. */
  private static Integer before(SavedLayer layer, Object nodes, Map<String, Integer> places) {
    if (nodes instanceof List<?> none && none.isEmpty()) {
      return null;
    }
    if (!(nodes instanceof List<?> calls) || calls.size() != 1) {
      throw layer.refusal(
          "is used several times, and only one chain of layers is taken over: "
              + SavedLayer.LIST_THEM);
    }
    Integer place = input(layer, calls.get(0)).map(places::get).orElse(null);
    if (place == null) {
      throw layer.refusal(
          "does not have one layer before it, and only one chain of layers is taken over: list the"
              + " layers under network, where {residual: [...]} is a block with a way past it");
    }
    return place;
  }

  /** What a call of a layer gets, if it is one tensor. */
  private static Optional<String> input(SavedLayer layer, Object call) {
    if (call instanceof Map<?, ?> ofKeras3) {
      requireNoArguments(layer, ofKeras3.get("kwargs"));
      return ofKeras3.get("args") instanceof List<?> args
              && args.size() == 1
              && args.get(0) instanceof Map<?, ?> tensor
              && tensor.get(CONFIG) instanceof Map<?, ?> config
              && config.get("keras_history") instanceof List<?> history
          ? tensorOf(history)
          : Optional.empty();
    }
    if (call instanceof List<?> tensors
        && tensors.size() == 1
        && tensors.get(0) instanceof List<?> tensor) {
      requireNoArguments(layer, tensor.size() > 3 ? tensor.get(3) : null);
      return tensorOf(tensor);
    }
    return Optional.empty();
  }

  private static void requireNoArguments(SavedLayer layer, Object arguments) {
    if (arguments instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if (value != null) {
              throw layer.refusal(
                  "is called with "
                      + QuotedText.quote(String.valueOf(key))
                      + ", which means nothing here: "
                      + SavedLayer.LIST_THEM);
            }
          });
    }
  }
}
