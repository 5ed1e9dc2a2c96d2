package optbench.optimizer;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What is done to one tensor: phases and the numbers left open in them. It holds until the next
 * step or evaluation is recorded.
 */
public interface KernelCall {
  /** Place of the tensor in its layout. */
  int place();

  /** One after another. The same list as before where the same was asked for again. */
  List<KernelPhase> phases();

  /** Room that the phases need. */
  List<MatrixSize> matrices();

  /**
   * Number of the group of tensors whose norm is taken together, where {@link
   * KernelProgram#sharesNorm()}.
   */
  int normGroup();

  /** How many scalars the phases take. */
  int scalarCount();

  /** Puts the scalars, in the order of their places in the programs, into an array. */
  void copyScalars(float[] into, int at);

  /** The scalars, in the order of their places in the programs. */
  default List<Float> scalars() {
    float[] all = new float[scalarCount()];
    copyScalars(all, 0);
    return IntStream.range(0, all.length).mapToObj(i -> all[i]).toList();
  }
}
