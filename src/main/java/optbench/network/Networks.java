package optbench.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import optbench.spec.Activation;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.NetworkSpec;
import optbench.spec.SpecException;

/** The registry of presets, a line each. */
public final class Networks {
  private static final Map<String, Preset> ALL = new LinkedHashMap<>();

  static {
    add("mlp", "one hidden layer of 128 ReLU units, 784-128-10 on MNIST; the default", dense(128));
    add("softmax", "multinomial logistic regression, 784-10 on MNIST, no hidden layer; convex");
    add(
        "article-cnn",
        "the articles' network: 32 filters 3x3, max-pool, dropout 0.25, 256 units, dropout 0.5",
        new LayerSpec.Conv2d(32, 3, 1, false, Activation.RELU, Initialization.GLOROT_UNIFORM),
        new LayerSpec.MaxPool(2, 2),
        new LayerSpec.Dropout(0.25),
        new LayerSpec.Flatten(),
        dense(256),
        new LayerSpec.Dropout(0.5));
  }

  private Networks() {}

  /** All presets. */
  public static List<Preset> all() {
    return List.copyOf(ALL.values());
  }

  /**
   * The network that a spec asks for.
   *
   * @throws SpecException if there is no preset of this name
   */
  public static Network resolve(NetworkSpec spec) {
    return spec.either(Networks::preset, layers -> new Network("custom", layers));
  }

  private static Network preset(String name) {
    Preset preset = ALL.get(name);
    if (preset == null) {
      throw new SpecException(
          "/network",
          "must be one of "
              + String.join(", ", ALL.keySet())
              + ", or a list of layers, but was "
              + name);
    }
    return preset.network();
  }

  private static LayerSpec dense(int units) {
    return new LayerSpec.Dense(units, Activation.RELU, Initialization.GLOROT_UNIFORM);
  }

  private static void add(String name, String summary, LayerSpec... layers) {
    ALL.put(name, new Preset(summary, new Network(name, List.of(layers))));
  }

  /**
   * A network with a name.
   *
   * @param summary one line
   */
  public record Preset(String summary, Network network) {}
}
