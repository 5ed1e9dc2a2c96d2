package optbench.engine.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import optbench.engine.convolution.ConvolvedImages;
import optbench.network.Network;
import optbench.network.PlacedLayer;
import optbench.network.ResidualBlock;
import optbench.network.Shape;
import optbench.spec.Activation;
import optbench.spec.LayerSpec.AvgPool;
import optbench.spec.LayerSpec.BatchNorm;
import optbench.spec.LayerSpec.Conv2d;
import optbench.spec.LayerSpec.LayerNorm;
import optbench.spec.LayerSpec.MaxPool;
import optbench.spec.LayerSpec.Residual;

/** Puts layers one on another. */
final class NetworkBuilder {
  private final Shape data;
  private final int trials;
  private final int capacity;
  private final AllMasks masks;
  private final List<Part> parts = new ArrayList<>();
  private final List<DataDropout> onData = new ArrayList<>();
  private Optional<UnpooledConvolution> unpooled = Optional.empty();
  private Input input;
  private Panel panel;
  private Activation below = Activation.LINEAR;

  /** Index of the network's layer that is being built. */
  private int index;

  /** The layer that is being built: the network's, or one in it. */
  private PlacedLayer placed;

  /**
   * A layer and where it comes from.
   *
   * @param name of the network's layer whose tensors it holds
   */
  record Part(String name, Layer layer) {}

  /** Dropout on the data, while it is not known whether pixels may be left out of them. */
  private record DataDropout(int index, double rate) {}

  /** A convolution on top, which is built together with the pooling that may follow. */
  private record UnpooledConvolution(String name, Conv2d layer) {}

  NetworkBuilder(
      Network network, Shape shape, int classes, int trials, int capacity, AllMasks masks) {
    this.data = shape;
    this.trials = trials;
    this.capacity = capacity;
    this.masks = masks;
    List<PlacedLayer> all = network.placed(shape);
    for (index = 0; index < all.size(); index++) {
      build(all.get(index));
    }
    addDense(String.valueOf(all.size()), classes, Activation.LINEAR);
  }

  private void build(PlacedLayer layer) {
    placed = layer;
    layer
        .layer()
        .accept(new LockstepLayers())
        .orElseThrow(() -> new IllegalStateException(layer.layer().id() + " is not built here"))
        .to(this);
  }

  Input input() {
    return input;
  }

  List<Part> parts() {
    return parts;
  }

  /** The sums of the output layer. */
  Panel top() {
    return panel;
  }

  void addDense(int units, Activation activation) {
    if (activation.isMonotonic()) {
      addDense(placed.name(), units, activation);
    } else {
      addDense(placed.name(), units, Activation.LINEAR);
      addActivation(activation);
    }
  }

  private void addDense(String name, int units, Activation activation) {
    buildConvolution(ConvolvedImages.NO_POOLING);
    if (panel == null) {
      addFirstDense(name, units, activation);
    } else {
      Dense dense = new Dense(panel, trials, units, activation, capacity);
      add(name, dense, dense.output(), activation);
    }
  }

  /** Nothing before it looks at images, so pixels may be left out. */
  private void addFirstDense(String name, int units, Activation activation) {
    PrunedInput pixels = new PrunedInput(data.features(), capacity);
    input = pixels;
    for (DataDropout dropout : onData) {
      Masks ofLayer = masks.of(dropout.index(), dropout.rate());
      parts.add(new Part(String.valueOf(dropout.index()), new InputDropout(pixels, ofLayer)));
    }
    SharedDense dense = new SharedDense(pixels, trials, units, activation, capacity);
    add(name, dense, dense.output(), activation);
  }

  void addConvolution(Conv2d layer) {
    if (!layer.activation().isMonotonic()) {
      addConvolution(layer.with(Activation.LINEAR));
      addActivation(layer.activation());
      return;
    }
    images();
    unpooled = Optional.of(new UnpooledConvolution(placed.name(), layer));
  }

  /** As a layer of its own, after what is on top. */
  void addActivation(Activation activation) {
    PointwiseActivation pointwise = new PointwiseActivation(images(), activation, capacity);
    add(placed.name(), pointwise, pointwise.output(), activation);
  }

  void addPooling(MaxPool layer) {
    if (unpooled.isPresent()) {
      buildConvolution(layer);
    } else {
      MaxPooling pooling = new MaxPooling(images(), layer, capacity);
      add(placed.name(), pooling, pooling.output(), Activation.LINEAR);
    }
  }

  void addAveraging(AvgPool layer) {
    addAveraging(layer.size(), layer.size(), layer.stride());
  }

  /** Over whole images. */
  void addAveraging() {
    Shape image = images().shape();
    addAveraging(image.height(), image.width(), 1);
  }

  private void addAveraging(int height, int width, int stride) {
    AveragePooling pooling =
        new AveragePooling(images(), placed.output(), height, width, stride, capacity);
    add(placed.name(), pooling, pooling.output(), Activation.LINEAR);
  }

  void addDropout(double rate) {
    addDropout(index, rate);
  }

  private void addDropout(int ofLayer, double rate) {
    buildConvolution(ConvolvedImages.NO_POOLING);
    if (panel == null) {
      onData.add(new DataDropout(ofLayer, rate));
    } else {
      boolean keepsSigns = below == Activation.LINEAR || below == Activation.RELU;
      Dropout dropout = new Dropout(panel, masks.of(ofLayer, rate), !keepsSigns);
      parts.add(new Part(String.valueOf(ofLayer), dropout));
    }
  }

  void addNormalization(BatchNorm layer) {
    Normalization normalization = new Normalization(numbers(), trials, layer, capacity);
    add(placed.name(), normalization, normalization.output(), Activation.LINEAR);
  }

  void addNormalization(LayerNorm layer) {
    SampleNormalization normalization = new SampleNormalization(numbers(), trials, layer, capacity);
    add(placed.name(), normalization, normalization.output(), Activation.LINEAR);
  }

  void addResidual(Residual layer) {
    PlacedLayer whole = placed;
    ResidualBlock block = ResidualBlock.of(whole.name(), layer, whole.input());
    ResidualFork fork = new ResidualFork(numbers(), capacity);
    add(whole.name(), fork, fork.branch(), Activation.LINEAR);
    Panel branch = way(block.branch(), fork.branch());
    Panel shortcut = way(block.shortcut(), fork.shortcut());
    placed = whole;
    ResidualSum sum = new ResidualSum(branch, shortcut, trials, capacity);
    add(whole.name(), sum, sum.output(), Activation.LINEAR);
    if (layer.activation() != Activation.LINEAR) {
      addActivation(layer.activation());
    }
  }

  /** Layers from this panel on; what is on top of them. */
  private Panel way(List<PlacedLayer> layers, Panel from) {
    panel = from;
    below = Activation.LINEAR;
    layers.forEach(this::build);
    return images();
  }

  /** What is on top, for a layer to which numbers of a vector are not those of an image. */
  private Panel numbers() {
    if (!images().shape().equals(placed.input())) {
      Flatten flatten = new Flatten(panel, capacity);
      add(placed.name(), flatten, flatten.output(), Activation.LINEAR);
    }
    return panel;
  }

  /** What is on top, for a layer that needs every pixel if that is the data. */
  private Panel images() {
    buildConvolution(ConvolvedImages.NO_POOLING);
    if (panel == null) {
      ImageInput image = new ImageInput(data, capacity);
      input = image;
      panel = image.panel();
      onData.forEach(dropout -> addDropout(dropout.index(), dropout.rate()));
    }
    return panel;
  }

  private void buildConvolution(MaxPool pool) {
    unpooled.ifPresent(
        on -> {
          if (panel.isData()) {
            ImageConvolution convolution =
                new ImageConvolution(panel, trials, on.layer(), pool, capacity);
            add(on.name(), convolution, convolution.output(), on.layer().activation());
          } else {
            Convolution convolution = new Convolution(panel, trials, on.layer(), pool, capacity);
            add(on.name(), convolution, convolution.output(), on.layer().activation());
          }
        });
    unpooled = Optional.empty();
  }

  private void add(String name, Layer layer, Panel output, Activation activation) {
    parts.add(new Part(name, layer));
    panel = output;
    below = activation;
  }
}
