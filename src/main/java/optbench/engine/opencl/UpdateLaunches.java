package optbench.engine.opencl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import optbench.opencl.DeviceBuffer;
import optbench.opencl.DeviceKernel;
import optbench.opencl.DeviceQueue;
import optbench.opencl.OpenClDevice;
import optbench.opencl.OpenClException;
import optbench.optimizer.KernelCall;
import optbench.optimizer.KernelProgram;
import optbench.optimizer.ParameterLayout;
import optbench.optimizer.ParameterLayout.Tensor;

/**
 * Recorded updates of many trials as launches: one for each program, however many trials and
 * tensors it serves. The tables that say who they are stay on the device as long as every trial
 * does what it did at the step before; the scalars go there at every step, all at once.
 */
final class UpdateLaunches {
  /** Parameters that a work-group goes over. */
  private static final int PIECE = 1024;

  private static final int WORK_ITEMS = 256;

  private final DeviceQueue queue;
  private final ParameterLayout layout;
  private final DeviceParameters memory;
  private final List<DeviceBuffer> states;
  private final long[] group;
  private final Map<KernelProgram, Compiled> compiled = new HashMap<>();
  private final List<Update> updates = new ArrayList<>();
  private final List<Launch> launches = new ArrayList<>();
  private int count;
  private boolean changed;
  private float[] scalars = {};
  private int scalarCount;
  private DeviceBuffer scalarBuffer;
  private DeviceBuffer pieces;

  /** A kernel, or why there is none. */
  private record Compiled(DeviceKernel kernel, OpenClException refusal) {}

  /** What is done to one tensor of one trial. */
  private record Update(int trial, int place, KernelProgram program, int firstScalar) {
    boolean is(int otherTrial, KernelCall call, int otherScalar) {
      return trial == otherTrial
          && place == call.place()
          && firstScalar == otherScalar
          && program.equals(call.program());
    }
  }

  /** All pieces with one program. */
  private record Launch(KernelProgram program, DeviceKernel kernel, int firstPiece, int count) {}

  /**
   * Nothing to be launched yet.
   *
   * @param states a buffer for each state vector, laid out as the parameters are; more may follow
   */
  UpdateLaunches(
      DeviceQueue queue,
      ParameterLayout layout,
      DeviceParameters memory,
      List<DeviceBuffer> states) {
    this.queue = queue;
    this.layout = layout;
    this.memory = memory;
    this.states = states;
    // A CPU has one processor for all work-items of a group: there, one does the whole piece.
    boolean cpu = queue.device().kind() == OpenClDevice.Kind.CPU;
    group = new long[] {cpu ? 1 : WORK_ITEMS};
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
    for (KernelCall call : calls) {
      Compiled known = compiled.computeIfAbsent(call.program(), this::compile);
      if (known.refusal != null) {
        throw known.refusal;
      }
    }
    for (KernelCall call : calls) {
      if (count == updates.size()) {
        updates.add(null);
      }
      Update before = updates.get(count);
      if (before == null || !before.is(trial, call, scalarCount)) {
        updates.set(count, new Update(trial, call.place(), call.program(), scalarCount));
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
  }

  private Compiled compile(KernelProgram program) {
    try {
      return new Compiled(queue.kernel(program.source(), KernelProgram.KERNEL, List.of()), null);
    } catch (OpenClException e) {
      return new Compiled(null, e);
    }
  }

  /** Puts what has been added since the beginning into the queue. */
  void run() {
    if (count == 0) {
      return;
    }
    if (changed || count < updates.size()) {
      updates.subList(count, updates.size()).clear();
      scalars = Arrays.copyOf(scalars, scalarCount);
      layOut();
      changed = false;
    }
    scalarBuffer = withRoom(scalarBuffer, scalars.length);
    scalarBuffer.write(0, scalars);
    for (Launch launch : launches) {
      DeviceKernel.Launch next =
          launch
              .kernel
              .launch()
              .with(memory.values())
              .with(memory.gradients())
              .with(scalarBuffer)
              .with(pieces)
              .with(launch.firstPiece)
              .with(memory.stride());
      states.subList(0, launch.program.states()).forEach(next::with);
      next.over(group, launch.count);
    }
  }

  /** Makes the tables: pieces with the same program one after another. */
  private void layOut() {
    Map<KernelProgram, List<Update>> byProgram = new LinkedHashMap<>();
    for (Update update : updates) {
      byProgram.computeIfAbsent(update.program, p -> new ArrayList<>()).add(update);
    }
    int[] table = new int[updates.stream().mapToInt(this::piecesOf).sum() * KernelProgram.PIECE];
    int at = 0;
    launches.clear();
    for (Map.Entry<KernelProgram, List<Update>> same : byProgram.entrySet()) {
      int first = at / KernelProgram.PIECE;
      for (Update update : same.getValue()) {
        at = describe(update, table, at);
      }
      int end = at / KernelProgram.PIECE;
      DeviceKernel kernel = compiled.get(same.getKey()).kernel;
      launches.add(new Launch(same.getKey(), kernel, first, end - first));
    }
    pieces = withRoom(pieces, table.length);
    pieces.write(0, table);
  }

  private int piecesOf(Update update) {
    return (layout.tensors().get(update.place).length() + PIECE - 1) / PIECE;
  }

  private int describe(Update update, int[] table, int start) {
    Tensor tensor = layout.tensors().get(update.place);
    int at = start;
    for (int from = 0; from < tensor.length(); from += PIECE) {
      table[at++] = update.trial;
      table[at++] = tensor.offset() + from;
      table[at++] = Math.min(PIECE, tensor.length() - from);
      table[at++] = update.firstScalar;
    }
    return at;
  }

  private DeviceBuffer withRoom(DeviceBuffer buffer, int numbers) {
    if (buffer != null && buffer.bytes() >= (long) numbers * Float.BYTES) {
      return buffer;
    }
    if (buffer != null) {
      queue.free(buffer);
    }
    return queue.numbers(numbers);
  }
}
