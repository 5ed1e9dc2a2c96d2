package optbench.spec;

import java.util.List;
import optbench.spec.key.ChoiceType;
import optbench.spec.key.Key;
import optbench.spec.key.KindsType;
import optbench.spec.key.ValueType;

/** Which network to train: a preset by name, or a list of hidden layers. */
public sealed interface NetworkSpec {
  /** A network that the registry knows, such as {@code mlp}. */
  record Preset(String name) implements NetworkSpec {}

  /** Hidden layers in order; the softmax output layer follows by itself. */
  record Layers(List<LayerSpec> layers) implements NetworkSpec {
    public Layers {
      layers = List.copyOf(layers);
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
    KindsType<LayerSpec> layer =
        new KindsType<>(
            "layer",
            "A layer",
            "A layer that has a default for all its settings",
            List.of(
                LayerSpec.Dense.KEYS,
                LayerSpec.Conv2d.KEYS,
                LayerSpec.MaxPool.KEYS,
                LayerSpec.Dropout.KEYS,
                LayerSpec.BatchNorm.KEYS,
                LayerSpec.Flatten.KEYS),
            LayerSpec::id);
    return Key.of(
            "network",
            ChoiceType.<NetworkSpec>of("What to train")
                .way(
                    ValueType.words("network", "A network by name", presets)
                        .as(Preset::new, network -> ((Preset) network).name()),
                    Preset.class::isInstance)
                .way(
                    ValueType.list(
                            "layers",
                            "Hidden layers in order; a softmax layer, as wide as there are classes, follows by itself",
                            0,
                            MOST_LAYERS,
                            layer)
                        .as(Layers::new, network -> ((Layers) network).layers()),
                    Layers.class::isInstance))
        .byDefault(DEFAULT);
  }
}
