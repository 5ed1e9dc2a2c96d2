package optbench.optimizer;

import java.util.Optional;

/**
 * A part of an update of one tensor: what can be done without waiting for other work-groups. A
 * phase begins when the one before is done for the whole tensor, or for all that share its norm.
 */
public sealed interface KernelPhase permits KernelProgram, MatrixCopy, MatrixProduct {
  /** As a reader is told of it. */
  String text();

  /** What has to be compiled for it; empty where the engine has kernels of its own. */
  Optional<KernelProgram> program();
}
