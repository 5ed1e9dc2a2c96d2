package optbench.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import optbench.data.Samples;
import optbench.network.InitialWeights;
import optbench.network.Network;
import optbench.network.Shape;
import optbench.network.Tensor.Kind;
import optbench.random.SeededRandom;
import optbench.spec.Activation;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.SpecException;

/**
 * A small network with something to train it on, all drawn from one number: every kind of layer, in
 * every order that is valid.
 *
 * @param batch samples in a step
 * @param atOnce of which so many are computed at once where an engine takes a batch in parts
 */
record RandomNetwork(
    long seed, Shape input, int classes, int batch, int atOnce, List<LayerSpec> layers) {
  private static final int MOST_LAYERS = 7;
  private static final int MOST_PARAMETERS = 400;
  private static final double[] RATES = {0, 0.2, 0.5, 0.75};
  private static final double[] MOMENTA = {0, 0.1, 0.5, 0.9, 0.99};
  private static final double[] EPSILONS = {1e-3, 1e-3, 1e-2, 1e-5};

  static RandomNetwork draw(long seed) {
    SeededRandom random = SeededRandom.of(seed, "network");
    Shape input = new Shape(1 + random.nextInt(3), 1 + random.nextInt(7), 2 + random.nextInt(6));
    int classes = 2 + random.nextInt(3);
    int batch = 3 + random.nextInt(6);
    int wanted = random.nextInt(MOST_LAYERS + 1);
    List<LayerSpec> layers = new ArrayList<>();
    for (int tries = 0; layers.size() < wanted && tries < 100; tries++) {
      layers.add(layer(random));
      if (!fits(layers, input, classes)) {
        layers.remove(layers.size() - 1);
      }
    }
    boolean whole = layers.stream().anyMatch(LayerSpec::seesWholeBatch);
    int atOnce = whole ? batch : 1 + random.nextInt(batch);
    return new RandomNetwork(seed, input, classes, batch, atOnce, List.copyOf(layers));
  }

  private static boolean fits(List<LayerSpec> layers, Shape input, int classes) {
    try {
      return new Network("custom", layers).parameters(input, classes) <= MOST_PARAMETERS;
    } catch (SpecException e) {
      return false;
    }
  }

  private static LayerSpec layer(SeededRandom random) {
    return switch (random.nextInt(13)) {
      case 0 ->
          new LayerSpec.Dense(1 + random.nextInt(6), activation(random), initialization(random));
      case 1, 2 ->
          new LayerSpec.Conv2d(
              1 + random.nextInt(3),
              1 + random.nextInt(4),
              1 + random.nextInt(3),
              random.nextInt(2) == 0,
              activation(random),
              initialization(random));
      case 3 -> new LayerSpec.MaxPool(1 + random.nextInt(3), 1 + random.nextInt(3));
      case 6 -> new LayerSpec.AvgPool(1 + random.nextInt(3), 1 + random.nextInt(3));
      case 7 -> new LayerSpec.GlobalAvgPool();
      case 8 -> new LayerSpec.LayerNorm(EPSILONS[random.nextInt(EPSILONS.length)]);
      case 9 -> new LayerSpec.Activate(activation(random));
      case 10, 11 -> residual(random);
      case 4 -> new LayerSpec.Dropout(RATES[random.nextInt(RATES.length)]);
      case 5 ->
          new LayerSpec.BatchNorm(
              MOMENTA[random.nextInt(MOMENTA.length)], EPSILONS[random.nextInt(EPSILONS.length)]);
      default -> new LayerSpec.Flatten();
    };
  }

  /**
   * Of one or two layers, mostly such as keep the shape; with a shortcut that is not given, or
   * given.
   */
  private static LayerSpec residual(SeededRandom random) {
    List<LayerSpec> layers = new ArrayList<>();
    int length = 1 + random.nextInt(2);
    while (layers.size() < length) {
      layers.add(layerOfBlock(random));
    }
    Optional<List<LayerSpec>> shortcut =
        switch (random.nextInt(6)) {
          case 0 -> Optional.of(List.of());
          case 1 -> Optional.of(List.of(layerOfBlock(random)));
          default -> Optional.empty();
        };
    return new LayerSpec.Residual(layers, shortcut, activation(random));
  }

  private static LayerSpec layerOfBlock(SeededRandom random) {
    return switch (random.nextInt(7)) {
      case 0 ->
          new LayerSpec.Dense(1 + random.nextInt(4), activation(random), initialization(random));
      case 1, 2 ->
          new LayerSpec.Conv2d(
              1 + random.nextInt(3),
              1 + random.nextInt(3),
              1 + random.nextInt(2),
              true,
              activation(random),
              initialization(random));
      case 3 -> new LayerSpec.MaxPool(1 + random.nextInt(2), 1 + random.nextInt(2));
      case 4 -> new LayerSpec.BatchNorm(0.9, 1e-3);
      case 5 -> new LayerSpec.LayerNorm(1e-3);
      default -> new LayerSpec.Activate(activation(random));
    };
  }

  private static Activation activation(SeededRandom random) {
    return any(Activation.values(), random);
  }

  private static Initialization initialization(SeededRandom random) {
    return any(Initialization.values(), random);
  }

  private static <T> T any(T[] all, SeededRandom random) {
    return all[random.nextInt(all.length)];
  }

  Network network() {
    return new Network("custom", layers);
  }

  /** The same with other layers, if they fit one on another. */
  RandomNetwork with(List<LayerSpec> others) {
    return new RandomNetwork(seed, input, classes, batch, atOnce, others);
  }

  boolean isValid() {
    return fits(layers, input, classes);
  }

  /** Drawn ones; biases, scales and offsets are moved off 0 and 1, so that their order shows. */
  InitialWeights weights(int trial) {
    InitialWeights drawn = InitialWeights.draw(network(), input, classes, seed + trial);
    for (int t = 0; t < drawn.values().size(); t++) {
      if (drawn.tensors().get(t).kind() != Kind.WEIGHTS) {
        SeededRandom random = SeededRandom.of(seed, "offsets", trial, t);
        float[] values = drawn.values().get(t);
        for (int i = 0; i < values.length; i++) {
          values[i] += (float) random.nextDouble(-0.3, 0.3);
        }
      }
    }
    return drawn;
  }

  /** Some pixels are 0 in every sample, some in most. */
  Samples samples(int number, int size) {
    SeededRandom random = SeededRandom.of(seed, "samples", number);
    byte[] pixels = new byte[size * input.features()];
    byte[] labels = new byte[size];
    for (int i = 0; i < size; i++) {
      labels[i] = (byte) random.nextInt(classes);
      for (int j = 0; j < input.features(); j++) {
        double share = new double[] {0.8, 0.8, 0.1, 0}[j % 4];
        boolean used = random.nextDouble() < share;
        pixels[i * input.features() + j] = (byte) (used ? 1 + random.nextInt(255) : 0);
      }
    }
    return new Samples(pixels, labels);
  }

  @Override
  public String toString() {
    return "network "
        + seed
        + " on "
        + input
        + ": "
        + network().describe(classes)
        + "; batches of "
        + batch
        + ", at once "
        + atOnce;
  }
}
