package optbench.optimizer;

/**
 * A vector that computes nothing: each operation becomes a statement of C for one element, with the
 * order and the roundings of {@link ArrayVector}.
 */
final class RecordedVector implements Vector {
  private final RecordedBlock block;
  private final String name;

  RecordedVector(RecordedBlock block, String name) {
    this.block = block;
    this.name = name;
  }

  @Override
  public void set(Vector x) {
    is(of(x));
  }

  @Override
  public void scale(double c) {
    is(own() + " * " + scalar(c));
  }

  @Override
  public void add(double c, Vector x) {
    plus(scalar(c) + " * " + of(x));
  }

  @Override
  public void decayAndAdd(double a, double c, Vector x) {
    isCleared(
        scalar(a) + " * " + own() + " + " + scalar(c) + " * " + of(x), ArrayVector.CLEAR_MEAN);
  }

  @Override
  public void decayAndAddSquare(double a, double c, Vector x) {
    isCleared(
        scalar(a) + " * " + own() + " + " + scalar(c) + " * " + square(of(x)), ArrayVector.CLEAR);
  }

  @Override
  public void addQuotient(double c, Vector x, Vector y, double epsilon) {
    plus(scalar(c) + " * " + of(x) + " / " + besideRoot(y, epsilon));
  }

  @Override
  public void addQuotientOfShifted(double c, Vector x, Vector y, double epsilon) {
    plus(scalar(c) + " * " + of(x) + " / " + root(y, ArrayVector.underRoot(epsilon)));
  }

  @Override
  public void setQuotient(double c, Vector x, Vector y, double epsilon) {
    is(scalar(c) + " * " + of(x) + " / " + besideRoot(y, epsilon));
  }

  @Override
  public void setQuotientOfShifted(double c, Vector x, Vector y, double epsilon) {
    is(scalar(c) + " * " + of(x) + " / " + root(y, ArrayVector.underRoot(epsilon)));
  }

  @Override
  public void multiplyByRoot(Vector x, double epsilon) {
    is(own() + " * " + root(x, (float) epsilon));
  }

  @Override
  public void setVariance(Vector x, Vector y) {
    is("larger(0.0f, " + of(x) + " - " + of(y) + " * " + of(y) + ")");
  }

  @Override
  public void setSum(double a, Vector x, double c, Vector y) {
    is(sum(a, x, c, y));
  }

  @Override
  public void approach(double c, Vector x) {
    plus(scalar(c) + " * (" + of(x) + " - " + own() + ")");
  }

  @Override
  public void setProduct(Vector x, Vector y) {
    is(of(x) + " * " + of(y));
  }

  @Override
  public void addProduct(double c, Vector x, Vector y) {
    plus(scalar(c) + " * " + of(x) + " * " + of(y));
  }

  @Override
  public void setSign(Vector x) {
    is(sign(x));
  }

  @Override
  public void addSign(double c, Vector x) {
    plus(scalar(c) + " * " + sign(x));
  }

  @Override
  public void setUnlessNegative(Vector x, Vector y) {
    is(of(x) + " * (1.0f + larger(-1.0f, smaller(0.0f, " + huge(y) + ")))");
  }

  @Override
  public void growOrShrink(Vector x, double grow, double shrink, double minimum, double maximum) {
    String up = "larger(0.0f, " + of(x) + ")";
    String down = "larger(0.0f, -" + of(x) + ")";
    String rest = "(1.0f - " + up + " - " + down + ")";
    String factor =
        scalar(grow) + " * " + up + " + " + scalar(shrink) + " * " + down + " + " + rest;
    String moved = own() + " * (" + factor + ")";
    is("larger(" + scalar(minimum) + ", smaller(" + scalar(maximum) + ", " + moved + "))");
  }

  @Override
  public void raiseTo(Vector x) {
    is("larger(" + own() + ", " + of(x) + ")");
  }

  @Override
  public void decayAndRaiseTo(double a, Vector x, double c) {
    isCleared(
        "larger(" + scalar(a) + " * " + own() + ", fabs(" + of(x) + ") + " + scalar(c) + ")",
        ArrayVector.CLEAR);
  }

  @Override
  public void decayAndAddSquaredDifference(double a, double c, Vector x, Vector y, double d) {
    String difference = cleared(of(x) + " - " + of(y), ArrayVector.CLEAR_ROOT);
    isCleared(
        scalar(a)
            + " * "
            + own()
            + " + "
            + scalar(c)
            + " * "
            + square("(" + difference + ")")
            + " + "
            + scalar(d),
        ArrayVector.CLEAR);
  }

  @Override
  public void addRatio(double c, Vector x, Vector y, double epsilon) {
    plus(
        scalar(c)
            + " * "
            + of(x)
            + " / ("
            + of(y)
            + " + "
            + block.scalar(ArrayVector.underRoot(epsilon))
            + ")");
  }

  @Override
  public void addQuotientOfSum(double a, Vector x, double c, Vector y, Vector z, double epsilon) {
    plus("(" + sum(a, x, c, y) + ") / " + besideRoot(z, epsilon));
  }

  @Override
  public void cutOff(double limit) {
    is("larger(" + scalar(-limit) + ", smaller(" + scalar(limit) + ", " + own() + "))");
  }

  @Override
  public void addAtOwnNorm(double c, Vector x) {
    throw ofNorm();
  }

  @Override
  public void divideByOwnNorm(double epsilon) {
    throw ofNorm();
  }

  private static KernelException ofNorm() {
    return new KernelException(
        "it takes the norm of a whole tensor, and kernels go parameter by parameter");
  }

  private void is(String expression) {
    block.change(name, name + " = " + expression + ";");
  }

  private void plus(String addend) {
    is(own() + " + " + addend);
  }

  private void isCleared(String sum, float number) {
    is(cleared(sum, number));
  }

  /** Without what rounding loses beside the number. */
  private static String cleared(String sum, float number) {
    return "(" + sum + " + " + number + "f) - " + number + "f";
  }

  private static String square(String x) {
    return "(" + x + " * " + x + ")";
  }

  private String sum(double a, Vector x, double c, Vector y) {
    return scalar(a) + " * " + of(x) + " + " + scalar(c) + " * " + of(y);
  }

  private String besideRoot(Vector y, double epsilon) {
    return "(sqrt(" + of(y) + ") + " + block.scalar(ArrayVector.besideRoot(epsilon)) + ")";
  }

  private String root(Vector y, float epsilon) {
    return "sqrt(" + of(y) + " + " + block.scalar(epsilon) + ")";
  }

  private String sign(Vector x) {
    return "larger(-1.0f, smaller(1.0f, " + huge(x) + "))";
  }

  private String huge(Vector x) {
    return of(x) + " * " + ArrayVector.HUGE + "f";
  }

  private String scalar(double c) {
    return block.scalar((float) c);
  }

  private String own() {
    return block.use(name);
  }

  private String of(Vector x) {
    RecordedVector operand = (RecordedVector) x;
    if (operand.block != block) {
      throw new KernelException("it mixes vectors of two tensors");
    }
    return block.use(operand.name);
  }
}
