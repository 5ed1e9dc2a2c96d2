package optbench.engine.opencl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import optbench.opencl.DeviceBuffer;
import optbench.opencl.DeviceQueue;
import optbench.opencl.OpenClException;
import optbench.optimizer.KernelPhase;
import optbench.optimizer.KernelProgram;
import optbench.optimizer.ParameterLayout;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;

/**
 * Updates of the weights of one dense layer, done where their gradient is computed, so that it
 * never goes through the device's memory. Of all trials whose rules look at one parameter at a
 * time; the weights' gradient of the others is kept as ever, and so is every other tensor's.
 *
 * <p>It is the layer with the most weights: of the others the gradients are small, and one launch
 * updates all of them.
 */
final class FusedUpdates {
  private static final int JOB = 2;

  private final DeviceQueue queue;
  private final UpdateMemory memory;
  private final Tensor weights;
  private final DeviceTable jobs;
  private final DeviceTable others;
  private final Map<KernelProgram, Optional<Program>> compiled = new HashMap<>();
  private final List<Part> parts = new ArrayList<>();
  private List<String> files = List.of();
  private Map<String, Object> macros = Map.of();
  private DeviceBuffer scalars;

  /** Trials whose rules do the same. */
  private record Part(Program program, int states, int firstJob, int count) {}

  private FusedUpdates(DeviceQueue queue, UpdateMemory memory, Tensor weights) {
    this.queue = queue;
    this.memory = memory;
    this.weights = weights;
    jobs = new DeviceTable(queue, JOB);
    others = new DeviceTable(queue, 1);
  }

  /** Those of a network; none where it has no dense layer. */
  static Optional<FusedUpdates> of(DeviceQueue queue, ParameterLayout layout, UpdateMemory memory) {
    return layout.tensors().stream()
        .filter(tensor -> tensor.role() == Role.WEIGHTS && tensor.shape().size() == 2)
        .max(Comparator.comparingInt(Tensor::length))
        .map(weights -> new FusedUpdates(queue, memory, weights));
  }

  /** Whether it is about the weights of this layer. */
  boolean isOf(String layer) {
    return weights.name().equals(layer + "_W");
  }

  /** Tells how the layer's kernels are compiled; they know {@code updateWeights} then. */
  void compileWith(List<String> layerFiles, Map<String, Object> layerMacros) {
    files = layerFiles;
    macros = new HashMap<>(layerMacros);
    macros.put("FUSED", 1);
  }

  /**
   * Takes what it does itself out of the updates of a step.
   *
   * @return the rest
   */
  List<TensorUpdate> take(List<TensorUpdate> updates) {
    Map<KernelProgram, List<TensorUpdate>> taken = new LinkedHashMap<>();
    List<TensorUpdate> left = new ArrayList<>();
    jobs.clear();
    others.clear();
    for (TensorUpdate update : updates) {
      Optional<KernelProgram> program = fusable(update);
      if (program.isPresent()) {
        taken.computeIfAbsent(program.get(), p -> new ArrayList<>()).add(update);
      } else {
        left.add(update);
        if (update.tensor().equals(weights)) {
          others.add(update.trial());
        }
      }
    }
    parts.clear();
    taken.forEach(
        (program, same) -> {
          parts.add(
              new Part(
                  compiled(program).orElseThrow(), program.states(), jobs.rows(), same.size()));
          same.forEach(update -> jobs.add(update.trial(), update.firstScalar()));
        });
    jobs.send();
    others.send();
    return left;
  }

  private Optional<KernelProgram> fusable(TensorUpdate update) {
    List<KernelPhase> phases = update.phases();
    return update.tensor().equals(weights) && phases.size() == 1
        ? phases.get(0).program().filter(program -> compiled(program).isPresent())
        : Optional.empty();
  }

  /** Where a device has no room for both in one kernel, there are two as ever. */
  private Optional<Program> compiled(KernelProgram program) {
    return compiled.computeIfAbsent(program, p -> p.element().flatMap(e -> compile(p, e)));
  }

  private Optional<Program> compile(KernelProgram program, String element) {
    Program fused = new Program(queue, before(program, element), files, macros);
    try {
      fused.kernel("updateWeights");
      return Optional.of(fused);
    } catch (OpenClException e) {
      return Optional.empty();
    }
  }

  /** The rule, and the buffers of its state as the kernel takes them and as it hands them on. */
  static String before(KernelProgram program, String element) {
    return element
        + "\n#define STATE_PARAMETERS"
        + each(program.states(), ", global float* restrict state")
        + "\n#define STATE_ARGUMENTS"
        + each(program.states(), ", state")
        + "\n";
  }

  private static String each(int count, String text) {
    return IntStream.range(0, count)
        .mapToObj(i -> text + i)
        .collect(Collectors.joining("", " ", ""));
  }

  /** The scalars of the step that has been recorded. */
  void use(DeviceBuffer sent) {
    scalars = sent;
  }

  /** How many trials' gradients are kept. */
  int otherCount() {
    return others.rows();
  }

  /** Which trials these are. */
  DeviceBuffer others() {
    return others.buffer();
  }

  /**
   * Puts the updates of the others into the queue.
   *
   * @param input of the layer
   * @param output of the layer, with gradients below its activation
   */
  void run(Room room, DevicePanel input, DevicePanel output, int samples) {
    for (Part part : parts) {
      var launch =
          part.program
              .launch("updateWeights")
              .with(input.values())
              .with(output.gradients())
              .with(room.values())
              .with(scalars)
              .with(jobs.buffer())
              .with(part.firstJob)
              .with(room.roster().seeds())
              .with(samples);
      for (int i = 0; i < part.states; i++) {
        launch.with(memory.state(i));
      }
      Tiles.product(launch, input.features(), output.features(), part.count);
    }
  }
}
