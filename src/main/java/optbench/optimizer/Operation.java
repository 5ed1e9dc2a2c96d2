package optbench.optimizer;

/**
 * What can be asked of a {@link Vector}, as an expression of C for one element, with the order and
 * the roundings of {@link ArrayVector}. In it {@code $z} is the vector itself, {@code $x}, {@code
 * $y} and {@code $w} are the operands in their order, and each {@code #} is the next scalar.
 */
enum Operation {
  SET("$x"),
  SCALE("$z * #"),
  ADD("$z + # * $x"),
  DECAY_AND_ADD(cleared("# * $z + # * $x", ArrayVector.CLEAR_MEAN)),
  DECAY_AND_ADD_SQUARE(cleared("# * $z + # * ($x * $x)", ArrayVector.CLEAR)),
  ADD_QUOTIENT("$z + # * $x / (sqrt($y) + #)"),
  ADD_QUOTIENT_OF_SHIFTED("$z + # * $x / sqrt($y + #)"),
  SET_QUOTIENT("# * $x / (sqrt($y) + #)"),
  SET_QUOTIENT_OF_SHIFTED("# * $x / sqrt($y + #)"),
  MULTIPLY_BY_ROOT("$z * sqrt($x + #)"),
  SET_VARIANCE("larger(0.0f, $x - $y * $y)"),
  SET_SUM("# * $x + # * $y"),
  APPROACH("$z + # * ($x - $z)"),
  SET_PRODUCT("$x * $y"),
  ADD_PRODUCT("$z + # * $x * $y"),
  SET_SIGN(sign()),
  ADD_SIGN("$z + # * " + sign()),
  SET_UNLESS_NEGATIVE("$x * (1.0f + larger(-1.0f, smaller(0.0f, " + huge("$y") + ")))"),
  GROW_OR_SHRINK(
      "larger(#, smaller(#, $z * (# * larger(0.0f, $x) + # * larger(0.0f, -$x)"
          + " + (1.0f - larger(0.0f, $x) - larger(0.0f, -$x)))))"),
  RAISE_TO("larger($z, $x)"),
  DECAY_AND_RAISE_TO(cleared("larger(# * $z, fabs($x) + #)", ArrayVector.CLEAR)),
  DECAY_AND_ADD_SQUARED_DIFFERENCE(
      cleared(
          "# * $z + # * " + square(cleared("$x - $y", ArrayVector.CLEAR_ROOT)) + " + #",
          ArrayVector.CLEAR)),
  ADD_RATIO("$z + # * $x / ($y + #)"),
  ADD_QUOTIENT_OF_SUM("$z + (# * $x + # * $y) / (sqrt($w) + #)"),
  CUT_OFF("larger(#, smaller(#, $z))");

  private final String expression;

  Operation(String expression) {
    this.expression = expression;
  }

  /** What the vector becomes. */
  String expression() {
    return expression;
  }

  /** Without what rounding loses beside the number. */
  private static String cleared(String sum, float number) {
    return "(" + sum + " + " + number + "f) - " + number + "f";
  }

  private static String square(String sum) {
    return "((" + sum + ") * (" + sum + "))";
  }

  private static String sign() {
    return "larger(-1.0f, smaller(1.0f, " + huge("$x") + "))";
  }

  private static String huge(String x) {
    return x + " * " + ArrayVector.HUGE + "f";
  }
}
