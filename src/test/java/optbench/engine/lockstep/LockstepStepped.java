package optbench.engine.lockstep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import optbench.data.Samples;
import optbench.engine.Buildable;
import optbench.engine.SteppedNetwork;
import optbench.engine.naive.NaiveNetwork;
import optbench.network.InitialWeights;
import optbench.network.Network;
import optbench.network.Shape;
import optbench.optimizer.OptimizerSettings;
import optbench.optimizer.ParameterLayout;
import optbench.optimizer.Training;
import optbench.optimizer.Updater;
import optbench.spec.LayerSpec;

/** The last of some networks that the lockstep engine trains side by side. */
public final class LockstepStepped implements SteppedNetwork {
  private final int capacity;
  private final List<Shape> order;
  private final WideNetwork network;
  private final List<Updater> updaters = new ArrayList<>();
  private final Map<Integer, Masks> masks = new HashMap<>();
  private final Map<Integer, List<double[]>> dropped = new HashMap<>();

  /**
   * @param weights of each trial; the last one is looked at
   * @param capacity how many samples are computed at once
   */
  public LockstepStepped(
      Network layers,
      Shape input,
      int classes,
      List<InitialWeights> weights,
      OptimizerSettings optimizer,
      Training training,
      int capacity) {
    this.capacity = capacity;
    order = order(layers, input);
    network =
        new WideNetwork(
            layers, input, classes, weights.size(), capacity, new AllMasks(training.seed()));
    for (int k = 0; k < weights.size(); k++) {
      network.set(k, weights.get(k));
      updaters.add(new Updater(optimizer, network.layout(), training));
    }
    for (int l = 0; l < layers.layers().size(); l++) {
      if (layers.layers().get(l) instanceof LayerSpec.Dropout dropout) {
        masks.put(l, new Masks(training.seed(), l, dropout.rate()));
      }
    }
  }

  /** Whether the engine has a way to build all of its layers. */
  public static boolean builds(Network layers) {
    return Buildable.obstacle("lockstep", layers, new LockstepLayers()).isEmpty();
  }

  /**
   * In which order the numbers below each layer lie: of an image pixel by pixel, even where it has
   * been flattened, up to the next layer that makes something new of it. What goes into a dense
   * layer at once lies as it came.
   */
  static List<Shape> order(Network network, Shape input) {
    List<LayerSpec> layers = network.layers();
    boolean dense =
        layers.stream()
            .filter(l -> !(l instanceof LayerSpec.Dropout || l instanceof LayerSpec.Flatten))
            .findFirst()
            .map(l -> l instanceof LayerSpec.Dense)
            .orElse(true);
    List<Shape> order = new ArrayList<>(List.of(dense ? Shape.vector(input.features()) : input));
    for (int l = 0; l < layers.size(); l++) {
      boolean same =
          layers.get(l) instanceof LayerSpec.Dropout
              || layers.get(l) instanceof LayerSpec.Activate
              || layers.get(l) instanceof LayerSpec.Flatten;
      order.add(same ? order.get(l) : network.shapes(input).get(l + 1));
    }
    return order;
  }

  @Override
  public List<String> tensors() {
    return network.layout().tensors().stream().map(t -> t.name() + " " + t.length()).toList();
  }

  @Override
  public float[] values(String name) {
    ParameterLayout.Tensor tensor =
        network.layout().tensors().stream().filter(t -> t.name().equals(name)).findFirst().get();
    float[] values = new float[tensor.length()];
    network.memory(updaters.size() - 1).loadParameters(tensor.offset(), values.length, values);
    return values;
  }

  @Override
  public double step(Samples batch) {
    drawMasks(batch.size());
    int last = updaters.size() - 1;
    network.computeGradients(whole(batch));
    double loss = network.found(last).lossSum() / batch.size();
    for (int k = 0; k <= last; k++) {
      updaters.get(k).step(network.memory(k));
    }
    return loss;
  }

  private static Batch whole(Samples samples) {
    int[] indices = IntStream.range(0, samples.size()).toArray();
    return new Batch(samples, indices, 0, indices.length);
  }

  /** A second time, for each part of the batch anew, as the network does it. */
  private void drawMasks(int samples) {
    masks.forEach(
        (layer, drawn) -> {
          List<double[]> rows = new ArrayList<>();
          for (int from = 0; from < samples; from += capacity) {
            int size = Math.min(capacity, samples - from);
            drawn.draw(size, order.get(layer).features());
            for (int i = 0; i < size; i++) {
              rows.add(channelByChannel(drawn.of(i), order.get(layer)));
            }
          }
          dropped.put(layer, rows);
        });
  }

  static double[] channelByChannel(float[] factors, Shape shape) {
    int pixels = shape.height() * shape.width();
    return IntStream.range(0, shape.features())
        .mapToDouble(j -> factors[j % pixels * shape.channels() + j / pixels])
        .toArray();
  }

  @Override
  public NaiveNetwork.Masks masks() {
    return (layer, sample) -> dropped.get(layer).get(sample);
  }

  @Override
  public Assessed assess(Samples samples) {
    network.assess(whole(samples));
    var found = network.found(updaters.size() - 1);
    return new Assessed(found.lossSum() / samples.size(), found.right());
  }
}
