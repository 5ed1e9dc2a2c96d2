package optbench.spec;

import java.util.List;

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
}
