package optbench.optimizer;

import optbench.optimizer.NativeRoom.Temporaries;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Numbers in an ND4J array, on whatever device it is. Every operation goes over the whole array as
 * often as it has steps; nothing but the norm comes back from the device.
 *
 * <p>Scalars go to BLAS, which takes them by value: an operation made ready for its arrays serves
 * whatever they are, and nothing is copied to the device. BLAS takes NaN for a factor of 0, and a
 * factor of 0 for a reason not to look at the numbers; here neither hides a NaN. Results are those
 * of {@link ArrayVector} within rounding: a product that is added may be rounded once, not twice,
 * and a factor may stand outside a quotient.
 */
final class NativeVector implements Vector {
  private final INDArray values;
  private final int length;
  private final NativeRoom room;
  private Temporaries temporaries;

  /**
   * All of an array.
   *
   * @param values float32, of rank one, contiguous
   */
  NativeVector(INDArray values, NativeRoom room) {
    this.values = values;
    this.length = Math.toIntExact(values.length());
    this.room = room;
  }

  /** A stretch of a contiguous array, in its memory. */
  static NativeVector part(INDArray array, int from, int length, NativeRoom room) {
    INDArray flat = array.reshape(array.ordering(), true, new long[] {array.length()});
    return new NativeVector(flat.get(NDArrayIndex.interval(from, from + length)), room);
  }

  INDArray values() {
    return values;
  }

  /** Fills it from Java's memory. */
  void read(float[] numbers) {
    INDArray copy = Nd4j.createUninitializedDetached(DataType.FLOAT, length);
    copy.data().setData(numbers);
    room.blas().copy(copy, values);
    copy.close();
  }

  /** A copy in Java's memory. */
  float[] numbers() {
    return values.dup().data().asFloat();
  }

  @Override
  public void set(Vector x) {
    if (x != this) {
      room.blas().copy(of(x).values, values);
    }
  }

  @Override
  public void scale(double c) {
    times((float) c);
  }

  @Override
  public void add(double c, Vector x) {
    plus((float) c, of(x));
  }

  @Override
  public void decayAndAdd(double decay, double c, Vector x) {
    NativeVector addend = of(x);
    if (addend == this) {
      addend = temporaries().first();
      addend.set(this);
    }
    times((float) decay);
    plus((float) c, addend);
    clear(ArrayVector.CLEAR_MEAN);
  }

  @Override
  public void decayAndAddSquare(double decay, double c, Vector x) {
    NativeVector square = temporaries().first();
    room.multiply(of(x), of(x), square);
    times((float) decay);
    plus((float) c, square);
    clear(ArrayVector.CLEAR);
  }

  @Override
  public void addQuotient(double c, Vector x, Vector y, double epsilon) {
    NativeVector quotient = besideRoot(y, epsilon);
    room.divide(of(x), quotient, quotient);
    plus((float) c, quotient);
  }

  @Override
  public void addQuotientOfShifted(double c, Vector x, Vector y, double epsilon) {
    NativeVector quotient = rootOfShifted(y, ArrayVector.underRoot(epsilon));
    room.divide(of(x), quotient, quotient);
    plus((float) c, quotient);
  }

  @Override
  public void setQuotient(double c, Vector x, Vector y, double epsilon) {
    room.divide(of(x), besideRoot(y, epsilon), this);
    times((float) c);
  }

  @Override
  public void setQuotientOfShifted(double c, Vector x, Vector y, double epsilon) {
    room.divide(of(x), rootOfShifted(y, ArrayVector.underRoot(epsilon)), this);
    times((float) c);
  }

  @Override
  public void multiplyByRoot(Vector x, double epsilon) {
    room.multiply(this, rootOfShifted(x, (float) epsilon), this);
  }

  @Override
  public void setVariance(Vector x, Vector y) {
    NativeVector square = temporaries().first();
    room.multiply(of(y), of(y), square);
    set(x);
    plus(-1, square);
    room.clip(this, 0, Float.POSITIVE_INFINITY);
  }

  @Override
  public void setSum(double a, Vector x, double c, Vector y) {
    if (y == this) {
      NativeVector sum = temporaries().first();
      sum.setSum(a, x, c, y);
      set(sum);
      return;
    }
    set(x);
    times((float) a);
    plus((float) c, of(y));
  }

  @Override
  public void approach(double c, Vector x) {
    NativeVector way = temporaries().first();
    way.set(x);
    way.plus(-1, this);
    plus((float) c, way);
  }

  @Override
  public void setProduct(Vector x, Vector y) {
    room.multiply(of(x), of(y), this);
  }

  @Override
  public void addProduct(double c, Vector x, Vector y) {
    NativeVector product = temporaries().first();
    room.multiply(of(x), of(y), product);
    plus((float) c, product);
  }

  @Override
  public void setSign(Vector x) {
    set(x);
    times(ArrayVector.HUGE);
    room.clip(this, -1, 1);
  }

  @Override
  public void addSign(double c, Vector x) {
    NativeVector sign = temporaries().first();
    sign.setSign(x);
    plus((float) c, sign);
  }

  @Override
  public void setUnlessNegative(Vector x, Vector y) {
    NativeVector share = temporaries().first();
    share.set(y);
    share.times(ArrayVector.HUGE);
    room.clip(share, -1, 0);
    share.plus(1);
    room.multiply(of(x), share, this);
  }

  @Override
  public void growOrShrink(Vector x, double grow, double shrink, double minimum, double maximum) {
    NativeVector factor = temporaries().second();
    factor.set(temporaries().ones());
    replace(factor, (float) grow, 1, x);
    replace(factor, (float) shrink, -1, x);
    room.multiply(this, factor, this);
    room.clip(this, (float) minimum, (float) maximum);
  }

  /** Where x is the sign, the factor is c and no longer 1; without rounding. */
  private void replace(NativeVector factor, float c, int sign, Vector x) {
    NativeVector there = temporaries().first();
    there.set(x);
    there.times(sign);
    room.clip(there, 0, 1);
    factor.plus(-1, there);
    factor.plus(c, there);
  }

  @Override
  public void raiseTo(Vector x) {
    raise(of(x), temporaries().first());
  }

  @Override
  public void decayAndRaiseTo(double decay, Vector x, double c) {
    NativeVector other = temporaries().second();
    room.magnitude(of(x), other);
    other.plus((float) c);
    times((float) decay);
    raise(other, temporaries().first());
    clear(ArrayVector.CLEAR);
  }

  /** Taken in both orders, because each hides one operand's NaN; the mean of equals is exact. */
  private void raise(NativeVector x, NativeVector larger) {
    room.maximum(x, this, larger);
    room.maximum(this, x, this);
    times(0.5f);
    plus(0.5f, larger);
  }

  @Override
  public void decayAndAddSquaredDifference(double decay, double c, Vector x, Vector y, double d) {
    NativeVector square = temporaries().first();
    square.set(x);
    square.plus(-1, of(y));
    square.clear(ArrayVector.CLEAR_ROOT);
    room.multiply(square, square, square);
    times((float) decay);
    plus((float) c, square);
    plus((float) d);
    clear(ArrayVector.CLEAR);
  }

  @Override
  public void addRatio(double c, Vector x, Vector y, double epsilon) {
    NativeVector ratio = temporaries().first();
    ratio.set(y);
    ratio.plus(ArrayVector.underRoot(epsilon));
    room.divide(of(x), ratio, ratio);
    plus((float) c, ratio);
  }

  @Override
  public void addQuotientOfSum(double a, Vector x, double c, Vector y, Vector z, double epsilon) {
    NativeVector divisor = besideRoot(z, epsilon);
    NativeVector sum = temporaries().second();
    sum.setSum(a, x, c, y);
    room.divide(sum, divisor, sum);
    plus(1, sum);
  }

  @Override
  public void cutOff(double limit) {
    room.clip(this, (float) -limit, (float) limit);
  }

  @Override
  public void addAtOwnNorm(double c, Vector x) {
    add(c * ArrayVector.ratioOfNorms(norm(), of(x).norm()), x);
  }

  @Override
  public void divideByOwnNorm(double epsilon) {
    scale(1 / (norm() + epsilon));
  }

  /** The root of the sum of squares. */
  double norm() {
    return room.blas().nrm2(values);
  }

  /** The first temporary vector = sqrt(y) + epsilon. */
  private NativeVector besideRoot(Vector y, double epsilon) {
    NativeVector divisor = rootOfShifted(y, 0);
    divisor.plus(ArrayVector.besideRoot(epsilon));
    return divisor;
  }

  /** The first temporary vector = sqrt(y + epsilon). */
  private NativeVector rootOfShifted(Vector y, float epsilon) {
    NativeVector root = temporaries().first();
    root.set(y);
    root.plus(epsilon);
    room.root(root);
    return root;
  }

  /** Clears what rounding loses beside the number. */
  private void clear(float number) {
    plus(number);
    plus(-number);
  }

  private void plus(float c) {
    if (c != 0) {
      plus(c, temporaries().ones());
    }
  }

  private void plus(float c, NativeVector x) {
    if (isSkipped(c)) {
      NativeVector product = filled(c);
      room.multiply(product, x, product);
      plus(1, product);
    } else {
      room.blas().axpy(length, c, x.values, values);
    }
  }

  private void times(float c) {
    if (isSkipped(c)) {
      room.multiply(this, filled(c), this);
    } else if (c != 1) {
      room.blas().scal(length, c, values);
    }
  }

  /** Whether BLAS takes a factor for 0 and does not multiply, whatever the numbers. */
  private static boolean isSkipped(float c) {
    return !(c < 0 || c > 0);
  }

  /** The spare temporary vector, full of c. */
  private NativeVector filled(float c) {
    NativeVector spare = temporaries().spare();
    spare.values.assign(c);
    return spare;
  }

  private Temporaries temporaries() {
    if (temporaries == null) {
      temporaries = room.temporaries(length);
    }
    return temporaries;
  }

  private static NativeVector of(Vector vector) {
    return (NativeVector) vector;
  }
}
