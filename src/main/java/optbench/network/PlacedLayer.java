package optbench.network;

import java.util.ArrayList;
import java.util.List;
import optbench.spec.LayerSpec;

/**
 * A layer in its place.
 *
 * @param name by which its tensors are called: its index in the network; in a residual block such
 *     as {@code 3.0}, or {@code 3.shortcut.0}
 * @param input shape of what it sees
 */
public record PlacedLayer(String name, LayerSpec layer, Shape input, LayerLayout layout) {
  /**
   * Layers one on another.
   *
   * @param prefix of their names
   * @param path of their list in a spec
   */
  static List<PlacedLayer> stack(String prefix, String path, List<LayerSpec> layers, Shape input) {
    List<PlacedLayer> placed = new ArrayList<>();
    Shape shape = input;
    for (int i = 0; i < layers.size(); i++) {
      LayerSpec layer = layers.get(i);
      String name = prefix + i;
      LayerLayout layout = layer.accept(new LayerLayout.Visitor(name, path + "/" + i, shape));
      placed.add(new PlacedLayer(name, layer, shape, layout));
      shape = layout.output();
    }
    return placed;
  }

  /** Shape of what it gives out. */
  public Shape output() {
    return layout.output();
  }
}
