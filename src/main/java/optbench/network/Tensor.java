package optbench.network;

import java.util.List;
import optbench.spec.Initialization.Distribution;

/**
 * A trainable tensor of a network.
 *
 * @param layer name of its layer, {@link PlacedLayer#name}; that of the output layer is the number
 *     of hidden ones
 * @param kind what it is for
 * @param shape dense weights: inputs, outputs; filters: outputs, inputs, height, width; vectors:
 *     length
 * @param variance of the initial weights; 0 where the start is fixed
 * @param distribution that initial weights are drawn from, where they are drawn
 */
public record Tensor(
    String layer, Kind kind, List<Integer> shape, double variance, Distribution distribution) {
  /** What a tensor is for. */
  public enum Kind {
    /** Weights of a dense layer or filters of a convolution. */
    WEIGHTS,
    /** Offsets; they start at 0. */
    BIAS,
    /** Scales of batch normalisation; they start at 1. */
    GAMMA,
    /** Offsets of batch normalisation; they start at 0. */
    BETA,
    /** Scales of layer normalisation; they start at 1. */
    GAIN,
    /** Offsets of layer normalisation; they start at 0. */
    OFFSET
  }

  public Tensor {
    shape = List.copyOf(shape);
  }

  /** Whose start is fixed. */
  Tensor(String layer, Kind kind, int length) {
    this(layer, kind, List.of(length), 0, Distribution.UNIFORM);
  }

  /** Number of elements. */
  public int length() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
