package optbench.engine;

import java.nio.FloatBuffer;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Between arrays and Java's memory. */
public final class NativeMemory {
  /** What ND4J's native code says of an allocation that the system refused. */
  private static final Pattern REFUSED =
      Pattern.compile("(?i).*(allocation failed|failed to allocate|bad_alloc|out of memory).*");

  /** A plug-in's own may be its own cause. */
  private static final int MOST_CAUSES = 100;

  private NativeMemory() {}

  /** Whether a fault is that no memory was left, on the heap or outside it. */
  public static boolean ranOut(Throwable fault) {
    try {
      Throwable cause = fault;
      for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
        if (cause instanceof OutOfMemoryError || saysSo(cause)) {
          return true;
        }
        cause = cause.getCause();
      }
    } catch (Throwable mute) {
      // A plug-in's own may throw whatever it is asked.
    }
    return false;
  }

  private static boolean saysSo(Throwable cause) {
    String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return REFUSED.matcher(message).matches();
  }

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
