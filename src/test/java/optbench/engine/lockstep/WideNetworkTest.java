package optbench.engine.lockstep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import optbench.data.Samples;
import optbench.engine.naive.NaiveNetwork;
import optbench.network.InitialWeights;
import optbench.network.Network;
import optbench.network.Networks;
import optbench.network.Shape;
import optbench.network.Tensor;
import optbench.optimizer.ParameterLayout;
import optbench.optimizer.ParameterLayout.Role;
import optbench.random.SeededRandom;
import optbench.spec.Activation;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.NetworkSpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses and gradients of wide networks, beside definitions and beside narrower ones. */
@Tag("slow")
class WideNetworkTest {
  private static final long SEED = 11;
  private static final int CLASSES = 3;
  private static final Shape SMALL = new Shape(1, 7, 8);
  private static final LayerSpec NORM = new LayerSpec.BatchNorm(0.9, 1e-3);
  private static final LayerSpec FLATTEN = new LayerSpec.Flatten();

  static Stream<List<LayerSpec>> plain() {
    return Stream.of(
        List.of(),
        List.of(dense(9, Activation.RELU)),
        List.of(FLATTEN, dense(5, Activation.LINEAR), dense(6, Activation.RELU)),
        List.of(dense(7, Activation.TANH), dense(4, Activation.SIGMOID)),
        List.of(conv(3, 1, false, Activation.RELU), pool(2, 2), FLATTEN, dense(4, Activation.RELU)),
        List.of(conv(3, 1, true, Activation.TANH), conv(3, 2, false, Activation.RELU), pool(2, 1)),
        List.of(conv(2, 2, true, Activation.SIGMOID), conv(3, 2, true, Activation.LINEAR)),
        List.of(conv(3, 1, false, Activation.TANH), pool(3, 1), pool(2, 1)),
        List.of(conv(3, 1, true, Activation.SIGMOID), pool(3, 2), dense(4, Activation.TANH)),
        List.of(conv(2, 1, false, Activation.TANH), pool(1, 2), conv(2, 1, false, Activation.TANH)),
        List.of(conv(2, 1, true, Activation.TANH), FLATTEN, dense(4, Activation.TANH)),
        List.of(pool(3, 2), dense(6, Activation.LINEAR)),
        List.of(pool(2, 1), conv(3, 2, true, Activation.TANH)));
  }

  static Stream<List<LayerSpec>> normalized() {
    return Stream.of(
        List.of(NORM),
        List.of(FLATTEN, NORM, dense(5, Activation.TANH)),
        List.of(conv(3, 1, false, Activation.TANH), pool(2, 2), FLATTEN, NORM),
        List.of(dense(6, Activation.RELU), NORM, dense(4, Activation.TANH), NORM),
        List.of(NORM, conv(3, 1, false, Activation.TANH), NORM, pool(2, 2)),
        List.of(
            conv(3, 1, true, Activation.SIGMOID),
            pool(2, 1),
            NORM,
            conv(2, 2, true, Activation.TANH)),
        List.of(conv(2, 1, false, Activation.LINEAR), NORM, pool(3, 1), dense(4, Activation.RELU)));
  }

  static Stream<List<LayerSpec>> dropping() {
    return Stream.of(
        List.of(drop(0.4), dense(6, Activation.RELU), drop(0.5)),
        List.of(dense(6, Activation.TANH), drop(0.3), dense(6, Activation.SIGMOID), drop(0.5)),
        List.of(
            conv(3, 1, false, Activation.TANH), pool(2, 2), drop(0.25), dense(5, Activation.RELU)),
        List.of(drop(0.2), conv(3, 1, true, Activation.SIGMOID), drop(0.5), drop(0.2)),
        List.of(dense(6, Activation.TANH), drop(0.3), NORM, drop(0.3)));
  }

  static Stream<Arguments> networks() {
    return Stream.of(plain(), normalized(), dropping())
        .flatMap(layers -> layers)
        .flatMap(layers -> Stream.of(Arguments.of(layers, 1), Arguments.of(layers, 3)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void findsTheLossAndItsCentralDifferences(List<LayerSpec> layers, int trials) {
    Network network = new Network("custom", layers);
    Batch batch = batch(SMALL, CLASSES, 9);
    WideNetwork wide = new WideNetwork(network, SMALL, CLASSES, trials, 9, new AllMasks(SEED));
    List<InitialWeights> weights = new ArrayList<>();
    for (int k = 0; k < trials; k++) {
      weights.add(weights(network, SMALL, CLASSES, k));
      wide.set(k, weights.get(k));
    }
    wide.computeGradients(batch);
    for (int k = 0; k < trials; k++) {
      NaiveNetwork naive = new NaiveNetwork(network, SMALL, CLASSES, weights.get(k));
      NaiveNetwork.Masks masks = firstMasks(network, SMALL, batch.size());
      assertThat(wide.found(k).lossSum() / batch.size())
          .isCloseTo(naive.train(images(batch), labels(batch), masks), within(1e-6));
      List<float[]> gradients = canonicalGradients(wide, k, network, SMALL);
      for (int t = 0; t < gradients.size(); t++) {
        assertClose(
            "trial " + k + ", tensor " + weights.get(k).tensors().get(t),
            gradients.get(t),
            naive.centralDifferences(t, images(batch), labels(batch), masks),
            1e-4);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("plain")
  void findsTheSameGradientInParts(List<LayerSpec> layers) {
    Network network = new Network("custom", layers);
    Batch batch = batch(SMALL, CLASSES, 23);
    for (int trials : new int[] {1, 3}) {
      WideNetwork whole = small(network, trials, 64);
      whole.computeGradients(batch);
      for (int capacity : new int[] {1, 5, 22}) {
        WideNetwork parts = small(network, trials, capacity);
        // A second time: what an earlier batch has left must not be added to.
        parts.computeGradients(batch);
        parts.computeGradients(batch);
        for (int k = 0; k < trials; k++) {
          assertThat(parts.found(k).lossSum())
              .isCloseTo(whole.found(k).lossSum(), within(1e-5 * whole.found(k).lossSum()));
          assertThat(parts.found(k).correct()).isEqualTo(whole.found(k).correct());
          List<float[]> expected = canonicalGradients(whole, k, network, SMALL);
          List<float[]> found = canonicalGradients(parts, k, network, SMALL);
          for (int t = 0; t < expected.size(); t++) {
            assertClose("capacity " + capacity, found.get(t), doubles(expected.get(t)), 1e-5);
          }
        }
      }
    }
  }

  /**
   * Products and sums of other widths round in another way, so that a group's width and a trial's
   * place in it may decide on last bits; what the others compute may not.
   */
  @ParameterizedTest
  @CsvSource({"mlp, 128", "softmax, 128", "article-cnn, 9"})
  void takesNothingFromOtherTrials(String preset, int size) {
    Network network = Networks.builtIn().resolve(new NetworkSpec.Preset(preset));
    Shape shape = new Shape(1, 28, 28);
    Batch batch = batch(shape, 10, size);
    InitialWeights own = weights(network, shape, 10, 0);
    Found alone = found(network, shape, batch, List.of(own), 0);
    for (int trials : new int[] {2, 3, 8}) {
      for (int place : new int[] {0, trials - 1}) {
        Found first = null;
        for (InitialWeights other :
            List.of(weights(network, shape, 10, 1), all(own, Float.NaN), all(own, 1e30f))) {
          List<InitialWeights> group = new ArrayList<>(Collections.nCopies(trials, other));
          group.set(place, own);
          Found found = found(network, shape, batch, group, place);
          first = first == null ? found : first;
          assertThat(found.loss()).isEqualTo(first.loss());
          for (int t = 0; t < found.gradients().size(); t++) {
            assertThat(Arrays.equals(found.gradients().get(t), first.gradients().get(t)))
                .as("place %d of %d, tensor %d", place, trials, t)
                .isTrue();
          }
        }
        assertThat(first.loss()).isCloseTo(alone.loss(), within(1e-6 * alone.loss()));
        for (int t = 0; t < alone.gradients().size(); t++) {
          assertClose(
              "place " + place + " of " + trials,
              first.gradients().get(t),
              doubles(alone.gradients().get(t)),
              2e-6);
        }
      }
    }
  }

  @Test
  void dropsTheSameForAllTrialsAnewInEachStepAndNothingInEvaluation() {
    Network network =
        new Network("custom", List.of(drop(0.2), dense(40, Activation.TANH), drop(0.5), FLATTEN));
    Network whole = new Network("custom", List.of(dense(40, Activation.TANH)));
    InitialWeights weights = weights(network, SMALL, CLASSES, 0);
    Batch batch = batch(SMALL, CLASSES, 23);
    WideNetwork wide = new WideNetwork(network, SMALL, CLASSES, 3, 23, new AllMasks(SEED));
    List<double[]> runs = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      for (int k = 0; k < 3; k++) {
        wide.set(k, weights);
      }
      double[] losses = new double[4];
      for (int step = 0; step < losses.length; step++) {
        wide.computeGradients(batch);
        losses[step] = wide.found(0).lossSum();
        for (int k = 1; k < 3; k++) {
          assertThat(wide.found(k).lossSum()).isCloseTo(losses[step], within(1e-4));
        }
        if (run == 0) {
          // Only in the first run: evaluation must not shift the masks of the steps after it.
          wide.assess(batch);
          double expected =
              new NaiveNetwork(whole, SMALL, CLASSES, weights)
                  .assess(images(batch), labels(batch))
                  .loss();
          assertThat(wide.found(2).lossSum() / batch.size()).isCloseTo(expected, within(1e-6));
        }
      }
      runs.add(losses);
    }
    assertThat(runs.get(1)).containsExactly(runs.get(0));
    double[] sorted = Arrays.stream(runs.get(0)).sorted().toArray();
    for (int i = 1; i < sorted.length; i++) {
      assertThat(sorted[i] - sorted[i - 1]).isGreaterThan(1e-3);
    }
  }

  /** What a network finds for a trial. */
  private record Found(double loss, List<float[]> gradients) {}

  private static Found found(
      Network network, Shape shape, Batch batch, List<InitialWeights> group, int trial) {
    WideNetwork wide =
        new WideNetwork(network, shape, 10, group.size(), batch.size(), new AllMasks(SEED));
    for (int k = 0; k < group.size(); k++) {
      wide.set(k, group.get(k));
    }
    wide.computeGradients(batch);
    return new Found(wide.found(trial).lossSum(), canonicalGradients(wide, trial, network, shape));
  }

  private static InitialWeights all(InitialWeights like, float value) {
    List<float[]> values = new ArrayList<>();
    for (float[] tensor : like.values()) {
      float[] filled = new float[tensor.length];
      Arrays.fill(filled, value);
      values.add(filled);
    }
    return new InitialWeights(like.tensors(), values);
  }

  private static WideNetwork small(Network network, int trials, int capacity) {
    WideNetwork wide =
        new WideNetwork(network, SMALL, CLASSES, trials, capacity, new AllMasks(SEED));
    for (int k = 0; k < trials; k++) {
      wide.set(k, weights(network, SMALL, CLASSES, k));
    }
    return wide;
  }

  /** Drawn ones, and biases, scales and offsets that are not 0 or 1, where ReLU has its kink. */
  private static InitialWeights weights(Network network, Shape shape, int classes, int trial) {
    InitialWeights drawn = InitialWeights.draw(network, shape, classes, 100 + trial);
    for (int t = 0; t < drawn.values().size(); t++) {
      if (drawn.tensors().get(t).kind() != Tensor.Kind.WEIGHTS) {
        SeededRandom random = SeededRandom.of(trial, "offsets", t);
        float[] values = drawn.values().get(t);
        for (int i = 0; i < values.length; i++) {
          values[i] += (float) random.nextDouble(-0.3, 0.3);
        }
      }
    }
    return drawn;
  }

  /** Of the pixels a third is often in use, a third in a few images, a third in none. */
  private static Batch batch(Shape shape, int classes, int size) {
    SeededRandom random = SeededRandom.of(5, "images");
    byte[] pixels = new byte[(size + 3) * shape.features()];
    byte[] labels = new byte[size + 3];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) random.nextInt(classes);
      for (int j = 0; j < shape.features(); j++) {
        double share = new double[] {0.7, 0.05, 0}[j % 3];
        boolean used = random.nextDouble() < share;
        pixels[i * shape.features() + j] = (byte) (used ? 1 + random.nextInt(255) : 0);
      }
    }
    return new Batch(new Samples(pixels, labels), random.permutation(size + 3), 2, size);
  }

  private static double[][] images(Batch batch) {
    int features = batch.samples().pixels().length / batch.samples().size();
    double[][] images = new double[batch.size()][features];
    for (int i = 0; i < images.length; i++) {
      for (int j = 0; j < features; j++) {
        images[i][j] = Samples.level(batch.samples().pixels()[batch.sample(i) * features + j]);
      }
    }
    return images;
  }

  private static int[] labels(Batch batch) {
    return IntStream.range(0, batch.size()).map(batch::label).toArray();
  }

  /** The factors of the first step, drawn apart from those of the network. */
  private static NaiveNetwork.Masks firstMasks(Network network, Shape shape, int samples) {
    List<Shape> order = LockstepStepped.order(network, shape);
    Map<Integer, Masks> masks = new HashMap<>();
    for (int l = 0; l < network.layers().size(); l++) {
      if (network.layers().get(l) instanceof LayerSpec.Dropout dropout) {
        Masks drawn = new Masks(SEED, l, dropout.rate());
        drawn.draw(samples, order.get(l).features());
        masks.put(l, drawn);
      }
    }
    return (layer, sample) ->
        LockstepStepped.channelByChannel(masks.get(layer).of(sample), order.get(layer));
  }

  /** A trial's gradients in the order of the network's tensors. */
  private static List<float[]> canonicalGradients(
      WideNetwork wide, int trial, Network network, Shape shape) {
    List<float[]> gradients = new ArrayList<>();
    for (ParameterLayout.Tensor tensor : wide.layout().tensors()) {
      if (tensor.role() != Role.STATISTICS) {
        float[] kept = new float[tensor.length()];
        wide.memory(trial).loadGradient(tensor.offset(), kept.length, kept);
        int layer = Integer.parseInt(tensor.name().substring(0, tensor.name().indexOf('_')));
        boolean weights = tensor.role() == Role.WEIGHTS;
        gradients.add(weights ? canonical(kept, tensor, panelBelow(network, shape, layer)) : kept);
      }
    }
    return gradients;
  }

  /** A dense layer reads an image as it is, whatever flatten makes of its shape. */
  private static Shape panelBelow(Network network, Shape shape, int layer) {
    int below = layer;
    while (below > 0
        && (network.layers().get(below - 1) instanceof LayerSpec.Flatten
            || network.layers().get(below - 1) instanceof LayerSpec.Dropout)) {
      below--;
    }
    return network.shapes(shape).get(below);
  }

  /** From output, pixel, channel to output, channel, pixel; of dense layers outputs come last. */
  private static float[] canonical(float[] kept, ParameterLayout.Tensor tensor, Shape below) {
    int outputs = tensor.rows();
    int columns = tensor.columns();
    int channels = below.channels();
    int pixels = columns / channels;
    boolean filters = tensor.shape().size() == 4;
    float[] gradient = new float[kept.length];
    for (int o = 0; o < outputs; o++) {
      for (int j = 0; j < columns; j++) {
        int canonical = j % channels * pixels + j / channels;
        int place = filters ? o * columns + canonical : canonical * outputs + o;
        gradient[place] = kept[o * columns + j];
      }
    }
    return gradient;
  }

  /** Differences are small beside the largest number. */
  private static void assertClose(String what, float[] found, double[] expected, double share) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    // Of a bias below batch normalisation the gradient is 0 but for rounding.
    double allowed = share * Math.max(largest, 1e-2);
    assertThat(found).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      if (!(Math.abs(found[i] - expected[i]) <= allowed)) {
        assertThat((double) found[i])
            .as(what + ", element " + i)
            .isCloseTo(expected[i], within(allowed));
      }
    }
  }

  private static double[] doubles(float[] numbers) {
    return IntStream.range(0, numbers.length).mapToDouble(i -> numbers[i]).toArray();
  }

  private static LayerSpec dense(int units, Activation activation) {
    return new LayerSpec.Dense(units, activation, Initialization.GLOROT_UNIFORM);
  }

  private static LayerSpec conv(int filters, int stride, boolean same, Activation activation) {
    return new LayerSpec.Conv2d(filters, 3, stride, same, activation, Initialization.GLOROT_NORMAL);
  }

  private static LayerSpec pool(int size, int stride) {
    return new LayerSpec.MaxPool(size, stride);
  }

  private static LayerSpec drop(double rate) {
    return new LayerSpec.Dropout(rate);
  }
}
