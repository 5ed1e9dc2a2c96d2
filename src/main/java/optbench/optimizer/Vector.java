package optbench.optimizer;

/**
 * Numbers that an update rule works on: a stretch of the parameters, their gradient, or state. The
 * operations are all that rules are written in, so that each rule stands once and runs wherever
 * there is a vector: on the CPU over stretches small enough to stay in the cache.
 *
 * <p>All operations but the last two are element by element, in place, in float32; scalars are
 * given in double and rounded once. No number comes back to the rule, so that rules can also be
 * written down as programs for devices. Norms |x| are roots of sums of squares, taken in double.
 * Operands are of equal length and may be the same vector. NaN in an operand gives NaN.
 *
 * <p>In quotients 0 / 0 is 0, with an epsilon of 0 too: an epsilon below 1e-15 beside a root (1e-30
 * under it) counts as that, which is the root of the smallest square that the averages keep.
 */
public interface Vector {
  /** this = x. */
  void set(Vector x);

  /** this = c this. */
  void scale(double c);

  /** this = this + c x. */
  void add(double c, Vector x);

  /**
   * this = a this + c x. Results too small for a normal float32 become 0, so that decaying averages
   * never slow down in denormals.
   */
  void decayAndAdd(double a, double c, Vector x);

  /** this = a this + c x x. Results too small for a normal float32 become 0. */
  void decayAndAddSquare(double a, double c, Vector x);

  /** this = this + c x / (sqrt(y) + epsilon). */
  void addQuotient(double c, Vector x, Vector y, double epsilon);

  /** this = this + c x / sqrt(y + epsilon). */
  void addQuotientOfShifted(double c, Vector x, Vector y, double epsilon);

  /** this = c x / (sqrt(y) + epsilon). */
  void setQuotient(double c, Vector x, Vector y, double epsilon);

  /** this = c x / sqrt(y + epsilon). */
  void setQuotientOfShifted(double c, Vector x, Vector y, double epsilon);

  /** this = this sqrt(x + epsilon). */
  void multiplyByRoot(Vector x, double epsilon);

  /** this = x - y y, or 0 where rounding would make that negative. */
  void setVariance(Vector x, Vector y);

  /** this = a x + c y. */
  void setSum(double a, Vector x, double c, Vector y);

  /** this = this + c (x - this): exactly this where both are equal. */
  void approach(double c, Vector x);

  /** this = x y. */
  void setProduct(Vector x, Vector y);

  /** this = this + c x y. */
  void addProduct(double c, Vector x, Vector y);

  /** this = the sign of x: -1, 0 or 1. */
  void setSign(Vector x);

  /** this = this + c times the sign of x. */
  void addSign(double c, Vector x);

  /** this = x, or 0 where y is below 0. */
  void setUnlessNegative(Vector x, Vector y);

  /**
   * this = this times {@code grow} where x is 1, times {@code shrink} where x is -1, as it is where
   * x is 0, and then no less than {@code minimum} and no more than {@code maximum}.
   */
  void growOrShrink(Vector x, double grow, double shrink, double minimum, double maximum);

  /** this = the larger of this and x. */
  void raiseTo(Vector x);

  /** this = the larger of a this and |x| + c. Results too small for a normal float32 become 0. */
  void decayAndRaiseTo(double a, Vector x, double c);

  /** this = a this + c (x - y)^2 + d. Results too small for a normal float32 become 0. */
  void decayAndAddSquaredDifference(double a, double c, Vector x, Vector y, double d);

  /** this = this + c x / (y + epsilon). */
  void addRatio(double c, Vector x, Vector y, double epsilon);

  /** this = this + (a x + c y) / (sqrt(z) + epsilon). */
  void addQuotientOfSum(double a, Vector x, double c, Vector y, Vector z, double epsilon);

  /** this = this cut off at plus and minus the limit. */
  void cutOff(double limit);

  /** this = this + c |this| / |x| x, where the quotient counts as 1 if either norm is 0. */
  void addAtOwnNorm(double c, Vector x);

  /** this = this / (|this| + epsilon). */
  void divideByOwnNorm(double epsilon);
}
