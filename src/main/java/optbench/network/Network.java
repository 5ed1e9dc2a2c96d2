package optbench.network;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.SpecException;

/**
 * A network to train: hidden layers, and the softmax output layer that always follows.
 *
 * @param name the preset's, or {@code custom}
 * @param start what every trial starts from; empty if each seed draws its own weights
 */
public record Network(String name, List<LayerSpec> layers, Optional<FixedStart> start) {
  /** Digits of a checksum that tell weights apart. */
  private static final int TELLING_DIGITS = 16;

  public Network {
    layers = List.copyOf(layers);
  }

  /** Whose weights each seed draws. */
  public Network(String name, List<LayerSpec> layers) {
    this(name, layers, Optional.empty());
  }

  /** The same, always from the same weights; its name says so wherever it stands. */
  public Network startingFrom(FixedStart fixed) {
    return new Network(name + " from saved weights", layers, Optional.of(fixed));
  }

  /**
   * What each hidden layer is on top of the one before.
   *
   * @param input of one sample
   * @throws SpecException if a layer does not fit on the one before; its path points at the layer
   */
  public List<LayerLayout> layouts(Shape input) {
    return placed(input).stream().map(PlacedLayer::layout).toList();
  }

  /**
   * Each hidden layer in its place.
   *
   * @param input of one sample
   * @throws SpecException if a layer does not fit on the one before; its path points at the layer
   */
  public List<PlacedLayer> placed(Shape input) {
    return PlacedLayer.stack("", "/network", layers, input);
  }

  /**
   * The trainable tensors in the order in which they are drawn.
   *
   * @param input of one sample
   * @param classes width of the output layer
   * @throws SpecException if a layer does not fit on the one before; its path points at the layer
   */
  public List<Tensor> tensors(Shape input, int classes) {
    List<LayerLayout> layouts = layouts(input);
    Shape last = layouts.isEmpty() ? input : layouts.get(layouts.size() - 1).output();
    LayerLayout output =
        LayerLayout.dense(
            String.valueOf(layouts.size()), last, classes, Initialization.GLOROT_UNIFORM);
    return Stream.concat(layouts.stream(), Stream.of(output))
        .flatMap(layout -> layout.tensors().stream())
        .toList();
  }

  /**
   * Number of trainable parameters.
   *
   * @throws SpecException if a layer does not fit on the one before, or there are more parameters
   *     than an array can hold
   */
  public long parameters(Shape input, int classes) {
    long parameters = tensors(input, classes).stream().mapToLong(Network::elements).sum();
    if (parameters > Integer.MAX_VALUE) {
      throw new SpecException(
          "/network",
          "must have at most "
              + Integer.MAX_VALUE
              + " parameters but has "
              + parameters
              + ": take smaller layers");
    }
    return parameters;
  }

  /** Unlike {@link Tensor#length()} not limited to what can be trained. */
  private static long elements(Tensor tensor) {
    return tensor.shape().stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  /** The shapes between the layers: the input, then the output of each hidden layer. */
  public List<Shape> shapes(Shape input) {
    return Stream.concat(Stream.of(input), layouts(input).stream().map(LayerLayout::output))
        .toList();
  }

  /** All that decides how it computes, in one line. */
  public String describe(int classes) {
    return layers.stream().map(layer -> layer.text() + ", ").collect(Collectors.joining())
        + "softmax "
        + classes
        + start
            .map(fixed -> ", from weights " + fixed.sha256().substring(0, TELLING_DIGITS))
            .orElse("");
  }
}
