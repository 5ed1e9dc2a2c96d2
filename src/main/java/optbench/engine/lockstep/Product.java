package optbench.engine.lockstep;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One matrix product, made ready once and run at every step: nothing is allocated when it runs.
 * Factors and result may be parts of larger arrays.
 */
final class Product {
  private final DynamicCustomOp operation;
  private final OpContext context;

  private Product(INDArray left, INDArray right, INDArray result, double beta) {
    operation =
        DynamicCustomOp.builder("matmul")
            .addInputs(left, right)
            .addOutputs(result)
            .addIntegerArguments(0, 0, 0)
            .addFloatingPointArguments(1.0, beta)
            .build();
    context = Nd4j.getExecutioner().buildContext();
    context.setInputArrays(left, right);
    context.setOutputArrays(result);
    context.setIArguments(0, 0, 0);
    context.setTArguments(1.0, beta);
  }

  /** result = left right. */
  static Product into(INDArray result, INDArray left, INDArray right) {
    return new Product(left, right, result, 0);
  }

  /** result = result + left right. */
  static Product addedTo(INDArray result, INDArray left, INDArray right) {
    return new Product(left, right, result, 1);
  }

  void run() {
    Nd4j.getExecutioner().exec(operation, context);
  }

  /** A new flat vector of zeros in native memory. */
  static INDArray memory(long length) {
    return Nd4j.zeros(DataType.FLOAT, Math.max(1, length));
  }

  /**
   * Part of a flat vector as a matrix, column by column.
   *
   * @param offset of its first element
   * @param apart how far apart columns start
   */
  static INDArray columns(INDArray flat, long offset, long rows, long columns, long apart) {
    return Nd4j.create(flat.data(), new long[] {rows, columns}, new long[] {1, apart}, offset, 'f');
  }

  /** Part of a flat vector as a matrix, row by row. */
  static INDArray rows(INDArray flat, long offset, long rows, long columns) {
    return Nd4j.create(
        flat.data(), new long[] {rows, columns}, new long[] {columns, 1}, offset, 'c');
  }
}
