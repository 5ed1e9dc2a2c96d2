package optbench.engine.opencl;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import optbench.opencl.DeviceBuffer;
import optbench.opencl.DeviceQueue;
import optbench.optimizer.KernelCall;
import optbench.optimizer.OptimizerSettings;
import optbench.optimizer.ParameterLayout;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.optimizer.Training;

/** Parameters of a group of trials in a device's memory, and the optimizers that change them. */
public final class UpdatesOnDevice implements AutoCloseable {
  /** Trials are not packed: what is written beside a trial's numbers would be found. */
  private static final int GAP = 7;

  private final DeviceQueue queue;
  private final ParameterLayout layout;
  private final DeviceParameters memory;
  private final UpdateMemory kept;
  private final DeviceUpdates updates;
  private final UpdateLaunches others;

  /**
   * All parameters 0.
   *
   * @param byColumns whether a matrix is to lie column by column
   */
  public UpdatesOnDevice(
      DeviceQueue queue, ParameterLayout layout, int trials, Predicate<Tensor> byColumns) {
    this.queue = queue;
    this.layout = layout;
    long stride = (long) layout.size() + GAP;
    memory =
        new DeviceParameters(
            queue.numbers(trials * stride), queue.numbers(trials * stride), stride, byColumns);
    kept = new UpdateMemory(queue, memory, trials);
    RuleKernels kernels = new RuleKernels(queue);
    updates = new DeviceUpdates(layout, kept, kernels, queue, Optional.empty(), trials);
    others = new UpdateLaunches(queue, layout, kept, kernels, Optional.empty());
  }

  /** A trial before its first step. */
  public void begin(int trial, OptimizerSettings settings, Training training, float[] start) {
    write(memory.values(), trial, start);
    updates.begin(trial, settings, training);
    updates.fillState(trial);
  }

  /** The gradient of a trial's next step. */
  public void gradient(int trial, float[] gradient) {
    write(memory.gradients(), trial, gradient);
  }

  /** One step of some trials; what kept others from it. */
  public Map<Integer, Throwable> step(List<Integer> trials) {
    Map<Integer, Throwable> failures = updates.record(trials);
    updates.launch();
    return failures;
  }

  /** A step of one trial that was recorded elsewhere. */
  public void step(int trial, List<? extends KernelCall> calls) {
    others.begin();
    others.add(trial, calls);
    others.send();
    others.launch();
  }

  /** The parameters of a trial. */
  public float[] parameters(int trial) {
    return read(memory.values(), trial);
  }

  /** Those that are evaluated, of several trials. */
  public List<float[]> evaluated(List<Integer> trials) {
    return updates.evaluate(
        trials, new HashMap<>(), () -> trials.stream().map(this::parameters).toList());
  }

  /** A state vector of a trial, as long as the parameters. */
  public float[] state(int trial, int index) {
    return read(kept.state(index), trial);
  }

  /** Bytes that a trial's optimizer keeps. */
  public long stateBytes(int trial) {
    return updates.stateBytes(trial);
  }

  /** Whether nothing has been written between the numbers of trials. */
  public boolean gapIsUntouched(int trial) {
    float[] gap = memory.values().readFloats(trial * memory.stride() + layout.size(), GAP);
    return Arrays.equals(gap, new float[GAP]);
  }

  private void write(DeviceBuffer buffer, int trial, float[] numbers) {
    buffer.write(trial * memory.stride(), laidOut(numbers, true));
  }

  private float[] read(DeviceBuffer buffer, int trial) {
    return laidOut(buffer.readFloats(trial * memory.stride(), layout.size()), false);
  }

  /** As the device has matrices, or as everybody else has them. */
  private float[] laidOut(float[] numbers, boolean onDevice) {
    float[] other = numbers.clone();
    for (Tensor tensor : layout.tensors()) {
      if (tensor.isMatrix() && memory.byColumns().test(tensor)) {
        for (int i = 0; i < tensor.length(); i++) {
          int row = i / tensor.columns();
          int place = i % tensor.columns() * tensor.rows() + row;
          int to = tensor.offset() + (onDevice ? place : i);
          other[to] = numbers[tensor.offset() + (onDevice ? i : place)];
        }
      }
    }
    return other;
  }

  @Override
  public void close() {
    queue.finish();
  }
}
