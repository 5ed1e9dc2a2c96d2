package optbench.spec;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One hidden layer. The softmax output layer, as wide as there are classes, is not listed: every
 * network ends with it.
 *
 * <p>Images are channels first. Messages carry paths relative to the layer.
 */
public sealed interface LayerSpec {
  /** As written in specs. */
  default String id() {
    return accept(LayerKeys.KIND_OF).kind();
  }

  /** All that decides how it computes: ids of trials are made of it. */
  String text();

  /** Whether it draws random numbers while the network trains. */
  boolean isRandom();

  /** Whether what it makes of a sample, while the network trains, depends on its whole batch. */
  boolean seesWholeBatch();

  /** What this kind of layer means to somebody. */
  <R> R accept(Visitor<R> visitor);

  /**
   * An answer for each kind of layer. There is none for the others: with a new kind, whoever has to
   * do with layers does not compile until it has its answer.
   */
  interface Visitor<R> {
    R dense(Dense layer);

    R conv2d(Conv2d layer);

    R maxPool(MaxPool layer);

    R avgPool(AvgPool layer);

    R globalAvgPool(GlobalAvgPool layer);

    R dropout(Dropout layer);

    R batchNorm(BatchNorm layer);

    R layerNorm(LayerNorm layer);

    R activation(Activate layer);

    R flatten(Flatten layer);

    R residual(Residual layer);
  }

  /** A fully connected layer. */
  record Dense(int units, Activation activation, Initialization initialization)
      implements LayerSpec {
    public Dense {
      LayerKeys.UNITS.require(units);
      Objects.requireNonNull(activation);
      Objects.requireNonNull(initialization);
    }

    /** The same with another activation. */
    public Dense with(Activation other) {
      return new Dense(units, other, initialization);
    }

    @Override
    public String text() {
      return LayerSpec.text(this, "dense {units} {activation} {initialization}");
    }

    @Override
    public boolean isRandom() {
      return false;
    }

    @Override
    public boolean seesWholeBatch() {
      return false;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.dense(this);
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
    public Conv2d {
      LayerKeys.FILTERS.require(filters);
      LayerKeys.KERNEL.require(kernel);
      LayerKeys.CONV_STRIDE.require(stride);
      Objects.requireNonNull(activation);
      Objects.requireNonNull(initialization);
    }

    /** The same with another activation. */
    public Conv2d with(Activation other) {
      return new Conv2d(filters, kernel, stride, same, other, initialization);
    }

    @Override
    public String text() {
      return LayerSpec.text(
          this,
          "conv2d {filters} {kernel}x{kernel} stride {stride} {same|valid} {activation} {initialization}");
    }

    @Override
    public boolean isRandom() {
      return false;
    }

    @Override
    public boolean seesWholeBatch() {
      return false;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.conv2d(this);
    }
  }

  /**
   * The maximum of each square window.
   *
   * @param size width and height of a window, in pixels
   */
  record MaxPool(int size, int stride) implements LayerSpec {
    public MaxPool {
      LayerKeys.SIZE.require(size);
      LayerKeys.POOL_STRIDE.require(stride);
    }

    @Override
    public String text() {
      return LayerSpec.text(this, "max_pool {size}x{size} stride {stride}");
    }

    @Override
    public boolean isRandom() {
      return false;
    }

    @Override
    public boolean seesWholeBatch() {
      return false;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.maxPool(this);
    }
  }

  /**
   * The mean of each square window.
   *
   * @param size width and height of a window, in pixels
   */
  record AvgPool(int size, int stride) implements LayerSpec {
    public AvgPool {
      LayerKeys.SIZE.require(size);
      LayerKeys.POOL_STRIDE.require(stride);
    }

    @Override
    public String text() {
      return LayerSpec.text(this, "avg_pool {size}x{size} stride {stride}");
    }

    @Override
    public boolean isRandom() {
      return false;
    }

    @Override
    public boolean seesWholeBatch() {
      return false;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.avgPool(this);
    }
  }

  /** The mean of each channel of an image: a vector as long as there are channels. */
  record GlobalAvgPool() implements LayerSpec {
    @Override
    public String text() {
      return LayerSpec.text(this, "global_avg_pool");
    }

    @Override
    public boolean isRandom() {
      return false;
    }

    @Override
    public boolean seesWholeBatch() {
      return false;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.globalAvgPool(this);
    }
  }

  /**
   * While training, each input is set to 0 with this probability and the others are scaled up by 1
   * / (1 - rate) (Srivastava et al. 2014).
   *
   * @param rate the share that is dropped, in [0, 1)
   */
  record Dropout(double rate) implements LayerSpec {
    public Dropout {
      LayerKeys.RATE.require(rate);
    }

    @Override
    public String text() {
      return LayerSpec.text(this, "dropout {rate}");
    }

    @Override
    public boolean isRandom() {
      return true;
    }

    @Override
    public boolean seesWholeBatch() {
      return false;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.dropout(this);
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
    public BatchNorm {
      LayerKeys.MOMENTUM.require(momentum);
      LayerKeys.EPSILON.require(epsilon);
      Float32.require("/epsilon", epsilon);
    }

    @Override
    public String text() {
      return LayerSpec.text(this, "batch_norm {momentum} {epsilon}");
    }

    @Override
    public boolean isRandom() {
      return false;
    }

    @Override
    public boolean seesWholeBatch() {
      return true;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.batchNorm(this);
    }
  }

  /**
   * Layer normalisation (Ba, Kiros and Hinton 2016): of all numbers of a vector, or of the channels
   * of each pixel of an image, as Keras has it (axis -1). Then each number, or each channel, is
   * multiplied by a gain, which starts at 1, and an offset is added, which starts at 0. In an
   * evaluation as while training.
   *
   * @param epsilon added to the variance, which is divided by n (Keras: 1e-3; PyTorch: 1e-5)
   */
  record LayerNorm(double epsilon) implements LayerSpec {
    public LayerNorm {
      LayerKeys.EPSILON.require(epsilon);
      Float32.require("/epsilon", epsilon);
    }

    @Override
    public String text() {
      return LayerSpec.text(this, "layer_norm {epsilon}");
    }

    @Override
    public boolean isRandom() {
      return false;
    }

    @Override
    public boolean seesWholeBatch() {
      return false;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.layerNorm(this);
    }
  }

  /** An activation function by itself, such as after a normalisation. */
  record Activate(Activation activation) implements LayerSpec {
    public Activate {
      Objects.requireNonNull(activation);
    }

    @Override
    public String text() {
      return LayerSpec.text(this, "activation {activation}");
    }

    @Override
    public boolean isRandom() {
      return false;
    }

    @Override
    public boolean seesWholeBatch() {
      return false;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.activation(this);
    }
  }

  /**
   * Layers whose output is added to what comes in (He, Zhang, Ren and Sun 2015).
   *
   * @param shortcut layers on the way past them; if not given, none where the shapes agree, else a
   *     convolution with filters of one pixel and the stride that makes them agree, of vectors a
   *     dense layer
   * @param activation of the sum
   */
  record Residual(List<LayerSpec> layers, Optional<List<LayerSpec>> shortcut, Activation activation)
      implements LayerSpec {
    public Residual {
      layers = List.copyOf(layers);
      shortcut = shortcut.map(List::copyOf);
      LayerKeys.RESIDUAL_LAYERS.require(layers);
      shortcut.ifPresent(LayerKeys.SHORTCUT::require);
      Objects.requireNonNull(activation);
    }

    @Override
    public String text() {
      String past = shortcut.map(way -> "shortcut [" + texts(way) + "] ").orElse("");
      return "residual [" + texts(layers) + "] " + past + activation.id();
    }

    private static String texts(List<LayerSpec> layers) {
      return layers.stream().map(LayerSpec::text).collect(Collectors.joining(", "));
    }

    /** All that are given, of both ways. */
    public Stream<LayerSpec> inner() {
      return Stream.concat(layers.stream(), shortcut.stream().flatMap(List::stream));
    }

    @Override
    public boolean isRandom() {
      return inner().anyMatch(LayerSpec::isRandom);
    }

    @Override
    public boolean seesWholeBatch() {
      return inner().anyMatch(LayerSpec::seesWholeBatch);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.residual(this);
    }
  }

  /** Turns an image into a vector; put in by itself where a dense layer follows an image. */
  record Flatten() implements LayerSpec {
    @Override
    public String text() {
      return LayerSpec.text(this, "flatten");
    }

    @Override
    public boolean isRandom() {
      return false;
    }

    @Override
    public boolean seesWholeBatch() {
      return false;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.flatten(this);
    }
  }

  private static String text(Record layer, String pattern) {
    return RecordText.of(layer, pattern, Double::toString);
  }
}
