package optbench.network;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import optbench.hash.Sha256;
import optbench.network.Tensor.Kind;
import optbench.random.SeededRandom;

/**
 * The weights that training starts from: the same bits for every optimizer and engine of a seed.
 *
 * @param tensors as {@link Network#tensors} lists them
 * @param values of each tensor, in row-major order
 */
public record InitialWeights(List<Tensor> tensors, List<float[]> values) {
  /** Draws them; each tensor from a stream of random numbers of its own. */
  public static InitialWeights draw(Network network, Shape input, int classes, long seed) {
    List<Tensor> tensors = network.tensors(input, classes);
    List<float[]> values = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      values.add(draw(tensors.get(i), SeededRandom.of(seed, "weights", i)));
    }
    return new InitialWeights(tensors, values);
  }

  /** Hash of all bits. */
  public String sha256() {
    return Sha256.hex(values.stream().map(InitialWeights::bytes).toArray(byte[][]::new));
  }

  private static byte[] bytes(float[] tensor) {
    ByteBuffer bytes = ByteBuffer.allocate(tensor.length * Float.BYTES);
    bytes.asFloatBuffer().put(tensor);
    return bytes.array();
  }

  private static float[] draw(Tensor tensor, SeededRandom random) {
    float[] values = new float[tensor.length()];
    if (tensor.kind() == Kind.GAMMA || tensor.kind() == Kind.GAIN) {
      Arrays.fill(values, 1);
    }
    if (tensor.kind() != Kind.WEIGHTS) {
      return values;
    }
    double deviation = Math.sqrt(tensor.variance());
    double limit = Math.sqrt(3 * tensor.variance());
    for (int i = 0; i < values.length; i++) {
      values[i] =
          (float)
              (tensor.uniform()
                  ? random.nextDouble(-limit, limit)
                  : deviation * random.nextGaussian());
    }
    return values;
  }
}
