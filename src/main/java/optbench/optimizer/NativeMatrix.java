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
  private final FloatBuffer numbers;

  NativeMatrix(int rows, int columns) {
    transposed = Nd4j.createUninitialized(DataType.FLOAT, new long[] {columns, rows}, 'f');
    numbers =
        ((FloatPointer) transposed.data().addressPointer())
            .capacity(transposed.length())
            .asBuffer();
  }

  @Override
  public void set(Matrix x) {
    numbers.put(0, ((NativeMatrix) x).numbers, 0, numbers.capacity());
  }

  @Override
  public void read(Vector x) {
    numbers.put(0, ((ArrayVector) x).values(), 0, numbers.capacity());
  }

  @Override
  public void write(Vector x) {
    numbers.get(0, ((ArrayVector) x).values(), 0, numbers.capacity());
  }

  @Override
  public void setProduct(
      double a, Matrix x, boolean transposeX, Matrix y, boolean transposeY, double b) {
    INDArray left = ((NativeMatrix) y).transposed;
    INDArray right = ((NativeMatrix) x).transposed;
    Nd4j.gemm(left, right, transposed, transposeY, transposeX, a, b);
  }
}
