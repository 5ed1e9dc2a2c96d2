package optbench.engine.dl4j;

import java.nio.FloatBuffer;
import optbench.engine.ActivationFunctions;
import optbench.engine.NativeMemory;
import optbench.spec.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Activation functions in place in the host's memory.
 *
 * <p>The arrays are gone over block by block through a Java array: for ReLU that is faster than
 * ND4J's operations, and it allocates nothing.
 */
final class HostActivations implements Activations {
  private static final int BLOCK = 4096;

  private final Activation function;
  private final float[] values = new float[BLOCK];
  private final float[] gradients = new float[BLOCK];

  HostActivations(Activation function) {
    this.function = function;
  }

  @Override
  public void apply(INDArray z) {
    if (function == Activation.LINEAR) {
      return;
    }
    FloatBuffer memory = NativeMemory.of(z);
    for (int from = 0; from < memory.capacity(); from += BLOCK) {
      int n = Math.min(BLOCK, memory.capacity() - from);
      memory.get(from, values, 0, n);
      ActivationFunctions.apply(function, values, n);
      memory.put(from, values, 0, n);
    }
  }

  @Override
  public void backpropagate(INDArray at, INDArray gradient) {
    if (function == Activation.LINEAR) {
      return;
    }
    FloatBuffer points = NativeMemory.of(at);
    FloatBuffer memory = NativeMemory.of(gradient);
    for (int from = 0; from < memory.capacity(); from += BLOCK) {
      int n = Math.min(BLOCK, memory.capacity() - from);
      points.get(from, values, 0, n);
      memory.get(from, gradients, 0, n);
      ActivationFunctions.multiplyByDerivative(function, values, gradients, n);
      memory.put(from, gradients, 0, n);
    }
  }
}
