package optbench.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import optbench.spec.key.IntegerType;
import optbench.spec.key.Key;
import optbench.spec.key.ObjectType;
import optbench.spec.key.ValueType;

/**
 * One hidden layer. The softmax output layer, as wide as there are classes, is not listed: every
 * network ends with it.
 *
 * <p>Images are channels first. Messages carry paths relative to the layer.
 */
public sealed interface LayerSpec {
  int MOST_UNITS = 1_000_000;

  /** Wider than any image here. */
  int MOST_PIXELS = 1000;

  Key<Activation> ACTIVATION =
      Key.of(
              "activation",
              ValueType.words(
                  "activation",
                  "What the layer does to each of its outputs",
                  Arrays.asList(Activation.values()),
                  Activation::id))
          .byDefault(Activation.RELU.id());

  Key<Initialization> INITIALIZATION =
      Key.of(
              "init",
              ValueType.words(
                  "initialization",
                  "How weights are drawn before training",
                  Arrays.asList(Initialization.values()),
                  Initialization::id))
          .byDefault(Initialization.GLOROT_UNIFORM.id());

  /** As written in specs. */
  String id();

  /** A fully connected layer. */
  record Dense(int units, Activation activation, Initialization initialization)
      implements LayerSpec {
    private static final Key<Integer> UNITS =
        Key.of("units", ValueType.integer("Width of the layer", 1, MOST_UNITS)).required();

    static final ObjectType<Dense> KEYS =
        ObjectType.<Dense>of("A fully connected layer")
            .kind("layer", "dense")
            .with(UNITS, Dense::units)
            .with(ACTIVATION, Dense::activation)
            .with(INITIALIZATION, Dense::initialization)
            .example("layer", "dense", "units", 128)
            .reads(
                given ->
                    new Dense(given.get(UNITS), given.get(ACTIVATION), given.get(INITIALIZATION)));

    public Dense {
      UNITS.require(units);
      Objects.requireNonNull(activation);
      Objects.requireNonNull(initialization);
    }

    @Override
    public String id() {
      return "dense";
    }
  }

  /**
   * A convolution with square filters.
   *
   * @param kernel width and height of a filter, in pixels
   * @param same whether the image is padded with zeros so that, at stride 1, it keeps its size;
   *     otherwise nothing is padded
   */
  record Conv2d(
      int filters,
      int kernel,
      int stride,
      boolean same,
      Activation activation,
      Initialization initialization)
      implements LayerSpec {
    private static final Key<Integer> FILTERS =
        Key.of("filters", ValueType.integer("How many filters", 1, MOST_UNITS)).required();

    private static final Key<Integer> KERNEL =
        Key.of("kernel", pixels("Width and height of a filter, in pixels")).required();

    private static final Key<Integer> STRIDE =
        Key.of("stride", pixels("Pixels from one position to the next")).byDefault(1);

    private static final Key<Boolean> PADDING =
        Key.of(
                "padding",
                ValueType.words(
                    "padding",
                    "same: zeros around the image, so that at stride 1 it keeps its size",
                    List.of(false, true),
                    same -> same ? "same" : "valid"))
            .byDefault("valid");

    static final ObjectType<Conv2d> KEYS =
        ObjectType.<Conv2d>of("A convolution with square filters")
            .kind("layer", "conv2d")
            .with(FILTERS, Conv2d::filters)
            .with(KERNEL, Conv2d::kernel)
            .with(STRIDE, Conv2d::stride)
            .with(PADDING, Conv2d::same)
            .with(ACTIVATION, Conv2d::activation)
            .with(INITIALIZATION, Conv2d::initialization)
            .example("layer", "conv2d", "filters", 32, "kernel", 3)
            .reads(
                given ->
                    new Conv2d(
                        given.get(FILTERS),
                        given.get(KERNEL),
                        given.get(STRIDE),
                        given.get(PADDING),
                        given.get(ACTIVATION),
                        given.get(INITIALIZATION)));

    public Conv2d {
      FILTERS.require(filters);
      KERNEL.require(kernel);
      STRIDE.require(stride);
      Objects.requireNonNull(activation);
      Objects.requireNonNull(initialization);
    }

    @Override
    public String id() {
      return "conv2d";
    }
  }

  /**
   * The maximum of each square window.
   *
   * @param size width and height of a window, in pixels
   */
  record MaxPool(int size, int stride) implements LayerSpec {
    private static final Key<Integer> SIZE =
        Key.of("size", pixels("Width and height of a window, in pixels")).byDefault(2);

    private static final Key<Integer> STRIDE =
        Key.of("stride", pixels("Pixels from one window to the next; if left out, the size"));

    static final ObjectType<MaxPool> KEYS =
        ObjectType.<MaxPool>of("The maximum of each square window")
            .kind("layer", "max_pool")
            .with(SIZE, MaxPool::size)
            .with(STRIDE, MaxPool::stride)
            .reads(
                given -> new MaxPool(given.get(SIZE), given.find(STRIDE).orElse(given.get(SIZE))));

    public MaxPool {
      SIZE.require(size);
      STRIDE.require(stride);
    }

    @Override
    public String id() {
      return "max_pool";
    }
  }

  /**
   * While training, each input is set to 0 with this probability and the others are scaled up by 1
   * / (1 - rate) (Srivastava et al. 2014).
   *
   * @param rate the share that is dropped, in [0, 1)
   */
  record Dropout(double rate) implements LayerSpec {
    private static final Key<Double> RATE =
        Key.of("rate", ValueType.number("Share that is dropped").atLeast(0).below(1)).required();

    static final ObjectType<Dropout> KEYS =
        ObjectType.<Dropout>of("Sets inputs to 0 at random while training")
            .kind("layer", "dropout")
            .with(RATE, Dropout::rate)
            .example("layer", "dropout", "rate", 0.25)
            .reads(given -> new Dropout(given.get(RATE)));

    public Dropout {
      RATE.require(rate);
    }

    @Override
    public String id() {
      return "dropout";
    }
  }

  /**
   * Batch normalisation (Ioffe and Szegedy 2015) of each number of a vector, or of each channel of
   * an image. While training by mean and variance of the batch; else by running ones, which start
   * at 0 and 1 and after each step are {@code momentum * running + (1 - momentum) * batch}.
   *
   * <p>That is Keras' momentum (0.99), and one minus PyTorch's (0.1 there is 0.9 here). The
   * variance of a batch of n numbers is divided by n, in the running variance, too, as in Keras;
   * PyTorch divides by n - 1 in the running variance alone.
   *
   * @param momentum share of the running mean and variance that is kept at each step
   * @param epsilon added to the variance (Keras: 1e-3; PyTorch: 1e-5)
   */
  record BatchNorm(double momentum, double epsilon) implements LayerSpec {
    private static final Key<Double> MOMENTUM =
        Key.of(
                "momentum",
                ValueType.number(
                        "Share of the running mean and variance kept at each step, as in Keras; PyTorch's"
                            + " momentum is 1 minus this, so that its 0.1 is 0.9 here. Variances are"
                            + " divided by n")
                    .atLeast(0)
                    .below(1))
            .byDefault(0.99, "Keras");

    private static final Key<Double> EPSILON =
        Key.of("epsilon", ValueType.number("Added to the variance").above(0).atMost(1))
            .byDefault(0.001, "Keras");

    static final ObjectType<BatchNorm> KEYS =
        ObjectType.<BatchNorm>of("Batch normalisation of each feature, or each channel of an image")
            .kind("layer", "batch_norm")
            .with(MOMENTUM, BatchNorm::momentum)
            .with(EPSILON, BatchNorm::epsilon)
            .reads(given -> new BatchNorm(given.get(MOMENTUM), given.get(EPSILON)));

    public BatchNorm {
      MOMENTUM.require(momentum);
      EPSILON.require(epsilon);
      Float32.require("/epsilon", epsilon);
    }

    @Override
    public String id() {
      return "batch_norm";
    }
  }

  /** Turns an image into a vector; put in by itself where a dense layer follows an image. */
  record Flatten() implements LayerSpec {
    static final ObjectType<Flatten> KEYS =
        ObjectType.<Flatten>of("Turns an image into a vector")
            .kind("layer", "flatten")
            .reads(given -> new Flatten());

    @Override
    public String id() {
      return "flatten";
    }
  }

  private static IntegerType<Integer> pixels(String doc) {
    return ValueType.integer(doc, 1, MOST_PIXELS);
  }
}
