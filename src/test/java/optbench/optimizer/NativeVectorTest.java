package optbench.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Every operation of native vectors beside that of Java arrays, which is plain to read. */
class NativeVectorTest {
  private static final double ROUNDING = 1e-6;

  /** Coarser than what adding and taking away the clearing numbers can leave. */
  private static final double GRID = 2e-37;

  private static final double GRID_OF_MEANS = 2e-32;

  /** Every operation but the norm, which is no change. */
  private enum Operation {
    SET((v, s) -> v[0].set(v[1])),
    SCALE((v, s) -> v[0].scale(s[0])),
    ADD((v, s) -> v[0].add(s[0], v[1])),
    DECAY_AND_ADD((v, s) -> v[0].decayAndAdd(s[0], s[1], v[1])),
    DECAY_AND_ADD_SQUARE((v, s) -> v[0].decayAndAddSquare(s[0], s[1], v[1])),
    ADD_QUOTIENT((v, s) -> v[0].addQuotient(s[0], v[1], v[2], s[2])),
    ADD_QUOTIENT_OF_SHIFTED((v, s) -> v[0].addQuotientOfShifted(s[0], v[1], v[2], s[2])),
    SET_QUOTIENT((v, s) -> v[0].setQuotient(s[0], v[1], v[2], s[2])),
    SET_QUOTIENT_OF_SHIFTED((v, s) -> v[0].setQuotientOfShifted(s[0], v[1], v[2], s[2])),
    MULTIPLY_BY_ROOT((v, s) -> v[0].multiplyByRoot(v[1], s[2])),
    SET_VARIANCE((v, s) -> v[0].setVariance(v[1], v[2])),
    SET_SUM((v, s) -> v[0].setSum(s[0], v[1], s[1], v[2])),
    APPROACH((v, s) -> v[0].approach(s[0], v[1])),
    SET_PRODUCT((v, s) -> v[0].setProduct(v[1], v[2])),
    ADD_PRODUCT((v, s) -> v[0].addProduct(s[0], v[1], v[2])),
    SET_SIGN((v, s) -> v[0].setSign(v[1])),
    ADD_SIGN((v, s) -> v[0].addSign(s[0], v[1])),
    SET_UNLESS_NEGATIVE((v, s) -> v[0].setUnlessNegative(v[1], v[2])),
    RAISE_TO((v, s) -> v[0].raiseTo(v[1])),
    DECAY_AND_RAISE_TO((v, s) -> v[0].decayAndRaiseTo(s[0], v[1], s[2])),
    DECAY_AND_ADD_SQUARED_DIFFERENCE(
        (v, s) -> v[0].decayAndAddSquaredDifference(s[0], s[1], v[1], v[2], s[2])),
    ADD_RATIO((v, s) -> v[0].addRatio(s[0], v[1], v[2], s[2])),
    ADD_QUOTIENT_OF_SUM((v, s) -> v[0].addQuotientOfSum(s[0], v[1], s[1], v[2], v[3], s[2])),
    CUT_OFF((v, s) -> v[0].cutOff(s[2])),
    GROW_OR_SHRINK(
        (v, s) -> {
          v[1].setSign(v[1]);
          v[0].growOrShrink(v[1], 1.2, 0.5, s[2], 50);
        });

    private final Body body;

    Operation(Body body) {
      this.body = body;
    }
  }

  @FunctionalInterface
  private interface Body {
    void run(Vector[] operands, double[] scalars);
  }

  /** What an operation is tried on: up to four vectors, some of them perhaps the same. */
  private record Case(
      Operation operation, List<Float> numbers, List<Integer> which, List<Double> scalars) {
    private static final int VECTORS = 4;

    int length() {
      return numbers.size() / VECTORS;
    }

    double[] numbersGiven() {
      return scalars.stream().mapToDouble(Double::doubleValue).toArray();
    }

    float[] operand(int index) {
      float[] operand = new float[length()];
      for (int i = 0; i < operand.length; i++) {
        operand[i] = numbers.get(index * operand.length + i);
      }
      return operand;
    }
  }

  @Property(tries = 2000)
  void doesWhatJavaDoes(@ForAll("cases") Case given) {
    float[][] expected = onArrays(given, x -> x, given.numbersGiven());
    float[][] found = onNativeVectors(given);
    float[][] size = onArrays(given, Math::abs, magnitudes(given.numbersGiven()));
    for (int v = 0; v < Case.VECTORS; v++) {
      for (int i = 0; i < given.length(); i++) {
        double tolerance = tolerance(given, expected, size, v, i);
        assertThat(agree(found[v][i], expected[v][i], tolerance))
            .as("%s: %s is %s within %s", given.operation, found[v][i], expected[v][i], tolerance)
            .isTrue();
      }
    }
  }

  private static boolean agree(float found, float expected, double tolerance) {
    return Float.compare(found, expected) == 0 || Math.abs((double) found - expected) <= tolerance;
  }

  /** Rounding is in proportion to the terms of a sum, not to the sum. */
  private static double tolerance(Case given, float[][] expected, float[][] size, int v, int i) {
    double terms = Math.abs(expected[v][i]);
    double factor =
        given.scalars.stream().mapToDouble(Math::abs).filter(s -> s > 1).max().orElse(1);
    for (int operand = 0; operand < Case.VECTORS; operand++) {
      double term = Math.abs(given.operand(operand)[i]) * factor;
      terms = Math.max(terms, Double.isNaN(term) ? 0 : term);
    }
    double sum = Double.isFinite(size[v][i]) ? size[v][i] : 0;
    boolean mean = given.operation == Operation.DECAY_AND_ADD;
    return ROUNDING * (terms + sum) + (mean ? GRID_OF_MEANS : GRID);
  }

  @Provide
  Arbitrary<Case> cases() {
    Arbitrary<Float> number =
        Arbitraries.frequencyOf(
            Tuple.of(12, Arbitraries.floats().between(-10, 10)),
            Tuple.of(2, Arbitraries.of(0f, -0f, 1e-20f, -1e-18f, 1e6f, -3e7f, 1f, -1f)),
            Tuple.of(1, Arbitraries.just(Float.NaN)));
    Arbitrary<Double> scalar =
        Arbitraries.oneOf(
            Arbitraries.doubles().between(-2, 2),
            Arbitraries.of(0.0, 1.0, -1.0, 0.9, 1e-8, Double.NaN));
    Arbitrary<Double> epsilon = Arbitraries.of(0.0, 1e-30, 1e-15, 1e-8, 1e-3, 1.0);
    Arbitrary<List<Float>> numbers =
        Arbitraries.integers()
            .between(1, 40)
            .flatMap(length -> number.list().ofSize(Case.VECTORS * length));
    Arbitrary<List<Integer>> which =
        Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.just(List.of(0, 1, 2, 3))),
            Tuple.of(1, Arbitraries.integers().between(0, 3).list().ofSize(Case.VECTORS)));
    Arbitrary<List<Double>> scalars =
        Combinators.combine(scalar, scalar, epsilon).as(List::<Double>of);
    return Combinators.combine(Arbitraries.of(Operation.class), numbers, which, scalars)
        .as(Case::new);
  }

  @Example
  void zeroByZeroIsZeroWithAnEpsilonOfZeroToo() {
    for (Operation operation :
        List.of(
            Operation.ADD_QUOTIENT,
            Operation.ADD_QUOTIENT_OF_SHIFTED,
            Operation.SET_QUOTIENT,
            Operation.SET_QUOTIENT_OF_SHIFTED,
            Operation.ADD_RATIO,
            Operation.ADD_QUOTIENT_OF_SUM)) {
      assertThat(of(operation, List.of(-0.1, 0.9, 0.0), 0, 0, 0, 0)).as("%s", operation).isZero();
    }
  }

  @Example
  void clearsWhatIsTooSmallForANormalNumber() {
    assertThat(of(Operation.DECAY_AND_ADD, List.of(0.9, 0.1, 0.0), 1e-38f, -1e-38f, 0, 0)).isZero();
    assertThat(of(Operation.DECAY_AND_ADD_SQUARE, List.of(0.9, 0.1, 0.0), 1e-38f, 1e-20f, 0, 0))
        .isZero();
    assertThat(of(Operation.DECAY_AND_RAISE_TO, List.of(0.9, 0.0, 0.0), 1e-38f, 1e-38f, 0, 0))
        .isZero();
    assertThat(
            of(
                Operation.DECAY_AND_ADD_SQUARED_DIFFERENCE,
                List.of(0.9, 0.1, 0.0),
                1e-38f,
                1e-20f,
                -1e-20f,
                0))
        .isZero();
    assertThat(of(Operation.DECAY_AND_ADD, List.of(0.9, 0.1, 0.0), 1e-27f, 0, 0, 0))
        .isCloseTo(9e-28f, within(1e-31f));
    assertThat(of(Operation.DECAY_AND_ADD_SQUARE, List.of(0.5, 0.5, 0.0), 1e-30f, 0, 0, 0))
        .isCloseTo(5e-31f, within(1e-36f));
  }

  @Example
  void aFactorOfZeroHidesNoNaN() {
    float nan = Float.NaN;
    assertThat(of(Operation.SCALE, List.of(0.0, 0.0, 0.0), nan, 0, 0, 0)).isNaN();
    assertThat(of(Operation.ADD, List.of(0.0, 0.0, 0.0), 1, nan, 0, 0)).isNaN();
    assertThat(of(Operation.DECAY_AND_ADD, List.of(0.0, 1.0, 0.0), nan, 1, 0, 0)).isNaN();
    assertThat(of(Operation.SCALE, List.of(0.0, 0.0, 0.0), 3, 0, 0, 0)).isZero();
    assertThat(of(Operation.ADD, List.of(0.0, 0.0, 0.0), 3, 7, 0, 0)).isEqualTo(3);
  }

  @Example
  void aFactorThatIsNotANumberShows() {
    List<Double> nan = List.of(Double.NaN, Double.NaN, 0.0);
    assertThat(of(Operation.SCALE, nan, 1, 0, 0, 0)).isNaN();
    assertThat(of(Operation.ADD, nan, 1, 2, 0, 0)).isNaN();
  }

  @Example
  void infinityStaysInfinityInAMaximum() {
    float infinity = Float.POSITIVE_INFINITY;
    assertThat(of(Operation.RAISE_TO, List.of(0.0, 0.0, 0.0), infinity, 1, 0, 0))
        .isEqualTo(infinity);
    assertThat(of(Operation.RAISE_TO, List.of(0.0, 0.0, 0.0), 1, infinity, 0, 0))
        .isEqualTo(infinity);
    assertThat(of(Operation.SET_SIGN, List.of(0.0, 0.0, 0.0), 1, -infinity, 0, 0)).isEqualTo(-1);
  }

  @Example
  void theLeastNormalNumbersHaveASign() {
    assertThat(of(Operation.SET_SIGN, List.of(0.0, 0.0, 0.0), 0, -Float.MIN_NORMAL, 0, 0))
        .isEqualTo(-1);
    assertThat(of(Operation.SET_UNLESS_NEGATIVE, List.of(0.0, 0.0, 0.0), 9, 5, -1.2e-38f, 0))
        .isZero();
  }

  @Example
  void endsMayBeEqual() {
    assertThat(of(Operation.CUT_OFF, List.of(0.0, 0.0, 0.0), 3, 0, 0, 0)).isZero();
    assertThat(of(Operation.GROW_OR_SHRINK, List.of(0.0, 0.0, 50.0), 7, 1, 0, 0)).isEqualTo(50);
  }

  @Property(tries = 50)
  void normIsThatOfJava(@ForAll("vectors") float[] numbers) {
    double expected = new ArrayVector(numbers).norm();
    assertThat(vector(numbers).norm()).isCloseTo(expected, within(1e-6 * expected));
  }

  @Provide
  Arbitrary<float[]> vectors() {
    return Arbitraries.floats().between(-1e15f, 1e15f).array(float[].class).ofMinSize(1);
  }

  @Example
  void normOfWhatIsNotANumberIsNone() {
    assertThat(vector(new float[] {1, Float.NaN, 2}).norm()).isNaN();
  }

  @Example
  void partsShareTheMemoryOfTheWhole() {
    INDArray whole = Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}});
    NativeVector part = NativeVector.part(whole, 2, 3, new NativeRoom(6));
    assertThat(part.numbers()).containsExactly(3, 4, 5);
    part.read(new float[] {7, 8, 9});
    part.add(1, part);
    assertThat(Nd4j.toFlattened(whole).toFloatVector()).containsExactly(1, 2, 14, 16, 18, 6);
  }

  /** What becomes of the first of four numbers. */
  private static float of(Operation operation, List<Double> scalars, float... numbers) {
    Case given =
        new Case(
            operation,
            List.of(numbers[0], numbers[1], numbers[2], numbers[3]),
            List.of(0, 1, 2, 3),
            scalars);
    return onNativeVectors(given)[0][0];
  }

  private static float[][] onArrays(Case given, UnaryOperator<Float> change, double[] scalars) {
    ArrayVector[] vectors = new ArrayVector[Case.VECTORS];
    for (int v = 0; v < vectors.length; v++) {
      float[] numbers = given.operand(v);
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = change.apply(numbers[i]);
      }
      vectors[v] = new ArrayVector(numbers);
    }
    given.operation.body.run(chosen(vectors, given), scalars);
    return Arrays.stream(vectors).map(ArrayVector::values).toArray(float[][]::new);
  }

  private static float[][] onNativeVectors(Case given) {
    NativeRoom room = new NativeRoom(given.length());
    NativeVector[] vectors = new NativeVector[Case.VECTORS];
    for (int v = 0; v < vectors.length; v++) {
      vectors[v] = new NativeVector(Nd4j.createFromArray(given.operand(v)), room);
    }
    given.operation.body.run(chosen(vectors, given), given.numbersGiven());
    return Arrays.stream(vectors).map(NativeVector::numbers).toArray(float[][]::new);
  }

  private static Vector[] chosen(Vector[] vectors, Case given) {
    return given.which.stream().map(v -> vectors[v]).toArray(Vector[]::new);
  }

  private static double[] magnitudes(double[] scalars) {
    return Arrays.stream(scalars).map(Math::abs).toArray();
  }

  private static NativeVector vector(float[] numbers) {
    return new NativeVector(Nd4j.createFromArray(numbers), new NativeRoom(numbers.length));
  }
}
