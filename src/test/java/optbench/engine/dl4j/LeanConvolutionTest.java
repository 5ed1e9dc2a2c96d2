package optbench.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import optbench.engine.dl4j.Dl4jConfiguration.Kind;
import optbench.network.InitialWeights;
import optbench.network.Network;
import optbench.network.Shape;
import optbench.random.SeededRandom;
import optbench.spec.Activation;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.LayerSpec.Conv2d;
import optbench.spec.LayerSpec.MaxPool;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Beside Deeplearning4j's own convolution and pooling, from the same weights. */
class LeanConvolutionTest {
  private static final int CLASSES = 3;

  private final SeededRandom random = SeededRandom.of(3, "images");

  @ParameterizedTest
  @CsvSource({
    // height, width, kernel, stride, same, activation, pool (0: none), pool stride, samples
    "28, 28, 3, 1, false, RELU, 2, 2, 64",
    "28, 28, 3, 1, false, RELU, 0, 0, 65",
    "12, 10, 5, 1, true, RELU, 2, 2, 150",
    "12, 10, 5, 1, true, TANH, 3, 2, 9",
    "9, 9, 1, 1, false, SIGMOID, 2, 1, 70",
    "9, 8, 2, 3, true, LINEAR, 0, 0, 1",
    "14, 11, 7, 2, true, RELU, 2, 2, 33",
    "8, 8, 6, 1, false, TANH, 3, 3, 64",
    "10, 7, 4, 2, false, RELU, 1, 2, 5",
    // The last window ends two pixels before the image.
    "8, 8, 1, 5, true, RELU, 0, 0, 8"
  })
  void computesWhatStockLayersCompute(
      int height,
      int width,
      int kernel,
      int stride,
      boolean same,
      Activation activation,
      int pool,
      int poolStride,
      int samples) {
    Shape shape = new Shape(1, height, width);
    List<LayerSpec> layers = new ArrayList<>();
    layers.add(new Conv2d(4, kernel, stride, same, activation, Initialization.HE_NORMAL));
    if (pool > 0) {
      layers.add(new MaxPool(pool, poolStride));
    }
    Network network = new Network("custom", layers);
    Dl4jConfiguration configuration = Dl4jConfiguration.of(network, shape, CLASSES);
    assertThat(configuration.layers().get(0).kind()).isEqualTo(Kind.CONVOLUTION);
    Dl4jNetwork lean = new Dl4jNetwork(network, shape, CLASSES);
    lean.set(InitialWeights.draw(network, shape, CLASSES, 5));
    MultiLayerNetwork stock = new MultiLayerNetwork(configuration.conf());
    stock.init();
    stock.setParams(lean.parameters().dup());
    INDArray pixels = pixels(samples, shape.features());
    int[] labels = labels(samples);

    // As between two epochs: an evaluation leaves nothing behind.
    lean.assess(pixels, labels);
    double assessed = lean.lossSum();
    lean.expect(labels, samples);
    lean.computeGradient(pixels);

    stock.setInput(pixels);
    stock.setLabels(oneHot(labels));
    stock.computeGradientAndScore();
    assertThat(lean.lossSum() / samples).isCloseTo(stock.score(), within(1e-5 * stock.score()));
    assertThat(assessed).isEqualTo(lean.lossSum());
    float[] expected = stock.getFlattenedGradients().div(samples).toFloatVector();
    float[] found = lean.gradient().toFloatVector();
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(1e-5f + 1e-4f * Math.abs(expected[i])));
    }
  }

  private INDArray pixels(int samples, int features) {
    float[] values = new float[samples * features];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return Nd4j.createFromArray(values).reshape(samples, features);
  }

  private int[] labels(int samples) {
    int[] labels = new int[samples];
    for (int i = 0; i < samples; i++) {
      labels[i] = random.nextInt(CLASSES);
    }
    return labels;
  }

  private static INDArray oneHot(int[] labels) {
    INDArray oneHot = Nd4j.zeros(labels.length, CLASSES);
    for (int i = 0; i < labels.length; i++) {
      oneHot.putScalar(i, labels[i], 1);
    }
    return oneHot;
  }
}
