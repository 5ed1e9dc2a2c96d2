package optbench.optimizer;

import java.util.EnumSet;
import java.util.Set;

/**
 * What can be asked of vectors and matrices. Where it can be done element by element, it is an
 * expression of C for one of them, with the order and the roundings of {@link ArrayVector}: {@code
 * $z} is the vector that changes, {@code $x}, {@code $y} and {@code $w} are the operands in their
 * order, each {@code #} is the next scalar, and {@code n} are norms that were taken before.
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
  CUT_OFF("larger(#, smaller(#, $z))"),
  ADD_AT_OWN_NORM("$z + # * ratio(n[0], n[1]) * $x", "zx"),
  DIVIDE_BY_OWN_NORM("$z * (1.0f / (n[0] + #))", "z"),
  /** Scaled down to a norm, if that of its group is larger. */
  SHORTEN("$z * shortened(n[0], #)"),
  /** Normal numbers: the scalars are the bits of a key. */
  SET_NORMAL("normal(#, #, #, i - piece[0] * stride)"),
  /** The norm of a group of tensors is taken, of which this is one. */
  MEASURE(""),
  /** What it was at the beginning. */
  RESET(""),
  /** The matrix z takes the numbers of the vector x. */
  READ(""),
  /** The vector z takes the numbers of the matrix x. */
  WRITE(""),
  /** The matrix z takes those of the matrix x. */
  COPY(""),
  /** The matrix z becomes x y times the first scalar, and itself times the second. */
  PRODUCT(""),
  PRODUCT_OF_TRANSPOSED(""),
  PRODUCT_WITH_TRANSPOSED(""),
  PRODUCT_OF_BOTH_TRANSPOSED("");

  private static final Operation[] ALL = values();
  private static final Set<Operation> PRODUCTS = EnumSet.range(PRODUCT, PRODUCT_OF_BOTH_TRANSPOSED);

  private final String expression;
  private final String normed;

  Operation(String expression) {
    this(expression, "");
  }

  Operation(String expression, String normed) {
    this.expression = expression;
    this.normed = normed;
  }

  static Operation product(boolean transposeX, boolean transposeY) {
    if (transposeX) {
      return transposeY ? PRODUCT_OF_BOTH_TRANSPOSED : PRODUCT_OF_TRANSPOSED;
    }
    return transposeY ? PRODUCT_WITH_TRANSPOSED : PRODUCT;
  }

  boolean isProduct() {
    return PRODUCTS.contains(this);
  }

  boolean isOfMatrices() {
    return isProduct() || this == READ || this == WRITE || this == COPY;
  }

  /** A small number, within one run of the program. */
  @SuppressWarnings("EnumOrdinal")
  int code() {
    return ordinal();
  }

  static Operation of(int code) {
    return ALL[code];
  }

  /** What the vector becomes. */
  String expression() {
    return expression;
  }

  /** Of which operands the norms are needed, in the order of {@code n}. */
  String normed() {
    return normed;
  }

  /** Whether what the vector becomes depends on what it was. */
  boolean keeps() {
    return expression.contains("$z");
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
