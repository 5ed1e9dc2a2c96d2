package optbench.engine.naive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import optbench.network.InitialWeights;
import optbench.network.Network;
import optbench.network.Shape;
import optbench.random.SeededRandom;
import optbench.spec.Activation;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NaiveNetworkTest {
  private static final Shape INPUT = new Shape(2, 5, 6);
  private static final int[] LABELS = {0, 2, 1, 1};

  static Stream<List<LayerSpec>> networks() {
    LayerSpec norm = new LayerSpec.BatchNorm(0.9, 1e-3);
    LayerSpec layerNorm = new LayerSpec.LayerNorm(1e-3);
    return Stream.of(
        List.of(),
        List.of(dense(Activation.TANH), dense(Activation.SIGMOID)),
        List.of(conv(1, true, Activation.GELU), dense(Activation.GELU)),
        List.of(new LayerSpec.Dropout(0.5), dense(Activation.RELU)),
        List.of(conv(1, true, Activation.TANH), conv(2, false, Activation.LINEAR)),
        List.of(conv(1, false, Activation.SIGMOID), new LayerSpec.MaxPool(2, 1)),
        List.of(conv(1, true, Activation.TANH), new LayerSpec.AvgPool(2, 1)),
        List.of(conv(1, false, Activation.TANH), new LayerSpec.GlobalAvgPool()),
        List.of(layerNorm, conv(1, true, Activation.TANH), layerNorm),
        List.of(
            conv(1, true, Activation.LINEAR),
            norm,
            new LayerSpec.Activate(Activation.TANH),
            residual(Activation.SIGMOID, conv(1, true, Activation.TANH), norm)),
        List.of(residual(Activation.GELU, conv(2, true, Activation.TANH))),
        List.of(
            dense(Activation.TANH),
            new LayerSpec.Residual(
                List.of(dense(Activation.TANH), dense(Activation.LINEAR)),
                Optional.of(List.of(dense(Activation.SIGMOID))),
                Activation.LINEAR)),
        List.of(new LayerSpec.Flatten(), layerNorm, dense(Activation.TANH), layerNorm),
        List.of(norm, conv(2, true, Activation.TANH), norm, new LayerSpec.MaxPool(2, 2)),
        List.of(new LayerSpec.Flatten(), norm, dense(Activation.TANH), norm));
  }

  /** The backward passes beside losses alone. */
  @ParameterizedTest
  @MethodSource("networks")
  void gradientsAreCentralDifferencesOfTheLoss(List<LayerSpec> layers) {
    Network network = new Network("custom", layers);
    NaiveNetwork naive =
        new NaiveNetwork(network, INPUT, 3, InitialWeights.draw(network, INPUT, 3, 7));
    double[] mask = new double[INPUT.features()];
    Arrays.setAll(mask, j -> j % 2 * 2.0);
    naive.train(images(), LABELS, (layer, sample) -> mask);
    for (int t = 0; t < naive.gradients().size(); t++) {
      double[] expected = naive.centralDifferences(t, images(), LABELS, (layer, sample) -> mask);
      assertThat(naive.gradients().get(t)).containsExactly(expected, within(1e-7));
    }
  }

  /** Worked out by hand: sums 1, 0, 0 give the label a probability of e / (e + 2). */
  @Test
  void lossIsTheMeanCrossEntropy() {
    Network network = new Network("custom", List.of());
    NaiveNetwork naive =
        new NaiveNetwork(network, INPUT, 3, InitialWeights.draw(network, INPUT, 3, 7));
    Arrays.fill(naive.parameters().get(0), 0);
    naive.parameters().get(1)[1] = 1;

    NaiveNetwork.Found found = naive.assess(images(), new int[] {1, 1, 1, 1});

    assertThat(found.loss()).isCloseTo(0.5514447139320511, within(1e-12));
    assertThat(found.margin(0, 1)).isEqualTo(1);
    assertThat(found.margin(0, 0)).isEqualTo(-1);
  }

  private static double[][] images() {
    SeededRandom random = SeededRandom.of(3, "images");
    double[][] images = new double[LABELS.length][INPUT.features()];
    for (double[] image : images) {
      Arrays.setAll(image, j -> random.nextDouble());
    }
    return images;
  }

  private static LayerSpec residual(Activation activation, LayerSpec... layers) {
    return new LayerSpec.Residual(List.of(layers), Optional.empty(), activation);
  }

  private static LayerSpec dense(Activation activation) {
    return new LayerSpec.Dense(4, activation, Initialization.GLOROT_UNIFORM);
  }

  private static LayerSpec conv(int stride, boolean same, Activation activation) {
    return new LayerSpec.Conv2d(3, 3, stride, same, activation, Initialization.GLOROT_UNIFORM);
  }
}
