package optbench.optimizer;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What is done to one tensor: a program and the numbers left open in it. It holds until the next
 * step or evaluation is recorded.
 */
public interface KernelCall {
  /** Place of the tensor in its layout. */
  int place();

  /** The same object as before where the same was asked for again. */
  KernelProgram program();

  /** How many scalars the program takes. */
  int scalarCount();

  /** Puts the scalars, in the order of their places in the program, into an array. */
  void copyScalars(float[] into, int at);

  /** The scalars, in the order of their places in the program. */
  default List<Float> scalars() {
    float[] all = new float[scalarCount()];
    copyScalars(all, 0);
    return IntStream.range(0, all.length).mapToObj(i -> all[i]).toList();
  }
}
