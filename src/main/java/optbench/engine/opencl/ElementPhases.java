package optbench.engine.opencl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import optbench.engine.opencl.UpdateLaunches.Launch;
import optbench.opencl.DeviceBuffer;
import optbench.opencl.DeviceKernel;
import optbench.opencl.DeviceQueue;
import optbench.opencl.OpenClDevice;
import optbench.optimizer.KernelProgram;

/** Phases that go parameter by parameter, and the norms that some of them take. */
final class ElementPhases {
  /** Parameters that a work-group goes over. Part of what norms are: sums are taken so. */
  private static final int PIECE = 1024;

  /** Parts of a sum. */
  private static final int SUM_NUMBERS = 4;

  private static final int JOB = 4;

  private final UpdateMemory memory;
  private final RuleKernels kernels;
  private final Program norming;
  private final long[] group;
  private final DeviceTable pieces;
  private final DeviceTable jobs;
  private int mostSums;
  private int mostNorms;

  /** A program with its pieces. */
  private record Elements(KernelProgram program, DeviceKernel kernel, int firstPiece, int count) {}

  ElementPhases(DeviceQueue queue, UpdateMemory memory, RuleKernels kernels) {
    this.memory = memory;
    this.kernels = kernels;
    norming = new Program(queue, List.of("norms.cl"), Map.of());
    pieces = new DeviceTable(queue, KernelProgram.PIECE);
    jobs = new DeviceTable(queue, JOB);
    // A CPU has one processor for all work-items of a group: there, one does the whole piece.
    boolean cpu = queue.device().kind() == OpenClDevice.Kind.CPU;
    group = new long[] {cpu ? 1 : KernelProgram.MOST_WORK_ITEMS};
  }

  /** Before the first position. */
  void begin() {
    pieces.clear();
    jobs.clear();
    mostSums = 0;
    mostNorms = 0;
  }

  /** Adds launches of what is done at a position. */
  void add(List<TensorUpdate> updates, int position, List<Launch> launches) {
    Map<KernelProgram, List<TensorUpdate>> byProgram = new LinkedHashMap<>();
    Map<Object, List<TensorUpdate>> byNorm = new LinkedHashMap<>();
    for (TensorUpdate update : updates) {
      KernelProgram program = update.phase(position, KernelProgram.class);
      if (program != null) {
        byProgram.computeIfAbsent(program, p -> new ArrayList<>()).add(update);
        if (program.norms() > 0) {
          Object sharing = program.sharesNorm() ? update.normGroup() : update;
          byNorm.computeIfAbsent(sharing, s -> new ArrayList<>()).add(update);
        }
      }
    }
    placeSums(byNorm.values(), position);
    byProgram.forEach((program, same) -> launches.add(elements(program, same)));
    if (!byNorm.isEmpty()) {
      int first = jobs.rows();
      placeNorms(byNorm.values(), position);
      int count = jobs.rows() - first;
      launches.add(scalars -> takeNorms(first, count));
    }
  }

  private void placeSums(Iterable<List<TensorUpdate>> groups, int position) {
    int sums = 0;
    for (List<TensorUpdate> members : groups) {
      for (TensorUpdate update : members) {
        update.firstSum = sums;
        sums += pieces(update) * update.phase(position, KernelProgram.class).norms();
      }
    }
    mostSums = Math.max(mostSums, sums);
  }

  /** The sums of a group lie one after another. */
  private void placeNorms(Iterable<List<TensorUpdate>> groups, int position) {
    int norms = 0;
    for (List<TensorUpdate> members : groups) {
      int all = members.stream().mapToInt(ElementPhases::pieces).sum();
      int taken = members.get(0).phase(position, KernelProgram.class).norms();
      for (int norm = 0; norm < taken; norm++) {
        jobs.add(members.get(0).firstSum + norm, all, taken, norms + norm);
      }
      for (TensorUpdate update : members) {
        update.firstNorm = norms;
      }
      norms += taken;
    }
    mostNorms = Math.max(mostNorms, norms);
  }

  private Launch elements(KernelProgram program, List<TensorUpdate> updates) {
    int first = pieces.rows();
    updates.forEach(update -> describe(update, program));
    Elements elements = new Elements(program, kernels.of(program), first, pieces.rows() - first);
    return scalars -> run(elements, scalars);
  }

  private void describe(TensorUpdate update, KernelProgram program) {
    int length = update.tensor().length();
    int sum = update.firstSum;
    for (int from = 0; from < length; from += PIECE) {
      pieces.add(
          update.trial(),
          update.tensor().offset() + from,
          Math.min(PIECE, length - from),
          update.firstScalar(),
          sum,
          update.firstNorm);
      sum += program.norms();
    }
  }

  private static int pieces(TensorUpdate update) {
    return Tiles.parts(update.tensor().length(), PIECE);
  }

  private void run(Elements elements, DeviceBuffer scalars) {
    DeviceParameters parameters = memory.parameters();
    KernelProgram program = elements.program;
    DeviceKernel.Launch launch =
        elements
            .kernel
            .launch()
            .with(parameters.values())
            .with(parameters.gradients())
            .with(scalars)
            .with(pieces.buffer())
            .with(elements.firstPiece)
            .with(parameters.stride());
    if (program.usesScratch()) {
      launch.with(memory.scratch());
    }
    if (program.norms() > 0) {
      launch.with(memory.sums());
    }
    if (program.usesNorms()) {
      launch.with(memory.norms());
    }
    for (int i = 0; i < program.states(); i++) {
      launch.with(memory.state(i));
    }
    launch.over(group, elements.count);
  }

  private void takeNorms(int firstJob, int count) {
    DeviceKernel.Launch launch =
        norming
            .launch("takeNorms")
            .with(memory.sums())
            .with(memory.norms())
            .with(jobs.buffer())
            .with(firstJob);
    Tiles.reduce(launch, count, 1);
  }

  /** After the last position. */
  void send() {
    pieces.send();
    jobs.send();
  }

  /** For how many numbers there must be room. */
  long sums() {
    return (long) SUM_NUMBERS * mostSums;
  }

  /** Likewise. */
  long norms() {
    return mostNorms;
  }
}
