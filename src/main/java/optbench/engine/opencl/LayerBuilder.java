package optbench.engine.opencl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import optbench.network.Shape;
import optbench.spec.Activation;
import optbench.spec.LayerSpec;

/** Puts layers one on another. */
final class LayerBuilder implements LayerSpec.Visitor<Optional<Panel>> {
  private final Room room;
  private final List<Shape> shapes;
  private final long[] seeds;
  private final List<Layer> layers = new ArrayList<>();
  private Panel top;
  private int index;

  /**
   * @param data what the first layer sees
   * @param shapes between the layers
   * @param seeds of the group, each once
   */
  LayerBuilder(Room room, Panel data, List<Shape> shapes, long[] seeds) {
    this.room = room;
    this.shapes = shapes;
    this.seeds = seeds;
    top = data;
  }

  /** One more; its panel is on top then. */
  void add(LayerSpec layer) {
    top = layer.accept(this).orElseThrow();
    index++;
  }

  /** The layer that every network ends with. */
  void addOutput(int classes) {
    top = dense(classes, Activation.LINEAR);
  }

  List<Layer> layers() {
    return layers;
  }

  Panel top() {
    return top;
  }

  @Override
  public Optional<Panel> dense(LayerSpec.Dense layer) {
    return Optional.of(dense(layer.units(), layer.activation()));
  }

  private Panel dense(int units, Activation activation) {
    Dense dense = new Dense(room, top, index, units, activation);
    return on(dense, dense.output());
  }

  @Override
  public Optional<Panel> conv2d(LayerSpec.Conv2d layer) {
    Convolution convolution = new Convolution(room, top, index, layer, output());
    return Optional.of(on(convolution, convolution.output()));
  }

  @Override
  public Optional<Panel> maxPool(LayerSpec.MaxPool layer) {
    Pooling pooling = new Pooling(room, top, layer, output());
    return Optional.of(on(pooling, pooling.output()));
  }

  @Override
  public Optional<Panel> dropout(LayerSpec.Dropout layer) {
    Dropout dropout = new Dropout(room, top, index, layer.rate(), seeds);
    return Optional.of(on(dropout, dropout.output()));
  }

  /** After a flattening each number is a channel of its own. */
  @Override
  public Optional<Panel> batchNorm(LayerSpec.BatchNorm layer) {
    Panel input = top.shape().equals(output()) ? top : top.flat();
    Normalization normalization = new Normalization(room, input, index, layer);
    return Optional.of(on(normalization, normalization.output()));
  }

  /**
   * Nothing is moved. Panels of images stay images, because masks of dropout are drawn for them as
   * such.
   */
  @Override
  public Optional<Panel> flatten(LayerSpec.Flatten layer) {
    return Optional.of(top);
  }

  private Shape output() {
    return shapes.get(index + 1);
  }

  private Panel on(Layer layer, Panel output) {
    layers.add(layer);
    return output;
  }
}
