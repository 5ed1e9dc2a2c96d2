package optbench.network;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import optbench.hash.Sha256;
import optbench.network.Tensor.Kind;
import optbench.random.SeededRandom;

/**
 * The weights that training starts from: the same bits for every optimizer and engine of a seed.
 *
 * @param tensors as {@link Network#tensors} lists them
 * @param values of each tensor, in row-major order
 * @param statistics running means and variances by layer and kind, such as {@code 3_mean} and
 *     {@code 3_var}; those that are not here start at 0 and 1
 */
public record InitialWeights(
    List<Tensor> tensors, List<float[]> values, Map<String, float[]> statistics) {
  /** What is cut off a normal distribution, in standard deviations from its mean. */
  private static final double CUT = 2;

  /** Standard deviation of what is left of a standard normal distribution that is cut off there. */
  private static final double DEVIATION_OF_CUT = 0.8796256610342398;

  public InitialWeights {
    statistics = Collections.unmodifiableMap(new TreeMap<>(statistics));
  }

  /** With running statistics at their usual start. */
  public InitialWeights(List<Tensor> tensors, List<float[]> values) {
    this(tensors, values, Map.of());
  }

  /** Those of a network that has them, or drawn by the seed. */
  public static InitialWeights of(Network network, Shape input, int classes, long seed) {
    return network
        .start()
        .map(fixed -> fixed.weights(input))
        .orElseGet(() -> draw(network, input, classes, seed));
  }

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
    List<byte[]> parts = new ArrayList<>();
    values.forEach(tensor -> parts.add(bytes(tensor)));
    statistics.values().forEach(tensor -> parts.add(bytes(tensor)));
    return Sha256.hex(parts.toArray(byte[][]::new));
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
              switch (tensor.distribution()) {
                case UNIFORM -> random.nextDouble(-limit, limit);
                case NORMAL -> deviation * random.nextGaussian();
                case TRUNCATED_NORMAL -> deviation / DEVIATION_OF_CUT * truncated(random);
              };
    }
    return values;
  }

  private static double truncated(SeededRandom random) {
    double number;
    do {
      number = random.nextGaussian();
    } while (Math.abs(number) > CUT);
    return number;
  }
}
