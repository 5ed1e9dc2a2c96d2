package optbench.optimizer;

/** A matrix that computes nothing: what is asked of it is put down. */
final class RecordedMatrix implements Matrix {
  private final RecordedBlock block;
  private final int index;

  /**
   * A matrix of a block.
   *
   * @param index by which the block knows it
   */
  RecordedMatrix(RecordedBlock block, int index) {
    this.block = block;
    this.index = index;
  }

  @Override
  public void set(Matrix x) {
    block.scalar(0);
    block.scalar(1);
    block.record(Operation.COPY, index, of(x), 0, 0);
  }

  @Override
  public void read(Vector x) {
    block.record(Operation.READ, index, RecordedVector.indexIn(block, x), 0, 0);
  }

  @Override
  public void write(Vector x) {
    block.record(Operation.WRITE, RecordedVector.indexIn(block, x), index, 0, 0);
  }

  @Override
  public void setProduct(
      double a, Matrix x, boolean transposeX, Matrix y, boolean transposeY, double b) {
    block.scalar((float) a);
    block.scalar((float) b);
    block.record(Operation.product(transposeX, transposeY), index, of(x), of(y), 0);
  }

  private int of(Matrix x) {
    RecordedMatrix operand = (RecordedMatrix) x;
    if (operand.block != block) {
      throw new KernelException("it mixes matrices of two tensors");
    }
    return operand.index;
  }
}
