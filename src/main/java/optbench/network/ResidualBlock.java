package optbench.network;

import java.util.List;
import java.util.stream.Stream;
import optbench.spec.Activation;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.SpecException;

/**
 * The two ways through a residual block (He, Zhang, Ren and Sun 2015), whose ends are added.
 *
 * @param branch the block's own layers
 * @param shortcut past them; empty if its input is what is added
 * @param output shape of the sum
 */
public record ResidualBlock(List<PlacedLayer> branch, List<PlacedLayer> shortcut, Shape output) {
  /**
   * On what lies below.
   *
   * @param name of the layer
   * @param input shape of what it sees
   * @throws SpecException if the ends of the two ways cannot be added
   */
  public static ResidualBlock of(String name, LayerSpec.Residual layer, Shape input) {
    String path = "/network/" + name;
    List<PlacedLayer> branch =
        PlacedLayer.stack(name + ".", path + "/residual", layer.layers(), input);
    Shape output = end(branch, input);
    List<PlacedLayer> shortcut =
        PlacedLayer.stack(
            name + ".shortcut.",
            path + "/shortcut",
            layer.shortcut().orElseGet(() -> projection(input, output)),
            input);
    if (!end(shortcut, input).equals(output)) {
      throw new SpecException(
          path,
          "the layers of the block give "
              + output.text()
              + " and its shortcut "
              + end(shortcut, input).text()
              + ", which cannot be added: convolutions keep the size with padding: same");
    }
    return new ResidualBlock(branch, shortcut, output);
  }

  private static Shape end(List<PlacedLayer> way, Shape input) {
    return way.isEmpty() ? input : way.get(way.size() - 1).output();
  }

  /**
   * Option B of the paper: nothing where the shapes agree, else the least that makes them agree.
   */
  private static List<LayerSpec> projection(Shape input, Shape output) {
    if (input.equals(output)) {
      return List.of();
    }
    if (!input.isImage()) {
      return List.of(
          new LayerSpec.Dense(output.features(), Activation.LINEAR, Initialization.GLOROT_UNIFORM));
    }
    int stride = (input.height() + output.height() - 1) / output.height();
    return List.of(
        new LayerSpec.Conv2d(
            output.channels(), 1, stride, false, Activation.LINEAR, Initialization.GLOROT_UNIFORM));
  }

  /** What the layer is in a network. */
  LayerLayout layout(Shape input) {
    List<LayerLayout> layouts =
        Stream.of(branch, shortcut).flatMap(List::stream).map(PlacedLayer::layout).toList();
    return new LayerLayout(
        output,
        layouts.stream().flatMap(layout -> layout.tensors().stream()).toList(),
        Stream.concat(layouts.stream(), Stream.of(LayerLayout.of(input), LayerLayout.of(output)))
            .toList(),
        0,
        0);
  }
}
