package optbench.optimizer;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A matrix in native memory, for BLAS. Row by row here is column by column of the transposed
 * matrix, which is the order that ND4J's product wants; so factors change places.
 */
final class NativeMatrix implements Matrix {
  private final INDArray transposed;
  private final INDArray numbers;

  NativeMatrix(int rows, int columns) {
    transposed = Nd4j.createUninitializedDetached(DataType.FLOAT, 'f', columns, rows);
    numbers = transposed.reshape('f', true, new long[] {transposed.length()});
  }

  @Override
  public void set(Matrix x) {
    copy(((NativeMatrix) x).numbers, numbers);
  }

  @Override
  public void read(Vector x) {
    if (x instanceof NativeVector vector) {
      copy(vector.values(), numbers);
    } else {
      buffer().put(0, ((ArrayVector) x).values(), 0, Math.toIntExact(numbers.length()));
    }
  }

  @Override
  public void write(Vector x) {
    if (x instanceof NativeVector vector) {
      copy(numbers, vector.values());
    } else {
      buffer().get(0, ((ArrayVector) x).values(), 0, Math.toIntExact(numbers.length()));
    }
  }

  @Override
  public void setProduct(
      double a, Matrix x, boolean transposeX, Matrix y, boolean transposeY, double b) {
    INDArray left = ((NativeMatrix) y).transposed;
    INDArray right = ((NativeMatrix) x).transposed;
    Nd4j.gemm(left, right, transposed, transposeY, transposeX, a, b);
  }

  private static void copy(INDArray from, INDArray to) {
    Nd4j.getBlasWrapper().level1().copy(from, to);
  }

  private FloatBuffer buffer() {
    FloatPointer pointer = (FloatPointer) numbers.data().addressPointer();
    return pointer.capacity(numbers.length()).asBuffer();
  }
}
