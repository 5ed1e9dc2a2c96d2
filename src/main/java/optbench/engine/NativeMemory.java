package optbench.engine;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A view of an array's native memory. */
public final class NativeMemory {
  private NativeMemory() {}

  /** The elements of a contiguous float32 array, in the order in which they lie in memory. */
  public static FloatBuffer of(INDArray array) {
    FloatPointer pointer = (FloatPointer) array.data().addressPointer();
    return pointer.capacity(array.length()).asBuffer();
  }
}
