package optbench.network;

import java.util.List;
import optbench.spec.LayerSpec;

/**
 * A network to train: hidden layers, and the softmax output layer that always follows.
 *
 * @param name the preset's, or {@code custom}
 */
public record Network(String name, List<LayerSpec> layers) {
  public Network {
    layers = List.copyOf(layers);
  }
}
