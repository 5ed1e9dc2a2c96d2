package optbench.engine.opencl;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import optbench.opencl.DeviceQueue;
import optbench.optimizer.KernelCall;
import optbench.optimizer.OptimizerSettings;
import optbench.optimizer.ParameterLayout;
import optbench.optimizer.Training;

/** Parameters of a group of trials in a device's memory, and the optimizers that change them. */
public final class UpdatesOnDevice implements AutoCloseable {
  /** Trials are not packed: what is written beside a trial's numbers would be found. */
  private static final int GAP = 7;

  private final DeviceQueue queue;
  private final ParameterLayout layout;
  private final DeviceParameters memory;
  private final DeviceUpdates updates;
  private final UpdateLaunches others;

  /** All parameters 0. */
  public UpdatesOnDevice(DeviceQueue queue, ParameterLayout layout, int trials) {
    this.queue = queue;
    this.layout = layout;
    long stride = layout.size() + GAP;
    memory =
        new DeviceParameters(
            queue.numbers(trials * stride), queue.numbers(trials * stride), stride);
    updates = new DeviceUpdates(queue, layout, memory, trials);
    others = new UpdateLaunches(queue, layout, memory, updates.states);
  }

  /** A trial before its first step. */
  public void begin(int trial, OptimizerSettings settings, Training training, float[] start) {
    memory.values().write(trial * memory.stride(), start);
    updates.begin(trial, settings, training);
  }

  /** The gradient of a trial's next step. */
  public void gradient(int trial, float[] gradient) {
    memory.gradients().write(trial * memory.stride(), gradient);
  }

  /** One step of some trials; what kept others from it. */
  public Map<Integer, Throwable> step(List<Integer> trials) {
    return updates.step(trials);
  }

  /** A step of one trial that was recorded elsewhere. */
  public void step(int trial, List<? extends KernelCall> calls) {
    others.begin();
    others.add(trial, calls);
    others.run();
  }

  /** The parameters of a trial. */
  public float[] parameters(int trial) {
    return memory.values().readFloats(trial * memory.stride(), layout.size());
  }

  /** Those that are evaluated, of several trials. */
  public List<float[]> evaluated(List<Integer> trials) {
    return updates.evaluate(trials, () -> trials.stream().map(this::parameters).toList());
  }

  /** A state vector of a trial, as long as the parameters. */
  public float[] state(int trial, int index) {
    return updates.states.get(index).readFloats(trial * memory.stride(), layout.size());
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

  @Override
  public void close() {
    queue.finish();
    queue.free(memory.values());
    queue.free(memory.gradients());
    updates.states.forEach(queue::free);
  }
}
