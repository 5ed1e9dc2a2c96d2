package optbench.engine.opencl;

import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import optbench.data.Dataset;
import optbench.data.Samples;
import optbench.engine.Evaluation;
import optbench.engine.InputShape;
import optbench.network.InitialWeights;
import optbench.network.Network;
import optbench.network.Shape;
import optbench.opencl.DeviceBuffer;
import optbench.opencl.DeviceQueue;
import optbench.optimizer.ParameterLayout;
import optbench.optimizer.ParameterLayout.Role;

/**
 * The networks of all trials of a group, computed together, each seed's on samples in an order of
 * its own.
 */
final class GroupNetwork {
  private final Room room;
  private final Roster roster;
  private final List<DeviceLayer> layers;
  private final DevicePanel data;
  private final DevicePanel top;
  private final int classes;
  private final Program program;
  private final DeviceBuffer grey;
  private final DeviceSamples training;
  private final DeviceBuffer order;
  private final DeviceBuffer broken;
  private final IdentityHashMap<Samples, DeviceSamples> evaluated = new IdentityHashMap<>();

  /** Samples in the device's memory. */
  private record DeviceSamples(int size, DeviceBuffer pixels, DeviceBuffer labels) {
    static DeviceSamples of(DeviceQueue queue, Samples samples) {
      DeviceBuffer labels = queue.numbers(samples.size());
      labels.write(0, samples.labels());
      return new DeviceSamples(samples.size(), numbers(queue, samples), labels);
    }

    private static DeviceBuffer numbers(DeviceQueue queue, Samples samples) {
      if (samples.ofBytes()) {
        return queue.holding(samples.pixels());
      }
      DeviceBuffer numbers = queue.numbers(samples.length());
      numbers.write(0, samples.numbers());
      return numbers;
    }
  }

  /**
   * Networks with all parameters 0.
   *
   * @param seeds of the group, each once
   * @param fused does the update of one of the layers, if anything does
   */
  GroupNetwork(
      Room room, Network network, Dataset data, long[] seeds, Optional<FusedUpdates> fused) {
    this.room = room;
    roster = room.roster();
    classes = data.classes();
    Shape image = InputShape.of(data);
    this.data = DevicePanel.ofData(room.queue(), image, room.capacity(), seeds.length);
    LayerBuilder builder = new LayerBuilder(room, this.data, seeds, fused);
    network.placed(image).forEach(builder::add);
    builder.addOutput(classes);
    layers = builder.layers();
    top = builder.top();
    Map<String, Object> macros = room.macros();
    macros.put("FEATURES", image.features());
    macros.put("CLASSES", classes);
    macros.put("OF_BYTES", data.training().ofBytes() ? 1 : 0);
    program = new Program(room.queue(), List.of("group.cl"), macros);
    grey = room.queue().numbers(256);
    grey.write(0, levels());
    training = DeviceSamples.of(room.queue(), data.training());
    order = room.queue().numbers((long) seeds.length * training.size());
    broken = room.queue().numbers(roster.width());
  }

  private static float[] levels() {
    float[] levels = new float[256];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = Samples.level((byte) i);
    }
    return levels;
  }

  /** Gives trials of one seed their initial weights. */
  void set(InitialWeights weights, List<Integer> trials) {
    for (int trial : trials) {
      long base = (long) trial * room.places().stride();
      for (int i = 0; i < weights.tensors().size(); i++) {
        room.values()
            .write(base + room.places().of(weights.tensors().get(i)), weights.values().get(i));
      }
      room.places().layout().tensors().stream()
          .filter(tensor -> tensor.role() == Role.STATISTICS)
          .forEach(tensor -> start(base + tensor.offset(), tensor, weights.statistics()));
    }
  }

  /**
   * Gives running statistics their start.
   *
   * @param at of the first number
   */
  private void start(long at, ParameterLayout.Tensor tensor, Map<String, float[]> saved) {
    if (saved.containsKey(tensor.name())) {
      room.values().write(at, saved.get(tensor.name()));
    } else {
      room.values().fill(at, tensor.length(), tensor.name().endsWith("_var") ? 1 : 0);
    }
  }

  /** Back to the start of the training, in all but the parameters. */
  void restart() {
    layers.forEach(DeviceLayer::restart);
  }

  /** In which order a seed sees the training samples in the next epoch. */
  void order(int seed, int[] samples) {
    order.write((long) seed * training.size(), samples);
  }

  /**
   * Loss and gradient of a batch, for all trials.
   *
   * @param first place of the batch in the order
   * @param found is told of the losses, in as many entries as the batch has parts
   */
  void computeGradients(int first, int samples, Found found) {
    roster.share(false);
    for (int from = 0; from < samples; from += room.capacity()) {
      int part = Math.min(room.capacity(), samples - from);
      forward(training, true, first + from, part);
      loss(training, true, first + from, part, samples, found);
      for (int i = layers.size() - 1; i >= 0; i--) {
        layers.get(i).backward(part, from > 0);
      }
    }
  }

  /** Puts samples into the device's memory, where they stay, and sees to room for their answers. */
  void prepare(Samples samples) {
    found(hold(samples)).close();
  }

  private DeviceSamples hold(Samples samples) {
    return evaluated.computeIfAbsent(samples, s -> DeviceSamples.of(room.queue(), s));
  }

  private Found found(DeviceSamples on) {
    int parts = Tiles.parts(on.size(), room.capacity());
    return new Found(room.queue(), roster.width(), parts, on.size());
  }

  /** How each trial does on samples that it is not trained on, by its place. */
  Map<Integer, Evaluation> assess(Samples samples, List<Integer> trials) {
    DeviceSamples on = hold(samples);
    int parts = Tiles.parts(on.size(), room.capacity());
    roster.share(true);
    try (Found found = found(on)) {
      for (int from = 0; from < on.size(); from += room.capacity()) {
        int part = Math.min(room.capacity(), on.size() - from);
        forward(on, false, from, part);
        loss(on, false, from, part, on.size(), found);
      }
      Found.Read read = found.read();
      Map<Integer, Evaluation> evaluations = new HashMap<>();
      for (int trial : trials) {
        double lossSum = IntStream.range(0, parts).mapToDouble(i -> read.lossSum(i, trial)).sum();
        BitSet right = found.right(trial);
        evaluations.put(trial, new Evaluation(lossSum / on.size(), right, on.size()));
      }
      return evaluations;
    } finally {
      roster.share(false);
    }
  }

  private void forward(DeviceSamples samples, boolean inOrder, int first, int size) {
    var launch =
        program
            .launch("gather")
            .with(samples.pixels())
            .with(order)
            .with(grey)
            .with(data.values())
            .with(inOrder ? 1 : 0)
            .with(training.size())
            .with(first)
            .with(size);
    Tiles.elements(launch, data.features(), size, roster.seedCount());
    layers.forEach(layer -> layer.forward(size, inOrder));
  }

  private void loss(
      DeviceSamples samples, boolean inOrder, int first, int size, int whole, Found found) {
    var launch =
        program
            .launch("loss")
            .with(top.values())
            .with(top.gradients())
            .with(samples.labels())
            .with(order)
            .with(inOrder ? 1 : 0)
            .with(training.size())
            .with(first)
            .with(size)
            .with(whole)
            .with(found.sums())
            .with(found.next())
            .with(roster.width())
            .with(found.rightBytes())
            .with(found.answers())
            .with(roster.trials())
            .with(roster.seeds());
    Tiles.reduce(launch, roster.count(), 1);
  }

  /** Whether all that each trial trains is finite numbers, by its place. */
  boolean[] finite() {
    broken.fill(0, roster.width(), 0);
    room.places().layout().tensors().stream()
        .filter(tensor -> tensor.role() != Role.STATISTICS)
        .forEach(
            tensor ->
                Tiles.reduce(
                    program
                        .launch("broken")
                        .with(room.values())
                        .with(room.places().stride())
                        .with(tensor.offset())
                        .with(tensor.length())
                        .with(broken)
                        .with(roster.trials()),
                    roster.count(),
                    1));
    int[] read = broken.readInts(0, roster.width());
    boolean[] finite = new boolean[read.length];
    for (int i = 0; i < read.length; i++) {
      finite[i] = read[i] == 0;
    }
    return finite;
  }
}
