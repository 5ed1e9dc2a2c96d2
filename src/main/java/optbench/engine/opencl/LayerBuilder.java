package optbench.engine.opencl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import optbench.network.PlacedLayer;
import optbench.network.ResidualBlock;
import optbench.network.Shape;
import optbench.spec.Activation;
import optbench.spec.LayerSpec;

/** Puts layers one on another. */
final class LayerBuilder implements LayerSpec.Visitor<DevicePanel> {
  private final Room room;
  private final long[] seeds;
  private final Optional<FusedUpdates> fused;
  private final List<DeviceLayer> layers = new ArrayList<>();
  private DevicePanel top;
  private int index;

  /** The layer that is being added: the network's, or one in it. */
  private PlacedLayer placed;

  /**
   * @param data what the first layer sees
   * @param seeds of the group, each once
   * @param fused does the update of one of the layers, if anything does
   */
  LayerBuilder(Room room, DevicePanel data, long[] seeds, Optional<FusedUpdates> fused) {
    this.room = room;
    this.seeds = seeds;
    this.fused = fused;
    top = data;
  }

  /** One more; its panel is on top then. */
  void add(PlacedLayer layer) {
    build(layer);
    index++;
  }

  private void build(PlacedLayer layer) {
    placed = layer;
    top = layer.layer().accept(this);
  }

  /** The layer that every network ends with. */
  void addOutput(int classes) {
    top = dense(String.valueOf(index), classes, Activation.LINEAR);
  }

  List<DeviceLayer> layers() {
    return layers;
  }

  DevicePanel top() {
    return top;
  }

  @Override
  public DevicePanel dense(LayerSpec.Dense layer) {
    return dense(placed.name(), layer.units(), layer.activation());
  }

  private DevicePanel dense(String name, int units, Activation activation) {
    if (!activation.isMonotonic()) {
      top = dense(name, units, Activation.LINEAR);
      return activation(activation);
    }
    DeviceDense dense =
        new DeviceDense(room, top, name, units, activation, fused.filter(f -> f.isOf(name)));
    return on(dense, dense.output());
  }

  private DevicePanel activation(Activation function) {
    DeviceActivation activation = new DeviceActivation(room, top, function);
    return on(activation, activation.output());
  }

  @Override
  public DevicePanel conv2d(LayerSpec.Conv2d layer) {
    if (!layer.activation().isMonotonic()) {
      top = conv2d(layer.with(Activation.LINEAR));
      return activation(layer.activation());
    }
    DeviceConvolution convolution =
        new DeviceConvolution(room, top, placed.name(), layer, output());
    return on(convolution, convolution.output());
  }

  @Override
  public DevicePanel maxPool(LayerSpec.MaxPool layer) {
    DevicePooling pooling = new DevicePooling(room, top, layer, output());
    return on(pooling, pooling.output());
  }

  @Override
  public DevicePanel avgPool(LayerSpec.AvgPool layer) {
    return averaging(layer.size(), layer.size(), layer.stride());
  }

  @Override
  public DevicePanel globalAvgPool(LayerSpec.GlobalAvgPool layer) {
    return averaging(top.shape().height(), top.shape().width(), 1);
  }

  private DevicePanel averaging(int height, int width, int stride) {
    DeviceAveraging averaging = new DeviceAveraging(room, top, output(), height, width, stride);
    return on(averaging, averaging.output());
  }

  @Override
  public DevicePanel dropout(LayerSpec.Dropout layer) {
    DeviceDropout dropout = new DeviceDropout(room, top, index, layer.rate(), seeds);
    return on(dropout, dropout.output());
  }

  @Override
  public DevicePanel batchNorm(LayerSpec.BatchNorm layer) {
    DeviceNormalization normalization =
        new DeviceNormalization(room, numbers(), placed.name(), layer);
    return on(normalization, normalization.output());
  }

  @Override
  public DevicePanel layerNorm(LayerSpec.LayerNorm layer) {
    DeviceLayerNormalization normalization =
        new DeviceLayerNormalization(room, numbers(), placed.name(), layer);
    return on(normalization, normalization.output());
  }

  /** After a flattening each number is a channel of its own. */
  private DevicePanel numbers() {
    return top.shape().equals(placed.input()) ? top : top.flat();
  }

  @Override
  public DevicePanel activation(LayerSpec.Activate layer) {
    return activation(layer.activation());
  }

  @Override
  public DevicePanel residual(LayerSpec.Residual layer) {
    ResidualBlock block = ResidualBlock.of(placed.name(), layer, placed.input());
    DeviceFork fork = new DeviceFork(room, numbers());
    layers.add(fork);
    DevicePanel branch = way(block.branch(), fork.branch());
    DevicePanel shortcut = way(block.shortcut(), fork.shortcut());
    DeviceSum sum = new DeviceSum(room, branch, shortcut);
    top = on(sum, sum.output());
    return layer.activation() == Activation.LINEAR ? top : activation(layer.activation());
  }

  private DevicePanel way(List<PlacedLayer> along, DevicePanel from) {
    top = from;
    along.forEach(this::build);
    return top;
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
    return placed.output();
  }

  private DevicePanel on(DeviceLayer layer, DevicePanel output) {
    layers.add(layer);
    return output;
  }
}
