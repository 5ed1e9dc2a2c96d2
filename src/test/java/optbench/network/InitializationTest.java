package optbench.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import optbench.spec.Activation;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Drawn weights beside the formulas of Keras' documentation: uniform within the square root of 3
 * scale / fan, normal with the variance scale / fan, and cut off at two standard deviations of what
 * was divided by 0.87962566103423978 before, so that the variance is the same again.
 */
class InitializationTest {
  private static final double CUT = 2 / 0.8796256610342398;

  /** Of a normal distribution 3, of a uniform one 9/5; 2.36554 of one cut off at 2. */
  private static final double NORMAL = 3;

  private static final double UNIFORM = 1.8;
  private static final double TRUNCATED = 2.36554;

  private static float[] drawn(LayerSpec layer, Shape input) {
    Network network = new Network("custom", List.of(layer));
    return InitialWeights.draw(network, input, 10, 1).values().get(0);
  }

  private static double moment(float[] values, int power) {
    return IntStream.range(0, values.length).mapToDouble(i -> Math.pow(values[i], power)).sum()
        / values.length;
  }

  /** From 400 numbers to 300. */
  @ParameterizedTest
  @CsvSource({
    "GLOROT_UNIFORM, 700, 2",
    "GLOROT_NORMAL, 700, 2",
    "GLOROT_TRUNCATED_NORMAL, 700, 2",
    "HE_UNIFORM, 400, 2",
    "HE_NORMAL, 400, 2",
    "HE_TRUNCATED_NORMAL, 400, 2",
    "LECUN_UNIFORM, 400, 1",
    "LECUN_NORMAL, 400, 1",
    "LECUN_TRUNCATED_NORMAL, 400, 1"
  })
  void momentsAndBoundsAreThoseOfKeras(Initialization start, double fan, double scale) {
    float[] values = drawn(new LayerSpec.Dense(300, Activation.RELU, start), Shape.vector(400));
    double deviation = Math.sqrt(scale / fan);
    double largest =
        IntStream.range(0, values.length).mapToDouble(i -> Math.abs(values[i])).max().orElseThrow();

    assertThat(moment(values, 1)).isCloseTo(0, within(0.01 * deviation));
    assertThat(moment(values, 2)).isCloseTo(deviation * deviation, within(0.015 * scale / fan));
    double kurtosis = moment(values, 4) / Math.pow(moment(values, 2), 2);
    switch (start.distribution()) {
      case UNIFORM -> {
        assertThat(kurtosis).isCloseTo(UNIFORM, within(0.03));
        assertThat(largest / deviation).isBetween(0.999 * Math.sqrt(3), 1.0001 * Math.sqrt(3));
      }
      case NORMAL -> {
        assertThat(kurtosis).isCloseTo(NORMAL, within(0.1));
        assertThat(largest / deviation).isBetween(4.0, 6.0);
      }
      case TRUNCATED_NORMAL -> {
        assertThat(kurtosis).isCloseTo(TRUNCATED, within(0.05));
        assertThat(largest / deviation).isBetween(0.999 * CUT, 1.0001 * CUT);
      }
    }
  }

  /** Eight channels to 16, of which a filter sees 5 x 5 pixels: 200 in, 400 out. */
  @ParameterizedTest
  @CsvSource({
    "GLOROT_TRUNCATED_NORMAL, 300, 1",
    "HE_TRUNCATED_NORMAL, 200, 2",
    "LECUN_TRUNCATED_NORMAL, 200, 1"
  })
  void filtersSeeTheirWholeWindow(Initialization start, double fan, double scale) {
    float[] values =
        drawn(new LayerSpec.Conv2d(16, 5, 1, true, Activation.RELU, start), new Shape(8, 9, 9));
    double largest =
        IntStream.range(0, values.length).mapToDouble(i -> Math.abs(values[i])).max().orElseThrow();

    assertThat(largest / Math.sqrt(scale / fan)).isBetween(0.98 * CUT, 1.0001 * CUT);
    assertThat(moment(values, 2)).isCloseTo(scale / fan, within(0.1 * scale / fan));
  }
}
