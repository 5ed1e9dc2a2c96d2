package optbench.optimizer;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Parameters and gradient as two ND4J arrays: native blocks work in them, wherever they are; the
 * others copy, which takes arrays in the host's memory.
 */
final class ArrayMemory implements ParameterMemory {
  private final INDArray parameters;
  private final INDArray gradient;
  private final DataBuffer parameterData;
  private final DataBuffer gradientData;
  private FloatBuffer parameterNumbers;
  private FloatBuffer gradientNumbers;

  /**
   * Two arrays, or the same twice where there is no gradient.
   *
   * @param size of each; float32 and contiguous
   */
  ArrayMemory(INDArray parameters, INDArray gradient, int size) {
    requireFlat(parameters, size);
    requireFlat(gradient, size);
    this.parameters = parameters;
    this.gradient = gradient;
    this.parameterData = parameters.data();
    this.gradientData = gradient.data();
  }

  private static void requireFlat(INDArray array, int size) {
    if (array.length() != size || array.elementWiseStride() != 1) {
      throw new IllegalArgumentException(
          "must be " + size + " contiguous numbers but was " + array.shapeInfoToString());
    }
  }

  INDArray parameters() {
    return parameters;
  }

  INDArray gradient() {
    return gradient;
  }

  /** Whether it is about the very same arrays in the same places. */
  boolean isOf(INDArray otherParameters, INDArray otherGradient) {
    return parameters == otherParameters
        && gradient == otherGradient
        && parameterData == otherParameters.data()
        && gradientData == otherGradient.data();
  }

  @Override
  public void loadParameters(int from, int length, float[] into) {
    parameterNumbers().get(from, into, 0, length);
  }

  @Override
  public void storeParameters(int from, int length, float[] values) {
    parameterNumbers().put(from, values, 0, length);
  }

  @Override
  public void loadGradient(int from, int length, float[] into) {
    if (gradientNumbers == null) {
      gradientNumbers = buffer(gradient);
    }
    gradientNumbers.get(from, into, 0, length);
  }

  private FloatBuffer parameterNumbers() {
    if (parameterNumbers == null) {
      parameterNumbers = buffer(parameters);
    }
    return parameterNumbers;
  }

  private static FloatBuffer buffer(INDArray array) {
    FloatPointer pointer = (FloatPointer) array.data().addressPointer();
    return pointer.capacity(array.length()).asBuffer();
  }
}
