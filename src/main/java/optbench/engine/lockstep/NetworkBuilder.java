package optbench.engine.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import optbench.engine.convolution.ConvolvedImages;
import optbench.network.Network;
import optbench.network.Shape;
import optbench.spec.Activation;
import optbench.spec.LayerSpec;
import optbench.spec.LayerSpec.BatchNorm;
import optbench.spec.LayerSpec.Conv2d;
import optbench.spec.LayerSpec.MaxPool;

/** Puts layers one on another. */
final class NetworkBuilder {
  private final List<Shape> shapes;
  private final int trials;
  private final int capacity;
  private final AllMasks masks;
  private final List<Part> parts = new ArrayList<>();
  private final List<DataDropout> onData = new ArrayList<>();
  private Optional<UnpooledConvolution> unpooled = Optional.empty();
  private Input input;
  private Panel panel;
  private Activation below = Activation.LINEAR;

  /**
   * A layer and where it comes from.
   *
   * @param index of the network's layer whose tensors it holds
   */
  record Part(int index, Layer layer) {}

  /** Dropout on the data, while it is not known whether pixels may be left out of them. */
  private record DataDropout(int index, double rate) {}

  /** A convolution on top, which is built together with the pooling that may follow. */
  private record UnpooledConvolution(int index, Conv2d layer) {}

  NetworkBuilder(
      Network network, Shape shape, int classes, int trials, int capacity, AllMasks masks) {
    this.shapes = network.shapes(shape);
    this.trials = trials;
    this.capacity = capacity;
    this.masks = masks;
    int layers = network.layers().size();
    for (int i = 0; i < layers; i++) {
      LayerSpec layer = network.layers().get(i);
      layer
          .accept(new LockstepLayers())
          .orElseThrow(() -> new IllegalStateException(layer.id() + " is not built here"))
          .to(this, i);
    }
    addDense(layers, classes, Activation.LINEAR);
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

  void addDense(int index, int units, Activation activation) {
    buildConvolution(ConvolvedImages.NO_POOLING);
    if (panel == null) {
      addFirstDense(index, units, activation);
    } else {
      Dense dense = new Dense(panel, trials, units, activation, capacity);
      add(index, dense, dense.output(), activation);
    }
  }

  /** Nothing before it looks at images, so pixels may be left out. */
  private void addFirstDense(int index, int units, Activation activation) {
    PrunedInput pixels = new PrunedInput(shapes.get(0).features(), capacity);
    input = pixels;
    for (DataDropout dropout : onData) {
      Masks ofLayer = masks.of(dropout.index(), dropout.rate());
      parts.add(new Part(dropout.index(), new InputDropout(pixels, ofLayer)));
    }
    SharedDense dense = new SharedDense(pixels, trials, units, activation, capacity);
    add(index, dense, dense.output(), activation);
  }

  void addConvolution(int index, Conv2d layer) {
    images();
    unpooled = Optional.of(new UnpooledConvolution(index, layer));
  }

  void addPooling(int index, MaxPool layer) {
    if (unpooled.isPresent()) {
      buildConvolution(layer);
    } else {
      MaxPooling pooling = new MaxPooling(images(), layer, capacity);
      add(index, pooling, pooling.output(), Activation.LINEAR);
    }
  }

  void addDropout(int index, double rate) {
    buildConvolution(ConvolvedImages.NO_POOLING);
    if (panel == null) {
      onData.add(new DataDropout(index, rate));
    } else {
      boolean keepsSigns = below == Activation.LINEAR || below == Activation.RELU;
      parts.add(new Part(index, new Dropout(panel, masks.of(index, rate), !keepsSigns)));
    }
  }

  void addNormalization(int index, BatchNorm layer) {
    if (!images().shape().equals(shapes.get(index))) {
      Flatten flatten = new Flatten(panel, capacity);
      add(index, flatten, flatten.output(), Activation.LINEAR);
    }
    Normalization normalization = new Normalization(panel, trials, layer, capacity);
    add(index, normalization, normalization.output(), Activation.LINEAR);
  }

  /** What is on top, for a layer that needs every pixel if that is the data. */
  private Panel images() {
    buildConvolution(ConvolvedImages.NO_POOLING);
    if (panel == null) {
      ImageInput image = new ImageInput(shapes.get(0), capacity);
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
            add(on.index(), convolution, convolution.output(), on.layer().activation());
          } else {
            Convolution convolution = new Convolution(panel, trials, on.layer(), pool, capacity);
            add(on.index(), convolution, convolution.output(), on.layer().activation());
          }
        });
    unpooled = Optional.empty();
  }

  private void add(int index, Layer layer, Panel output, Activation activation) {
    parts.add(new Part(index, layer));
    panel = output;
    below = activation;
  }
}
