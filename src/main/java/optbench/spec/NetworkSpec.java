package optbench.spec;

import java.util.List;
import java.util.function.Function;
import optbench.spec.key.ChoiceType;
import optbench.spec.key.Key;
import optbench.spec.key.ValueType;

/** Which network to train: a preset by name, or a list of hidden layers. */
public sealed interface NetworkSpec {
  /** What it means to somebody: of a preset's name, and of a list of layers. */
  <R> R either(Function<String, R> preset, Function<List<LayerSpec>, R> custom);

  /** A network that the registry knows, such as {@code mlp}. */
  record Preset(String name) implements NetworkSpec {
    @Override
    public <R> R either(Function<String, R> preset, Function<List<LayerSpec>, R> custom) {
      return preset.apply(name);
    }
  }

  /** Hidden layers in order; the softmax output layer follows by itself. */
  record Layers(List<LayerSpec> layers) implements NetworkSpec {
    public Layers {
      layers = List.copyOf(layers);
    }

    @Override
    public <R> R either(Function<String, R> preset, Function<List<LayerSpec>, R> custom) {
      return custom.apply(layers);
    }
  }

  /** What is trained if nothing is said. */
  String DEFAULT = "mlp";

  /** Deeper than any network here. */
  int MOST_LAYERS = 1000;

  /**
   * The key.
   *
   * @param presets names of networks
   */
  static Key<NetworkSpec> key(List<String> presets) {
    return Key.of(
            "network",
            ChoiceType.<NetworkSpec>of("What to train")
                .way(
                    ValueType.words("network", "A network by name", presets)
                        .as(Preset::new, network -> network.either(name -> name, layers -> "")),
                    network -> network.either(name -> true, layers -> false))
                .way(
                    ValueType.list(
                            "layers",
                            "Hidden layers in order; a softmax layer, as wide as there are classes, follows by itself",
                            0,
                            MOST_LAYERS,
                            LayerKeys.ENTRY)
                        .as(
                            Layers::new,
                            network -> network.either(name -> List.of(), layers -> layers)),
                    network -> network.either(name -> false, layers -> true)))
        .byDefault(DEFAULT);
  }
}
