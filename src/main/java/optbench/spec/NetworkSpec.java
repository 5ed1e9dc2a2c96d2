package optbench.spec;

import java.util.List;
import java.util.function.Function;

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
}
