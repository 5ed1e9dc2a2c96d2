package optbench.engine;

import java.util.Optional;
import optbench.network.Network;
import optbench.spec.LayerSpec;

/** What an engine can build. */
public final class Buildable {
  private Buildable() {}

  /**
   * Why an engine cannot train a network, or empty if it can.
   *
   * @param engine its name
   * @param builders what it does with a layer; empty for those that it has no way to build
   */
  public static Optional<String> obstacle(
      String engine, Network network, LayerSpec.Visitor<? extends Optional<?>> builders) {
    return network.layers().stream()
        .filter(layer -> layer.accept(builders).isEmpty())
        .findFirst()
        .map(
            layer ->
                engine + " does not build " + layer.id() + " layers: train it with another engine");
  }
}
