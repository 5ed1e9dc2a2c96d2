package optbench.engine.opencl;

import java.util.ArrayList;
import java.util.List;
import optbench.network.Shape;
import optbench.spec.Activation;
import optbench.spec.LayerSpec;

/** Puts layers one on another. */
final class LayerBuilder implements LayerSpec.Visitor<DevicePanel> {
  private final Room room;
  private final List<Shape> shapes;
  private final long[] seeds;
  private final List<DeviceLayer> layers = new ArrayList<>();
  private DevicePanel top;
  private int index;

  /**
   * @param data what the first layer sees
   * @param shapes between the layers
   * @param seeds of the group, each once
   */
  LayerBuilder(Room room, DevicePanel data, List<Shape> shapes, long[] seeds) {
    this.room = room;
    this.shapes = shapes;
    this.seeds = seeds;
    top = data;
  }

  /** One more; its panel is on top then. */
  void add(LayerSpec layer) {
    top = layer.accept(this);
    index++;
  }

  /** The layer that every network ends with. */
  void addOutput(int classes) {
    top = dense(classes, Activation.LINEAR);
  }

  List<DeviceLayer> layers() {
    return layers;
  }

  DevicePanel top() {
    return top;
  }

  @Override
  public DevicePanel dense(LayerSpec.Dense layer) {
    return dense(layer.units(), layer.activation());
  }

  private DevicePanel dense(int units, Activation activation) {
    DeviceDense dense = new DeviceDense(room, top, index, units, activation);
    return on(dense, dense.output());
  }

  @Override
  public DevicePanel conv2d(LayerSpec.Conv2d layer) {
    DeviceConvolution convolution = new DeviceConvolution(room, top, index, layer, output());
    return on(convolution, convolution.output());
  }

  @Override
  public DevicePanel maxPool(LayerSpec.MaxPool layer) {
    DevicePooling pooling = new DevicePooling(room, top, layer, output());
    return on(pooling, pooling.output());
  }

  @Override
  public DevicePanel dropout(LayerSpec.Dropout layer) {
    DeviceDropout dropout = new DeviceDropout(room, top, index, layer.rate(), seeds);
    return on(dropout, dropout.output());
  }

  /** After a flattening each number is a channel of its own. */
  @Override
  public DevicePanel batchNorm(LayerSpec.BatchNorm layer) {
    DevicePanel input = top.shape().equals(output()) ? top : top.flat();
    DeviceNormalization normalization = new DeviceNormalization(room, input, index, layer);
    return on(normalization, normalization.output());
  }

  /**
   * Nothing is moved. Panels of images stay images, because masks of dropout are drawn for them as
   * such.
   */
  @Override
  public DevicePanel flatten(LayerSpec.Flatten layer) {
    return top;
  }

  private Shape output() {
    return shapes.get(index + 1);
  }

  private DevicePanel on(DeviceLayer layer, DevicePanel output) {
    layers.add(layer);
    return output;
  }
}
