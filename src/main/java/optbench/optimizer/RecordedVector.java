package optbench.optimizer;

/** A vector that computes nothing: each operation is put down, with its scalars rounded. */
final class RecordedVector implements Vector {
  private final RecordedBlock block;
  private final int index;

  /**
   * A vector of a block.
   *
   * @param index by which the block knows it, above 0
   */
  RecordedVector(RecordedBlock block, int index) {
    this.block = block;
    this.index = index;
  }

  @Override
  public void set(Vector x) {
    record(Operation.SET, of(x), 0, 0);
  }

  @Override
  public void scale(double c) {
    scalar(c);
    record(Operation.SCALE, 0, 0, 0);
  }

  @Override
  public void add(double c, Vector x) {
    scalar(c);
    record(Operation.ADD, of(x), 0, 0);
  }

  @Override
  public void decayAndAdd(double a, double c, Vector x) {
    scalar(a);
    scalar(c);
    record(Operation.DECAY_AND_ADD, of(x), 0, 0);
  }

  @Override
  public void decayAndAddSquare(double a, double c, Vector x) {
    scalar(a);
    scalar(c);
    record(Operation.DECAY_AND_ADD_SQUARE, of(x), 0, 0);
  }

  @Override
  public void addQuotient(double c, Vector x, Vector y, double epsilon) {
    scalar(c);
    scalar(ArrayVector.besideRoot(epsilon));
    record(Operation.ADD_QUOTIENT, of(x), of(y), 0);
  }

  @Override
  public void addQuotientOfShifted(double c, Vector x, Vector y, double epsilon) {
    scalar(c);
    scalar(ArrayVector.underRoot(epsilon));
    record(Operation.ADD_QUOTIENT_OF_SHIFTED, of(x), of(y), 0);
  }

  @Override
  public void setQuotient(double c, Vector x, Vector y, double epsilon) {
    scalar(c);
    scalar(ArrayVector.besideRoot(epsilon));
    record(Operation.SET_QUOTIENT, of(x), of(y), 0);
  }

  @Override
  public void setQuotientOfShifted(double c, Vector x, Vector y, double epsilon) {
    scalar(c);
    scalar(ArrayVector.underRoot(epsilon));
    record(Operation.SET_QUOTIENT_OF_SHIFTED, of(x), of(y), 0);
  }

  @Override
  public void multiplyByRoot(Vector x, double epsilon) {
    scalar(epsilon);
    record(Operation.MULTIPLY_BY_ROOT, of(x), 0, 0);
  }

  @Override
  public void setVariance(Vector x, Vector y) {
    record(Operation.SET_VARIANCE, of(x), of(y), 0);
  }

  @Override
  public void setSum(double a, Vector x, double c, Vector y) {
    scalar(a);
    scalar(c);
    record(Operation.SET_SUM, of(x), of(y), 0);
  }

  @Override
  public void approach(double c, Vector x) {
    scalar(c);
    record(Operation.APPROACH, of(x), 0, 0);
  }

  @Override
  public void setProduct(Vector x, Vector y) {
    record(Operation.SET_PRODUCT, of(x), of(y), 0);
  }

  @Override
  public void addProduct(double c, Vector x, Vector y) {
    scalar(c);
    record(Operation.ADD_PRODUCT, of(x), of(y), 0);
  }

  @Override
  public void setSign(Vector x) {
    record(Operation.SET_SIGN, of(x), 0, 0);
  }

  @Override
  public void addSign(double c, Vector x) {
    scalar(c);
    record(Operation.ADD_SIGN, of(x), 0, 0);
  }

  @Override
  public void setUnlessNegative(Vector x, Vector y) {
    record(Operation.SET_UNLESS_NEGATIVE, of(x), of(y), 0);
  }

  @Override
  public void growOrShrink(Vector x, double grow, double shrink, double minimum, double maximum) {
    scalar(minimum);
    scalar(maximum);
    scalar(grow);
    scalar(shrink);
    record(Operation.GROW_OR_SHRINK, of(x), 0, 0);
  }

  @Override
  public void raiseTo(Vector x) {
    record(Operation.RAISE_TO, of(x), 0, 0);
  }

  @Override
  public void decayAndRaiseTo(double a, Vector x, double c) {
    scalar(a);
    scalar(c);
    record(Operation.DECAY_AND_RAISE_TO, of(x), 0, 0);
  }

  @Override
  public void decayAndAddSquaredDifference(double a, double c, Vector x, Vector y, double d) {
    scalar(a);
    scalar(c);
    scalar(d);
    record(Operation.DECAY_AND_ADD_SQUARED_DIFFERENCE, of(x), of(y), 0);
  }

  @Override
  public void addRatio(double c, Vector x, Vector y, double epsilon) {
    scalar(c);
    scalar(ArrayVector.underRoot(epsilon));
    record(Operation.ADD_RATIO, of(x), of(y), 0);
  }

  @Override
  public void addQuotientOfSum(double a, Vector x, double c, Vector y, Vector z, double epsilon) {
    scalar(a);
    scalar(c);
    scalar(ArrayVector.besideRoot(epsilon));
    record(Operation.ADD_QUOTIENT_OF_SUM, of(x), of(y), of(z));
  }

  @Override
  public void cutOff(double limit) {
    scalar(-limit);
    scalar(limit);
    record(Operation.CUT_OFF, 0, 0, 0);
  }

  @Override
  public void addAtOwnNorm(double c, Vector x) {
    scalar(c);
    record(Operation.ADD_AT_OWN_NORM, of(x), 0, 0);
  }

  @Override
  public void divideByOwnNorm(double epsilon) {
    scalar(epsilon);
    record(Operation.DIVIDE_BY_OWN_NORM, 0, 0, 0);
  }

  /** Scaled down, if the norm of its group of tensors is larger than this. */
  void shorten(double most) {
    scalar(most);
    record(Operation.SHORTEN, 0, 0, 0);
  }

  /**
   * Normal numbers, independent of those of other keys. A float32 holds 24 bits without rounding.
   */
  void setNormal(long key) {
    scalar((double) (key >>> 40));
    scalar((double) ((key >>> 16) & 0xFFFFFF));
    scalar((double) (key & 0xFFFF));
    record(Operation.SET_NORMAL, 0, 0, 0);
  }

  /** Puts down what has no scalars and no further operands. */
  void record(Operation operation) {
    record(operation, 0, 0, 0);
  }

  private void scalar(double c) {
    block.scalar((float) c);
  }

  private void record(Operation operation, int x, int y, int w) {
    block.record(operation, index, x, y, w);
  }

  private int of(Vector x) {
    return indexIn(block, x);
  }

  /** By which a block knows a vector of its own. */
  static int indexIn(RecordedBlock block, Vector x) {
    RecordedVector operand = (RecordedVector) x;
    if (operand.block != block) {
      throw new KernelException("it mixes vectors of two tensors");
    }
    return operand.index;
  }
}
