package optbench.engine.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import optbench.data.Samples;
import optbench.engine.Batches;
import optbench.engine.EnvironmentProbe;
import optbench.network.InitialWeights;
import optbench.network.Network;
import optbench.network.Networks;
import optbench.network.Shape;
import optbench.optimizer.Optimizers;
import optbench.optimizer.Training;
import optbench.optimizer.Updater;
import optbench.random.SeededRandom;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Milliseconds a step with Adam: this project's dl4j engine beside stock {@code
 * MultiLayerNetwork.fit}, in turn, in one JVM. The stock network is built as it comes: with
 * Deeplearning4j's own Adam and without oneDNN layers, which are off by default. Both see the same
 * random batches.
 */
public final class StepBenchmark {
  private static final Shape INPUT = new Shape(1, 28, 28);
  private static final int CLASSES = 10;
  private static final String HELPERS_OFF = "org.eclipse.deeplearning4j.helpers.disable";

  private StepBenchmark() {}

  /** Arguments: rounds (7), or {@code try} for a step of each, whose times say nothing. */
  public static void main(String[] args) {
    boolean tried = args.length > 0 && args[0].equals("try");
    int rounds = tried ? 1 : args.length > 0 ? Integer.parseInt(args[0]) : 7;
    System.out.println(EnvironmentProbe.read("bench", "-"));
    compare("mlp", 128, tried ? 1 : 400, rounds);
    compare("article-cnn", 64, tried ? 1 : 40, rounds);
  }

  private static void compare(String preset, int batchSize, int steps, int rounds) {
    Network network = Networks.builtIn().resolve(new NetworkSpec.Preset(preset));
    Step stock = stock(preset, batchSize);
    Step lean = lean(network, batchSize);
    List<Double> ratios = new ArrayList<>();
    List<Double> stockMillis = new ArrayList<>();
    List<Double> leanMillis = new ArrayList<>();
    for (int round = -1; round < rounds; round++) {
      double a = millis(stock, steps);
      double b = millis(lean, steps);
      if (round >= 0) {
        stockMillis.add(a);
        leanMillis.add(b);
        ratios.add(b / a);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%-12s stock %6.3f ms  optbench %6.3f ms  ratio %.3f (%.3f to %.3f, %d rounds of %d steps)%n",
        preset,
        median(stockMillis),
        median(leanMillis),
        median(ratios),
        ratios.stream().min(Double::compare).orElseThrow(),
        ratios.stream().max(Double::compare).orElseThrow(),
        rounds,
        steps);
  }

  private static double millis(Step step, int steps) {
    long start = System.nanoTime();
    for (int i = 0; i < steps; i++) {
      step.run();
    }
    return (System.nanoTime() - start) * 1e-6 / steps;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static Step lean(Network network, int batchSize) {
    System.setProperty(HELPERS_OFF, "false");
    Dl4jNetwork net = new Dl4jNetwork(network, INPUT, CLASSES);
    net.set(InitialWeights.draw(network, INPUT, CLASSES, 1));
    Updater updater =
        new Updater(
            Optimizers.builtIn().resolve(OptimizerSpec.of("adam"), Profile.DL4J),
            net.layout(),
            new Training(1, 1, 1));
    BatchBuffer buffer = new BatchBuffer(INPUT.features());
    Batches batches = new Batches(samples(batchSize), INPUT.features(), batchSize, 1);
    batches.startEpoch(1);
    buffer.load(batches);
    return () -> {
      net.expect(buffer.labels(), buffer.size());
      net.computeGradient(buffer.pixels());
      updater.step(net.parameters(), net.gradient());
    };
  }

  private static Step stock(String preset, int batchSize) {
    System.setProperty(HELPERS_OFF, "true");
    MultiLayerNetwork net = new MultiLayerNetwork(preset.equals("mlp") ? stockMlp() : stockCnn());
    net.init();
    Samples samples = samples(batchSize);
    INDArray x = Nd4j.create(batchSize, INPUT.features());
    INDArray y = Nd4j.create(batchSize, CLASSES);
    for (int i = 0; i < batchSize; i++) {
      y.putScalar(i, samples.labels()[i], 1);
      for (int j = 0; j < INPUT.features(); j++) {
        x.putScalar(i, j, (samples.pixels()[i * INPUT.features() + j] & 0xff) / 255f);
      }
    }
    return () -> net.fit(x, y);
  }

  private static MultiLayerConfiguration stockMlp() {
    return new NeuralNetConfiguration.Builder()
        .updater(new Adam(1e-3))
        .list()
        .layer(new DenseLayer.Builder().nOut(128).activation(Activation.RELU).build())
        .layer(new OutputLayer.Builder().nOut(CLASSES).build())
        .setInputType(InputType.feedForward(INPUT.features()))
        .build();
  }

  private static MultiLayerConfiguration stockCnn() {
    return new NeuralNetConfiguration.Builder()
        .updater(new Adam(1e-3))
        .list()
        .layer(new ConvolutionLayer.Builder(3, 3).nOut(32).activation(Activation.RELU).build())
        .layer(
            new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                .kernelSize(2, 2)
                .stride(2, 2)
                .build())
        .layer(new DropoutLayer.Builder(0.75).build())
        .layer(new DenseLayer.Builder().nOut(256).activation(Activation.RELU).build())
        .layer(new DropoutLayer.Builder(0.5).build())
        .layer(new OutputLayer.Builder().nOut(CLASSES).build())
        .setInputType(InputType.convolutionalFlat(28, 28, 1))
        .build();
  }

  private static Samples samples(int n) {
    SeededRandom random = SeededRandom.of(7, "benchmark");
    byte[] pixels = new byte[n * INPUT.features()];
    byte[] labels = new byte[n];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) random.nextInt(256);
    }
    for (int i = 0; i < n; i++) {
      labels[i] = (byte) random.nextInt(CLASSES);
    }
    return new Samples(pixels, labels);
  }

  @FunctionalInterface
  private interface Step {
    void run();
  }
}
