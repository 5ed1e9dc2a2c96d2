package optbench.engine.lockstep;

import java.util.ArrayList;
import java.util.List;
import optbench.network.Network;
import optbench.network.Shape;
import optbench.spec.Activation;
import optbench.spec.LayerSpec;
import optbench.spec.LayerSpec.BatchNorm;
import optbench.spec.LayerSpec.Conv2d;
import optbench.spec.LayerSpec.MaxPool;

/** Puts layers one on another. */
final class NetworkBuilder {
  private static final MaxPool NO_POOLING = new MaxPool(1, 1);

  private final int trials;
  private final int capacity;
  private final AllMasks masks;
  private final List<Part> parts = new ArrayList<>();
  private final Input input;
  private PrunedInput pixels;
  private Panel panel;
  private Activation below = Activation.LINEAR;

  /**
   * A layer and where it comes from.
   *
   * @param index of the network's layer whose tensors it holds
   */
  record Part(int index, Layer layer) {}

  NetworkBuilder(
      Network network, Shape shape, int classes, int trials, int capacity, AllMasks masks) {
    this.trials = trials;
    this.capacity = capacity;
    this.masks = masks;
    if (startsDense(network)) {
      pixels = new PrunedInput(shape.features(), capacity);
      input = pixels;
    } else {
      ImageInput image = new ImageInput(shape, capacity);
      panel = image.panel();
      input = image;
    }
    List<LayerSpec> layers = network.layers();
    List<Shape> shapes = network.shapes(shape);
    for (int i = 0; i < layers.size(); i++) {
      LayerSpec layer = layers.get(i);
      if (layer instanceof BatchNorm && !panel.shape().equals(shapes.get(i))) {
        flatten(i);
      }
      if (layer instanceof Conv2d conv) {
        boolean pools = i + 1 < layers.size() && layers.get(i + 1) instanceof MaxPool;
        addConvolution(i, conv, pools ? (MaxPool) layers.get(i + 1) : NO_POOLING);
        i += pools ? 1 : 0;
      } else {
        add(i, layer);
      }
    }
    addDense(layers.size(), classes, Activation.LINEAR);
  }

  /** Where pixels may be left out: nothing before the first dense layer looks at images. */
  private static boolean startsDense(Network network) {
    return network.layers().stream()
        .dropWhile(
            layer -> layer instanceof LayerSpec.Dropout || layer instanceof LayerSpec.Flatten)
        .findFirst()
        .map(layer -> layer instanceof LayerSpec.Dense)
        .orElse(true);
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

  private void add(int index, LayerSpec layer) {
    if (layer instanceof LayerSpec.Dense dense) {
      addDense(index, dense.units(), dense.activation());
    } else if (layer instanceof MaxPool pool) {
      MaxPooling pooling = new MaxPooling(panel, pool, capacity);
      add(index, pooling, pooling.output(), Activation.LINEAR);
    } else if (layer instanceof LayerSpec.Dropout dropout) {
      addDropout(index, dropout.rate());
    } else if (layer instanceof BatchNorm norm) {
      Normalization normalization = new Normalization(panel, trials, norm, capacity);
      add(index, normalization, normalization.output(), Activation.LINEAR);
    }
    // Nothing is to be done where flatten stands: a dense layer reads a panel of images as it is,
    // and what does not has it flattened.
  }

  private void flatten(int index) {
    Flatten flatten = new Flatten(panel, capacity);
    add(index, flatten, flatten.output(), Activation.LINEAR);
  }

  private void addConvolution(int index, Conv2d conv, MaxPool pool) {
    Convolution convolution = new Convolution(panel, trials, conv, pool, capacity);
    add(index, convolution, convolution.output(), conv.activation());
  }

  private void addDense(int index, int units, Activation activation) {
    if (panel == null) {
      SharedDense dense = new SharedDense(pixels, trials, units, activation, capacity);
      add(index, dense, dense.output(), activation);
    } else {
      Dense dense = new Dense(panel, trials, units, activation, capacity);
      add(index, dense, dense.output(), activation);
    }
  }

  private void addDropout(int index, double rate) {
    Masks ofLayer = masks.of(index, rate);
    if (panel == null) {
      parts.add(new Part(index, new InputDropout(pixels, ofLayer)));
    } else {
      boolean keepsSigns = below == Activation.LINEAR || below == Activation.RELU;
      parts.add(new Part(index, new Dropout(panel, ofLayer, !keepsSigns)));
    }
  }

  private void add(int index, Layer layer, Panel output, Activation activation) {
    parts.add(new Part(index, layer));
    panel = output;
    below = activation;
  }
}
