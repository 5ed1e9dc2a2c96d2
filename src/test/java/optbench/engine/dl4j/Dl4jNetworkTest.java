package optbench.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import optbench.network.InitialWeights;
import optbench.network.Network;
import optbench.network.Networks;
import optbench.network.Shape;
import optbench.optimizer.ParameterLayout;
import optbench.random.SeededRandom;
import optbench.spec.Activation;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.NetworkSpec;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Our lean layers against Deeplearning4j's own: the same loss and gradient from the same weights.
 */
class Dl4jNetworkTest {
  private static final Shape INPUT = new Shape(1, 8, 8);
  private static final int CLASSES = 4;
  private static final int SAMPLES = 7;

  static Stream<List<LayerSpec>> networks() {
    return Stream.of(
        List.of(),
        List.of(dense(Activation.RELU)),
        List.of(dense(Activation.TANH), dense(Activation.SIGMOID)),
        List.of(dense(Activation.LINEAR), dense(Activation.RELU)),
        List.of(
            conv(1, false, Activation.RELU), new LayerSpec.MaxPool(2, 2), dense(Activation.RELU)),
        List.of(conv(2, true, Activation.TANH), new LayerSpec.Flatten(), dense(Activation.RELU)),
        List.of(conv(1, true, Activation.RELU), conv(1, false, Activation.SIGMOID)),
        List.of(
            conv(1, true, Activation.RELU), new LayerSpec.AvgPool(3, 2), dense(Activation.RELU)),
        List.of(conv(1, true, Activation.TANH), new LayerSpec.GlobalAvgPool()),
        List.of(new LayerSpec.AvgPool(2, 1), conv(1, true, Activation.RELU)),
        List.of(dense(Activation.RELU), new LayerSpec.BatchNorm(0.9, 1e-3), dense(Activation.RELU)),
        List.of(
            conv(1, false, Activation.LINEAR),
            new LayerSpec.BatchNorm(0.9, 1e-3),
            new LayerSpec.Activate(Activation.RELU)),
        List.of(new LayerSpec.Activate(Activation.SIGMOID), dense(Activation.TANH)),
        List.of(new LayerSpec.BatchNorm(0.9, 1e-3), conv(1, false, Activation.RELU)),
        List.of(new LayerSpec.Flatten(), dense(Activation.RELU)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void computesWhatStockLayersCompute(List<LayerSpec> layers) {
    Network network = new Network("custom", layers);
    Dl4jNetwork lean = new Dl4jNetwork(network, INPUT, CLASSES);
    lean.set(InitialWeights.draw(network, INPUT, CLASSES, 5));
    MultiLayerNetwork stock =
        new MultiLayerNetwork(Dl4jConfiguration.of(network, INPUT, CLASSES).conf());
    stock.init();
    stock.setParams(lean.parameters().dup());

    double loss = loss(lean);

    stock.setInput(pixels());
    stock.setLabels(oneHot());
    stock.computeGradientAndScore();
    INDArray expected = stock.getFlattenedGradients().div(SAMPLES);
    assertThat(loss).isCloseTo(stock.score(), within(1e-5 * stock.score()));
    for (var tensor : lean.layout().tensors()) {
      boolean statistics = tensor.role() == ParameterLayout.Role.STATISTICS;
      for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
        double want = expected.getDouble(i) * (statistics ? SAMPLES : 1);
        assertThat(lean.gradient().getDouble(i))
            .as(tensor.name())
            .isCloseTo(want, within(1e-5 + 1e-4 * Math.abs(want)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void lossFallsAlongTheNegativeGradient(List<LayerSpec> layers) {
    Network network = new Network("custom", layers);
    Dl4jNetwork net = new Dl4jNetwork(network, INPUT, CLASSES);
    net.set(InitialWeights.draw(network, INPUT, CLASSES, 5));
    double before = loss(net);
    double squares = net.gradient().norm2Number().doubleValue();
    double rate = 1e-3 / squares;
    net.parameters().subi(net.gradient().mul(rate).reshape(net.parameters().shape()));
    double after = loss(net);
    assertThat(after).isLessThan(before);
  }

  /** Else the warm-up, whose length depends on the machine, would show in what is evaluated. */
  @ParameterizedTest
  @MethodSource("networks")
  void goesBackToTheStartWithoutATrace(List<LayerSpec> layers) {
    Network network = new Network("custom", layers);
    InitialWeights weights = InitialWeights.draw(network, INPUT, CLASSES, 5);
    Dl4jNetwork net = new Dl4jNetwork(network, INPUT, CLASSES);
    net.set(weights);
    float[] start = net.parameters().toFloatVector();
    loss(net);
    net.parameters().subi(net.gradient().reshape(net.parameters().shape()));
    assertThat(net.parameters().toFloatVector()).isNotEqualTo(start);

    net.set(weights);

    assertThat(net.parameters().toFloatVector()).isEqualTo(start);
  }

  @Test
  void tellsRightAnswersAndSumsLosses() {
    Network network = new Network("custom", List.of());
    Dl4jNetwork net = new Dl4jNetwork(network, INPUT, CLASSES);
    net.parameters().assign(0);
    net.parameters().putScalar(net.parameters().length() - CLASSES + 2, 1.0); // the bias of class 2
    net.assess(pixels(), new int[] {2, 2, 0, 1, 2, 3, 0});
    double total = 3 + Math.E;
    assertThat(net.right().stream()).containsExactly(0, 1, 4);
    assertThat(net.lossSum()).isCloseTo(7 * Math.log(total) - 3, within(1e-5));
  }

  @Test
  void laysOutEveryParameterOnce() {
    for (Networks.Preset preset : Networks.builtIn().all()) {
      Shape mnist = new Shape(1, 28, 28);
      Dl4jNetwork net = new Dl4jNetwork(preset.network(), mnist, 10);
      assertThat(trained(net)).isEqualTo((int) preset.network().parameters(mnist, 10));
    }
    assertThat(
            Networks.builtIn()
                .resolve(new NetworkSpec.Preset("article-cnn"))
                .parameters(new Shape(1, 28, 28), 10))
        .isEqualTo(1_387_594);
  }

  private static int trained(Dl4jNetwork net) {
    return net.layout().tensors().stream()
        .filter(tensor -> tensor.role() != ParameterLayout.Role.STATISTICS)
        .mapToInt(ParameterLayout.Tensor::length)
        .sum();
  }

  /** With running statistics, which Keras counts, too. */
  @Test
  void resnet8HasAsManyParametersAsMlPerfTinyPublishes() {
    Network network = Networks.builtIn().resolve(new NetworkSpec.Preset("resnet-8"));
    Dl4jNetwork net = new Dl4jNetwork(network, new Shape(3, 32, 32), 10);
    assertThat(net.layout().size()).isEqualTo(78_666);
  }

  @Test
  void putsInitialWeightsWhereTheyBelong() {
    Network network =
        new Network("custom", List.of(conv(1, false, Activation.RELU), dense(Activation.RELU)));
    Dl4jNetwork net = new Dl4jNetwork(network, INPUT, CLASSES);
    InitialWeights weights = InitialWeights.draw(network, INPUT, CLASSES, 9);
    net.set(weights);
    Map<String, INDArray> table = net.parameterTable();
    assertThat(table.get("0_W").getFloat(2, 0, 1, 2))
        .isEqualTo(weights.values().get(0)[2 * 9 + 1 * 3 + 2]);
    assertThat(table.get("1_W").getFloat(5, 3)).isEqualTo(weights.values().get(2)[5 * 6 + 3]);
  }

  /** What the optimizers take for row and column is output and input. */
  @Test
  void describesWeightsAsMatricesOfOutputsByInputs() {
    Network network =
        new Network("custom", List.of(conv(1, false, Activation.RELU), dense(Activation.RELU)));
    Dl4jNetwork net = new Dl4jNetwork(network, INPUT, CLASSES);
    net.set(InitialWeights.draw(network, INPUT, CLASSES, 9));
    assertThat(net.layout().tensors())
        .extracting(t -> t.name() + t.shape())
        .containsExactly(
            "0_b[3]", "0_W[3, 1, 3, 3]", "1_W[6, 108]", "1_b[6]", "2_W[4, 6]", "2_b[4]");
    for (var tensor : net.layout().tensors()) {
      INDArray values = net.parameterTable().get(tensor.name());
      if (tensor.name().equals("0_W")) {
        assertThat(element(net, tensor, 2, 7)).isEqualTo(values.getFloat(2, 0, 2, 1));
      } else if (tensor.isMatrix()) {
        assertThat(element(net, tensor, 3, 2)).isEqualTo(values.getFloat(2, 3));
      }
    }
  }

  private static float element(
      Dl4jNetwork net, ParameterLayout.Tensor tensor, int row, int column) {
    return net.parameters().getFloat(tensor.offset() + row * tensor.columns() + column);
  }

  private static LayerSpec dense(Activation activation) {
    return new LayerSpec.Dense(6, activation, Initialization.GLOROT_UNIFORM);
  }

  private static LayerSpec conv(int stride, boolean same, Activation activation) {
    return new LayerSpec.Conv2d(3, 3, stride, same, activation, Initialization.HE_NORMAL);
  }

  private static double loss(Dl4jNetwork net) {
    net.expect(labels(), SAMPLES);
    net.computeGradient(pixels());
    return net.lossSum() / SAMPLES;
  }

  private static INDArray pixels() {
    SeededRandom random = SeededRandom.of(1, "pixels");
    float[] values = new float[SAMPLES * INPUT.features()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return Nd4j.createFromArray(values).reshape(SAMPLES, INPUT.features());
  }

  private static int[] labels() {
    return new int[] {0, 1, 2, 3, 2, 1, 0};
  }

  private static INDArray oneHot() {
    INDArray labels = Nd4j.zeros(SAMPLES, CLASSES);
    for (int i = 0; i < SAMPLES; i++) {
      labels.putScalar(i, labels()[i], 1);
    }
    return labels;
  }
}
