package optbench.engine.opencl;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import optbench.opencl.DeviceKernel;
import optbench.opencl.DeviceQueue;
import optbench.opencl.OpenClException;
import optbench.optimizer.KernelProgram;

/** The kernels of recorded programs. */
final class RuleKernels {
  private final DeviceQueue queue;
  private final Map<KernelProgram, Compiled> compiled = new HashMap<>();

  /** A kernel, or why there is none. */
  private record Compiled(DeviceKernel kernel, OpenClException refusal) {}

  RuleKernels(DeviceQueue queue) {
    this.queue = queue;
  }

  /**
   * The kernel of a program, compiled if it is new.
   *
   * @throws OpenClException if the device's compiler refuses it
   */
  DeviceKernel of(KernelProgram program) {
    Compiled known = compiled.computeIfAbsent(program, this::compile);
    if (known.refusal != null) {
      throw known.refusal;
    }
    return known.kernel;
  }

  private Compiled compile(KernelProgram program) {
    try {
      return new Compiled(queue.kernel(program.source(), KernelProgram.KERNEL, List.of()), null);
    } catch (OpenClException e) {
      return new Compiled(null, e);
    }
  }
}
