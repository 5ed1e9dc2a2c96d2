package optbench.engine.opencl;

import java.util.List;
import optbench.data.Dataset;
import optbench.engine.Capacity;
import optbench.engine.InputShape;
import optbench.network.LayerLayout;
import optbench.network.Shape;
import optbench.opencl.OpenClDevice;
import optbench.optimizer.OptimizerSettings;
import optbench.optimizer.Optimizers;
import optbench.optimizer.ParameterLayout;
import optbench.plan.Trial;

/** How many trials a device has room for at once. */
final class GroupMemory {
  /** More would make no device busier, and a step that is read late is a long wait. */
  private static final int MOST_TRIALS = 1024;

  /** The rest is for the data, the driver and whatever else runs there. */
  private static final double SHARE = 0.7;

  /**
   * Beside the optimizer's state: parameters, gradient, what a rule notes between two launches, and
   * a copy while others are evaluated.
   */
  private static final int PARAMETER_COPIES = 4;

  /** Values and gradients, and what pooling and partial sums keep, at most as much again. */
  private static final int ACTIVATION_COPIES = 4;

  private GroupMemory() {}

  /**
   * Of the same network, batch size and data as this one; at least one, whether it fits or not.
   * Each is counted with a seed of its own, and so with images and an order of samples of its own.
   */
  static int mostTrials(List<Trial> alike, Dataset data, OpenClDevice device) {
    Trial any = alike.get(0);
    long numbers = any.settings().parameterCount();
    int state = alike.stream().mapToInt(trial -> stateVectors(trial.optimizer())).max().orElse(0);
    ParameterLayout parameters = layout(any, data);
    long matrices =
        alike.stream()
            .mapToLong(trial -> DeviceUpdates.matrixNumbers(trial.optimizer(), parameters))
            .max()
            .orElse(0);
    long samples = Capacity.of(any.network(), any.settings().samplesAStep());
    long widest = image(data).features();
    long all = widest + data.classes();
    for (LayerLayout layout : any.network().layouts(image(data))) {
      for (LayerLayout each : layout.all().toList()) {
        widest = Math.max(widest, each.output().features());
        all += each.output().features();
      }
    }
    long bytes =
        Float.BYTES
            * (numbers * (PARAMETER_COPIES + state)
                + matrices
                + all * samples * ACTIVATION_COPIES
                + data.training().size());
    long largest = Float.BYTES * Math.max(Math.max(numbers, matrices), widest * samples);
    long most =
        Math.min(
            (long) (SHARE * device.memoryBytes()) / bytes, device.largestBufferBytes() / largest);
    return (int) Math.max(1, Math.min(MOST_TRIALS, most));
  }

  /** With the average of the parameters, where there is one. */
  private static int stateVectors(OptimizerSettings settings) {
    int average = settings.techniques().ema().isPresent() ? 1 : 0;
    return Optimizers.stateVectors(settings).size() + average;
  }

  private static ParameterLayout layout(Trial trial, Dataset data) {
    return new Places(trial.network(), image(data), data.classes()).layout();
  }

  private static Shape image(Dataset data) {
    return InputShape.of(data);
  }
}
