package optbench.network;

import java.util.List;

/**
 * A trainable tensor of a network.
 *
 * @param layer name of its layer, {@link PlacedLayer#name}; that of the output layer is the number
 *     of hidden ones
 * @param kind what it is for
 * @param shape dense weights: inputs, outputs; filters: outputs, inputs, height, width; vectors:
 *     length
 * @param variance of the initial weights; 0 where the start is fixed
 * @param uniform whether the initial weights are drawn from a uniform distribution, otherwise from
 *     a normal one
 */
public record Tensor(
    String layer, Kind kind, List<Integer> shape, double variance, boolean uniform) {
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

  /** Number of elements. */
  public int length() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
