package optbench.engine.lockstep;

import java.util.ArrayList;
import java.util.List;
import optbench.engine.CrossEntropy;
import optbench.network.InitialWeights;
import optbench.network.Network;
import optbench.network.Shape;
import optbench.network.Tensor;
import optbench.optimizer.ParameterLayout;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterMemory;

/** The networks of several trials of one seed, computed together. */
final class WideNetwork {
  private final int capacity;
  private final Input input;
  private final List<Layer> layers;
  private final List<TensorGroup> groups = new ArrayList<>();
  private final ParameterLayout layout;
  private final int[] offsets;
  private final Loss loss;
  private long nanos;

  /**
   * Networks with all parameters 0.
   *
   * @param shape of an image
   * @param capacity how many samples are computed at once; larger batches go in parts
   * @param masks decide what dropout drops
   */
  WideNetwork(Network network, Shape shape, int classes, int trials, int capacity, AllMasks masks) {
    this.capacity = capacity;
    NetworkBuilder built = new NetworkBuilder(network, shape, classes, trials, capacity, masks);
    input = built.input();
    layers = built.parts().stream().map(NetworkBuilder.Part::layer).toList();
    loss = new Loss(built.top());
    List<ParameterLayout.Tensor> tensors = new ArrayList<>();
    int offset = 0;
    for (NetworkBuilder.Part part : built.parts()) {
      for (TensorGroup group : part.layer().tensors()) {
        groups.add(group);
        tensors.add(
            new ParameterLayout.Tensor(
                part.name() + "_" + group.name(), offset, group.role(), group.shape()));
        offset += group.length();
      }
    }
    layout = new ParameterLayout(tensors);
    offsets = tensors.stream().mapToInt(ParameterLayout.Tensor::offset).toArray();
  }

  /** How the parameters of one trial are counted. */
  ParameterLayout layout() {
    return layout;
  }

  /** Gives a trial its initial weights, and goes back to the start in all that trials share. */
  void set(int trial, InitialWeights weights) {
    List<Tensor> tensors = weights.tensors();
    int next = 0;
    for (int i = 0; i < groups.size(); i++) {
      boolean drawn = groups.get(i).role() != Role.STATISTICS;
      groups
          .get(i)
          .set(
              trial,
              drawn
                  ? weights.values().get(next++)
                  : weights
                      .statistics()
                      .getOrDefault(layout.tensors().get(i).name(), new float[0]));
    }
    if (next != tensors.size()) {
      throw new IllegalStateException(next + " tensors for " + tensors.size());
    }
    layers.forEach(Layer::restart);
  }

  /** The parameters and gradients of one trial. */
  ParameterMemory memory(int trial) {
    return new TrialMemory(trial);
  }

  /** Loss and gradient of a batch, for all trials. */
  void computeGradients(Batch batch) {
    nanos = 0;
    input.prepare(batch);
    loss.reset();
    for (int from = 0; from < batch.size(); from += capacity) {
      Batch part = batch.part(from, Math.min(capacity, batch.size() - from));
      input.load(part);
      long start = System.nanoTime();
      layers.forEach(layer -> layer.forward(part.size(), true));
      loss.add(part, batch.size());
      for (int i = layers.size() - 1; i >= 0; i--) {
        layers.get(i).backward(part.size(), from > 0);
      }
      nanos += System.nanoTime() - start;
    }
  }

  /** Time of the last {@link #computeGradients}, without that to load the data. */
  long gradientNanos() {
    return nanos;
  }

  /** Loss and right answers of samples, without training. */
  void assess(Batch batch) {
    loss.reset();
    for (int from = 0; from < batch.size(); from += capacity) {
      Batch part = batch.part(from, Math.min(capacity, batch.size() - from));
      input.prepare(part);
      input.load(part);
      layers.forEach(layer -> layer.forward(part.size(), false));
      loss.add(part, batch.size());
    }
  }

  /** What the last {@link #computeGradients} or {@link #assess} has found. */
  CrossEntropy found(int trial) {
    return loss.of(trial);
  }

  /** One trial's share of all tensors. */
  private final class TrialMemory implements ParameterMemory {
    private final int trial;

    TrialMemory(int trial) {
      this.trial = trial;
    }

    @Override
    public void loadParameters(int from, int length, float[] into) {
      int t = tensorAt(from);
      groups.get(t).load(trial, from - offsets[t], length, into);
    }

    @Override
    public void storeParameters(int from, int length, float[] values) {
      int t = tensorAt(from);
      groups.get(t).store(trial, from - offsets[t], length, values);
    }

    @Override
    public void loadGradient(int from, int length, float[] into) {
      int t = tensorAt(from);
      groups.get(t).loadGradient(trial, from - offsets[t], length, into);
    }

    private int tensorAt(int place) {
      int t = offsets.length - 1;
      while (offsets[t] > place) {
        t--;
      }
      return t;
    }
  }
}
