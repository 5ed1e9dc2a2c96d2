package optbench.engine;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Between arrays and Java's memory. */
public final class NativeMemory {
  private NativeMemory() {}

  /**
   * The elements of a contiguous float32 array, in the order in which they lie in memory.
   *
   * @throws IllegalStateException on a GPU: what Java could see there is a copy, and may be old
   */
  public static FloatBuffer of(INDArray array) {
    if (Placement.ofBackend() == Placement.DEVICE) {
      throw new IllegalStateException("must be in the host's memory but is in the GPU's");
    }
    FloatPointer pointer = (FloatPointer) array.data().addressPointer();
    return pointer.capacity(array.length()).asBuffer();
  }

  /** Copies all elements of a contiguous float32 array to Java, wherever it is. */
  public static void copy(INDArray array, Placement placement, float[] into) {
    if (placement == Placement.HOST) {
      of(array).get(0, into);
    } else {
      float[] numbers = array.dup().data().asFloat();
      System.arraycopy(numbers, 0, into, 0, into.length);
    }
  }
}
