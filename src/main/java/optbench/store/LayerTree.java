package optbench.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import optbench.spec.Activation;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;

/** Between a layer in the tree of a spec file and the layer itself. */
final class LayerTree {
  private LayerTree() {}

  static LayerSpec read(JsonNode node) {
    String id = node.path("layer").asText(node.asText());
    return switch (id) {
      case "dense" ->
          new LayerSpec.Dense(node.path("units").asInt(), activation(node), initialization(node));
      case "conv2d" ->
          new LayerSpec.Conv2d(
              node.path("filters").asInt(),
              node.path("kernel").asInt(),
              node.path("stride").asInt(LayerSchema.STRIDE),
              node.path("padding").asText(LayerSchema.VALID).equals(LayerSchema.SAME),
              activation(node),
              initialization(node));
      case "max_pool" -> {
        int size = node.path("size").asInt(LayerSchema.POOL_SIZE);
        yield new LayerSpec.MaxPool(size, node.path("stride").asInt(size));
      }
      case "dropout" -> new LayerSpec.Dropout(node.path("rate").asDouble());
      case "batch_norm" ->
          new LayerSpec.BatchNorm(
              node.path("momentum").asDouble(LayerSchema.MOMENTUM),
              node.path("epsilon").asDouble(LayerSchema.EPSILON));
      case "flatten" -> new LayerSpec.Flatten();
      default -> throw new IllegalArgumentException("the schema lets no such layer pass: " + id);
    };
  }

  private static Activation activation(JsonNode node) {
    String id = node.path("activation").asText(LayerSchema.ACTIVATION.id());
    return Activation.valueOf(id.toUpperCase(Locale.ROOT));
  }

  private static Initialization initialization(JsonNode node) {
    String id = node.path("init").asText(LayerSchema.INITIALIZATION.id());
    return Initialization.valueOf(id.toUpperCase(Locale.ROOT));
  }

  static Map<String, Object> write(LayerSpec layer) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("layer", layer.id());
    tree.putAll(layer.accept(new Settings()));
    return tree;
  }

  /** All that is said of a layer beside its name. */
  private static final class Settings implements LayerSpec.Visitor<Map<String, Object>> {
    @Override
    public Map<String, Object> dense(LayerSpec.Dense dense) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("units", (long) dense.units());
      tree.put("activation", dense.activation().id());
      tree.put("init", dense.initialization().id());
      return tree;
    }

    @Override
    public Map<String, Object> conv2d(LayerSpec.Conv2d convolution) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("filters", (long) convolution.filters());
      tree.put("kernel", (long) convolution.kernel());
      tree.put("stride", (long) convolution.stride());
      tree.put("padding", convolution.same() ? LayerSchema.SAME : LayerSchema.VALID);
      tree.put("activation", convolution.activation().id());
      tree.put("init", convolution.initialization().id());
      return tree;
    }

    @Override
    public Map<String, Object> maxPool(LayerSpec.MaxPool pool) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("size", (long) pool.size());
      tree.put("stride", (long) pool.stride());
      return tree;
    }

    @Override
    public Map<String, Object> dropout(LayerSpec.Dropout dropout) {
      return Map.of("rate", dropout.rate());
    }

    @Override
    public Map<String, Object> batchNorm(LayerSpec.BatchNorm norm) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("momentum", norm.momentum());
      tree.put("epsilon", norm.epsilon());
      return tree;
    }

    @Override
    public Map<String, Object> flatten(LayerSpec.Flatten flatten) {
      return Map.of();
    }
  }
}
