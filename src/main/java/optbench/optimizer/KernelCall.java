package optbench.optimizer;

import java.util.List;

/**
 * A program for one tensor with its numbers for one step.
 *
 * @param scalars in the order of their places in the program
 */
public record KernelCall(KernelProgram program, List<Float> scalars) {
  public KernelCall {
    scalars = List.copyOf(scalars);
  }
}
