package optbench.engine.opencl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import optbench.opencl.DeviceBuffer;
import optbench.opencl.DeviceQueue;
import optbench.opencl.OpenClException;
import optbench.optimizer.KernelCall;
import optbench.optimizer.KernelPhase;
import optbench.optimizer.ParameterLayout;
import optbench.optimizer.ParameterLayout.Tensor;

/**
 * Recorded updates of many trials as launches: one for each phase that is the same, however many
 * trials and tensors it serves. The tables that say who they are stay on the device as long as
 * every trial does what it did at the step before; the scalars go there at every step, all at once.
 */
final class UpdateLaunches {
  private final DeviceQueue queue;
  private final ParameterLayout layout;
  private final UpdateMemory memory;
  private final RuleKernels kernels;
  private final Optional<FusedUpdates> fused;
  private final ElementPhases elements;
  private final MatrixPhases matrices;
  private final List<TensorUpdate> updates = new ArrayList<>();
  private final List<Launch> launches = new ArrayList<>();
  private int count;
  private boolean changed;
  private float[] scalars = {};
  private int scalarCount;
  private DeviceBuffer scalarBuffer;

  /** Something that is put into the queue. */
  @FunctionalInterface
  interface Launch {
    void run(DeviceBuffer scalars);
  }

  /**
   * Nothing to be launched yet.
   *
   * @param fused is given what it takes over, if anything is
   */
  UpdateLaunches(
      DeviceQueue queue,
      ParameterLayout layout,
      UpdateMemory memory,
      RuleKernels kernels,
      Optional<FusedUpdates> fused) {
    this.queue = queue;
    this.layout = layout;
    this.memory = memory;
    this.kernels = kernels;
    this.fused = fused;
    elements = new ElementPhases(queue, memory, kernels);
    matrices = new MatrixPhases(queue, memory);
  }

  /** Before the calls of a step are added. */
  void begin() {
    count = 0;
    scalarCount = 0;
  }

  /**
   * Adds what is to be done for a trial.
   *
   * @throws OpenClException if the device's compiler refuses one of the programs; then nothing is
   *     added
   */
  void add(int trial, List<? extends KernelCall> calls) {
    for (int i = 0; i < calls.size(); i++) {
      boolean known =
          count + i < updates.size() && updates.get(count + i).phases() == calls.get(i).phases();
      if (!known) {
        compile(calls.get(i).phases());
      }
    }
    calls.forEach(call -> add(trial, call));
  }

  private void compile(List<KernelPhase> phases) {
    phases.forEach(phase -> phase.program().ifPresent(kernels::of));
  }

  private void add(int trial, KernelCall call) {
    if (count == updates.size()) {
      updates.add(null);
    }
    TensorUpdate before = updates.get(count);
    if (before == null || !before.is(trial, call, scalarCount)) {
      Tensor tensor = layout.tensors().get(call.place());
      updates.set(count, new TensorUpdate(trial, tensor, call, scalarCount));
      changed = true;
    }
    count++;
    int end = scalarCount + call.scalarCount();
    if (end > scalars.length) {
      scalars = Arrays.copyOf(scalars, 2 * end);
    }
    call.copyScalars(scalars, scalarCount);
    scalarCount = end;
  }

  /** Sends to the device what the launches need of all that has been added since the beginning. */
  void send() {
    if (changed || count < updates.size()) {
      updates.subList(count, updates.size()).clear();
      scalars = Arrays.copyOf(scalars, scalarCount);
      layOut();
      changed = false;
    }
    scalarBuffer = DeviceTable.withRoom(queue, scalarBuffer, scalars.length);
    queue.send(scalarBuffer, scalars);
    fused.ifPresent(taker -> taker.use(scalarBuffer));
  }

  /** Puts what has been sent into the queue. */
  void launch() {
    launches.forEach(launch -> launch.run(scalarBuffer));
    queue.flush();
  }

  /** Phases at one position of all updates do not wait for each other. */
  private void layOut() {
    List<TensorUpdate> own = fused.map(taker -> taker.take(updates)).orElse(updates);
    launches.clear();
    elements.begin();
    matrices.begin(own);
    int positions = own.stream().mapToInt(u -> u.phases().size()).max().orElse(0);
    for (int position = 0; position < positions; position++) {
      elements.add(own, position, launches);
      matrices.add(own, position, launches);
    }
    elements.send();
    matrices.send();
    memory.require(elements.sums(), elements.norms(), matrices.numbers());
  }
}
