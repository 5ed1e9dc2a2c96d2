package optbench.engine.opencl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import optbench.data.Dataset;
import optbench.engine.Capacity;
import optbench.engine.Engine;
import optbench.engine.TrialListener;
import optbench.opencl.DeviceMemoryException;
import optbench.opencl.DeviceQueue;
import optbench.opencl.OpenClDevice;
import optbench.optimizer.ParameterLayout;
import optbench.optimizer.ParameterLayout.Role;
import optbench.plan.Trial;
import optbench.result.TrialSettings;

/**
 * Trains hundreds of trials at once on an OpenCL device, each with initial weights, order of
 * samples and masks of its own seed.
 */
public final class OpenClEngine implements Engine {
  /** The device that it computes on, in the words of trials. */
  public static final String DEVICE = "gpu";

  /** Whether there are kernels for an optimizer does not depend on sizes. */
  private static final ParameterLayout ANY_LAYOUT =
      new ParameterLayout(
          List.of(
              new ParameterLayout.Tensor("0_W", 0, Role.WEIGHTS, List.of(3, 4)),
              new ParameterLayout.Tensor("0_b", 12, Role.OTHER, List.of(3))));

  private final Supplier<OpenClDevice> device;
  private final Function<OpenClDevice, DeviceQueue> open;
  private final Deque<DeviceQueue> idle = new ArrayDeque<>();

  /**
   * @param device is asked when it is first needed
   */
  public OpenClEngine(Supplier<OpenClDevice> device) {
    this(device, DeviceQueue::on);
  }

  OpenClEngine(Supplier<OpenClDevice> device, Function<OpenClDevice, DeviceQueue> open) {
    this.device = device;
    this.open = open;
  }

  @Override
  public String id() {
    return "opencl";
  }

  @Override
  public boolean runsOn(String wanted) {
    return wanted.equals(DEVICE);
  }

  /** Two panels for each layer, with their gradients, are kept of a batch. */
  @Override
  public long samplesKept(Trial trial, Dataset data) {
    return Capacity.of(trial.network(), trial.settings().samplesAStep());
  }

  @Override
  public Optional<String> unsupported(Trial trial) {
    if (trial.settings().probe().isPresent()) {
      return Optional.of(
          "probes look at one training from inside, and this engine trains several as one: train it"
              + " with engine dl4j");
    }
    return DeviceUpdates.obstacle(trial.optimizer(), ANY_LAYOUT)
        .map(reason -> trial.optimizer().id() + " cannot be computed on a GPU: " + reason);
  }

  /** By all that decides the steps that they take together, and not by seed. */
  @Override
  public List<List<Trial>> groups(List<Trial> trials) {
    Map<Object, List<Trial>> byKind = new LinkedHashMap<>();
    for (Trial trial : trials) {
      byKind.computeIfAbsent(kind(trial), k -> new ArrayList<>()).add(trial);
    }
    return List.copyOf(byKind.values());
  }

  private static Object kind(Trial trial) {
    TrialSettings settings = trial.settings();
    return List.of(
        trial.network(),
        settings.samplesAStep(),
        settings.epochs(),
        settings.dataSha256(),
        settings.samplesAnEpoch(),
        trial.evaluate());
  }

  /**
   * As many at once as the device has room for, in parts of like size; half as many where it turns
   * out to have less, as others may use it, too. Kernels stay compiled from one group to the next.
   */
  @Override
  public void run(List<Trial> group, Dataset data, TrialListener listener) {
    List<Trial> left = group;
    int most = Integer.MAX_VALUE;
    while (!left.isEmpty()) {
      DeviceQueue queue = take();
      try {
        most = Math.min(most, GroupMemory.mostTrials(group, data, queue.device()));
        int parts = Tiles.parts(left.size(), most);
        List<Trial> part = left.subList(0, Tiles.parts(left.size(), parts));
        Optional<OpenClGroup> ready = prepared(queue, part, data, listener);
        if (ready.isPresent()) {
          ready.get().run();
          queue.freeAll();
          giveBack(queue);
          left = left.subList(part.size(), left.size());
        } else {
          queue.close();
          most = part.size() / 2;
        }
      } catch (RuntimeException | Error e) {
        // It may be the device that failed: nothing of it is used again.
        queue.close();
        throw e;
      }
    }
  }

  /** Trials that are ready to be trained at once; none where there is no memory for so many. */
  private static Optional<OpenClGroup> prepared(
      DeviceQueue queue, List<Trial> part, Dataset data, TrialListener listener) {
    try {
      OpenClGroup group = new OpenClGroup(queue, part, data, listener);
      group.prepare();
      return Optional.of(group);
    } catch (DeviceMemoryException e) {
      if (part.size() == 1) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private synchronized DeviceQueue take() {
    return idle.isEmpty() ? open.apply(device.get()) : idle.pop();
  }

  private synchronized void giveBack(DeviceQueue queue) {
    idle.push(queue);
  }
}
