package optbench.spec;

import java.util.Objects;

/**
 * One hidden layer. The softmax output layer, as wide as there are classes, is not listed: every
 * network ends with it.
 *
 * <p>Images are channels first. Messages carry paths relative to the layer.
 */
public sealed interface LayerSpec {
  /** As written in specs. */
  String id();

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

    R dropout(Dropout layer);

    R batchNorm(BatchNorm layer);

    R flatten(Flatten layer);
  }

  /** A fully connected layer. */
  record Dense(int units, Activation activation, Initialization initialization)
      implements LayerSpec {
    public Dense {
      requireAtLeastOne("units", units);
      Objects.requireNonNull(activation);
      Objects.requireNonNull(initialization);
    }

    @Override
    public String id() {
      return "dense";
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
      requireAtLeastOne("filters", filters);
      requireAtLeastOne("kernel", kernel);
      requireAtLeastOne("stride", stride);
      Objects.requireNonNull(activation);
      Objects.requireNonNull(initialization);
    }

    @Override
    public String id() {
      return "conv2d";
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
      requireAtLeastOne("size", size);
      requireAtLeastOne("stride", stride);
    }

    @Override
    public String id() {
      return "max_pool";
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
   * While training, each input is set to 0 with this probability and the others are scaled up by 1
   * / (1 - rate) (Srivastava et al. 2014).
   *
   * @param rate the share that is dropped, in [0, 1)
   */
  record Dropout(double rate) implements LayerSpec {
    public Dropout {
      if (!(rate >= 0 && rate < 1)) {
        throw new SpecException(
            "/rate", "must be the share to drop, from 0 up to but not 1, but was " + rate);
      }
    }

    @Override
    public String id() {
      return "dropout";
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
      if (!(momentum >= 0 && momentum < 1)) {
        throw new SpecException("/momentum", "must be from 0 up to but not 1, but was " + momentum);
      }
      if (!(epsilon > 0 && epsilon <= 1)) {
        throw new SpecException("/epsilon", "must be above 0 and at most 1, but was " + epsilon);
      }
      Float32.require("/epsilon", epsilon);
    }

    @Override
    public String id() {
      return "batch_norm";
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

  /** Turns an image into a vector; put in by itself where a dense layer follows an image. */
  record Flatten() implements LayerSpec {
    @Override
    public String id() {
      return "flatten";
    }

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

  private static void requireAtLeastOne(String name, int value) {
    if (value < 1) {
      throw new SpecException("/" + name, "must be an integer of at least 1 but was " + value);
    }
  }
}
