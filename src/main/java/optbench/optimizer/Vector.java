package optbench.optimizer;

/**
 * Numbers that an update rule works on: a stretch of the parameters, their gradient, or state. The
 * operations are all that rules are written in, so that each rule stands once and runs wherever
 * there is a vector: on the CPU over stretches small enough to stay in the cache.
 *
 * <p>All operations are element by element, in place, in float32; scalars are given in double and
 * rounded once. Operands are of equal length.
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
}
