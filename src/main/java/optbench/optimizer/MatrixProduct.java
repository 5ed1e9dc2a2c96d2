package optbench.optimizer;

import java.util.Optional;

/**
 * target = a left right + b addend, each a matrix by its place among those of the call. Where b is
 * 0, the addend may hold anything.
 *
 * @param scalar place of a among the call's scalars; b follows
 * @param copy whether the first summand is 0, and so neither left nor right is there
 */
public record MatrixProduct(
    int target,
    int left,
    boolean transposeLeft,
    int right,
    boolean transposeRight,
    int addend,
    int scalar,
    boolean copy)
    implements KernelPhase {
  @Override
  public Optional<KernelProgram> program() {
    return Optional.empty();
  }

  @Override
  public String text() {
    if (copy) {
      return "X" + target + " = X" + addend;
    }
    return "X"
        + target
        + " = c["
        + scalar
        + "] X"
        + left
        + (transposeLeft ? "' X" : " X")
        + right
        + (transposeRight ? "'" : "")
        + " + c["
        + (scalar + 1)
        + "] X"
        + addend;
  }
}
