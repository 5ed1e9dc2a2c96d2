package optbench.optimizer;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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

  /** Every operation that works element by element. */
  private static final Map<String, Body> OPERATIONS =
      Map.ofEntries(
          entry("set", (v, s) -> v[0].set(v[1])),
          entry("scale", (v, s) -> v[0].scale(s[0])),
          entry("add", (v, s) -> v[0].add(s[0], v[1])),
          entry("decayAndAdd", (v, s) -> v[0].decayAndAdd(s[0], s[1], v[1])),
          entry("decayAndAddSquare", (v, s) -> v[0].decayAndAddSquare(s[0], s[1], v[1])),
          entry("addQuotient", (v, s) -> v[0].addQuotient(s[0], v[1], v[2], s[2])),
          entry(
              "addQuotientOfShifted", (v, s) -> v[0].addQuotientOfShifted(s[0], v[1], v[2], s[2])),
          entry("setQuotient", (v, s) -> v[0].setQuotient(s[0], v[1], v[2], s[2])),
          entry(
              "setQuotientOfShifted", (v, s) -> v[0].setQuotientOfShifted(s[0], v[1], v[2], s[2])),
          entry("multiplyByRoot", (v, s) -> v[0].multiplyByRoot(v[1], s[2])),
          entry("setVariance", (v, s) -> v[0].setVariance(v[1], v[2])),
          entry("setSum", (v, s) -> v[0].setSum(s[0], v[1], s[1], v[2])),
          entry("approach", (v, s) -> v[0].approach(s[0], v[1])),
          entry("setProduct", (v, s) -> v[0].setProduct(v[1], v[2])),
          entry("addProduct", (v, s) -> v[0].addProduct(s[0], v[1], v[2])),
          entry("setSign", (v, s) -> v[0].setSign(v[1])),
          entry("addSign", (v, s) -> v[0].addSign(s[0], v[1])),
          entry("setUnlessNegative", (v, s) -> v[0].setUnlessNegative(v[1], v[2])),
          entry("raiseTo", (v, s) -> v[0].raiseTo(v[1])),
          entry("decayAndRaiseTo", (v, s) -> v[0].decayAndRaiseTo(s[0], v[1], s[2])),
          entry(
              "decayAndAddSquaredDifference",
              (v, s) -> v[0].decayAndAddSquaredDifference(s[0], s[1], v[1], v[2], s[2])),
          entry("addRatio", (v, s) -> v[0].addRatio(s[0], v[1], v[2], s[2])),
          entry(
              "addQuotientOfSum",
              (v, s) -> v[0].addQuotientOfSum(s[0], v[1], s[1], v[2], v[3], s[2])),
          entry("cutOff", (v, s) -> v[0].cutOff(s[2])),
          entry(
              "growOrShrink",
              (v, s) -> {
                v[1].setSign(v[1]);
                v[0].growOrShrink(v[1], 1.2, 0.5, s[2], 50);
              }));

  @FunctionalInterface
  private interface Body {
    void run(Vector[] operands, double[] scalars);
  }

  /** What an operation is tried on: up to four vectors, some of them perhaps the same. */
  private record Case(
      String operation, List<Float> numbers, List<Integer> which, List<Double> scalars) {
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
    boolean mean = given.operation.equals("decayAndAdd");
    return ROUNDING * (terms + sum) + (mean ? GRID_OF_MEANS : GRID);
  }

  @Example
  void leavesNoOperationOut() {
    assertThat(Arrays.stream(Vector.class.getMethods()).map(Method::getName))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    OPERATIONS.keySet().stream(), Stream.of("addAtOwnNorm", "divideByOwnNorm"))
                .toList());
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
    return Combinators.combine(
            Arbitraries.of(new TreeSet<>(OPERATIONS.keySet())), numbers, which, scalars)
        .as(Case::new);
  }

  @Example
  void zeroByZeroIsZeroWithAnEpsilonOfZeroToo() {
    for (String operation :
        List.of(
            "addQuotient",
            "addQuotientOfShifted",
            "setQuotient",
            "setQuotientOfShifted",
            "addRatio",
            "addQuotientOfSum")) {
      assertThat(of(operation, List.of(-0.1, 0.9, 0.0), 0, 0, 0, 0)).as(operation).isZero();
    }
  }

  @Example
  void clearsWhatIsTooSmallForANormalNumber() {
    assertThat(of("decayAndAdd", List.of(0.9, 0.1, 0.0), 1e-38f, -1e-38f, 0, 0)).isZero();
    assertThat(of("decayAndAddSquare", List.of(0.9, 0.1, 0.0), 1e-38f, 1e-20f, 0, 0)).isZero();
    assertThat(of("decayAndRaiseTo", List.of(0.9, 0.0, 0.0), 1e-38f, 1e-38f, 0, 0)).isZero();
    assertThat(
            of("decayAndAddSquaredDifference", List.of(0.9, 0.1, 0.0), 1e-38f, 1e-20f, -1e-20f, 0))
        .isZero();
    assertThat(of("decayAndAdd", List.of(0.9, 0.1, 0.0), 1e-27f, 0, 0, 0))
        .isCloseTo(9e-28f, within(1e-31f));
    assertThat(of("decayAndAddSquare", List.of(0.5, 0.5, 0.0), 1e-30f, 0, 0, 0))
        .isCloseTo(5e-31f, within(1e-36f));
  }

  @Example
  void aFactorOfZeroHidesNoNaN() {
    float nan = Float.NaN;
    assertThat(of("scale", List.of(0.0, 0.0, 0.0), nan, 0, 0, 0)).isNaN();
    assertThat(of("add", List.of(0.0, 0.0, 0.0), 1, nan, 0, 0)).isNaN();
    assertThat(of("decayAndAdd", List.of(0.0, 1.0, 0.0), nan, 1, 0, 0)).isNaN();
    assertThat(of("scale", List.of(0.0, 0.0, 0.0), 3, 0, 0, 0)).isZero();
    assertThat(of("add", List.of(0.0, 0.0, 0.0), 3, 7, 0, 0)).isEqualTo(3);
  }

  @Example
  void aFactorThatIsNotANumberShows() {
    List<Double> nan = List.of(Double.NaN, Double.NaN, 0.0);
    assertThat(of("scale", nan, 1, 0, 0, 0)).isNaN();
    assertThat(of("add", nan, 1, 2, 0, 0)).isNaN();
  }

  @Example
  void infinityStaysInfinityInAMaximum() {
    float infinity = Float.POSITIVE_INFINITY;
    assertThat(of("raiseTo", List.of(0.0, 0.0, 0.0), infinity, 1, 0, 0)).isEqualTo(infinity);
    assertThat(of("raiseTo", List.of(0.0, 0.0, 0.0), 1, infinity, 0, 0)).isEqualTo(infinity);
    assertThat(of("setSign", List.of(0.0, 0.0, 0.0), 1, -infinity, 0, 0)).isEqualTo(-1);
  }

  @Example
  void theLeastNormalNumbersHaveASign() {
    assertThat(of("setSign", List.of(0.0, 0.0, 0.0), 0, -Float.MIN_NORMAL, 0, 0)).isEqualTo(-1);
    assertThat(of("setUnlessNegative", List.of(0.0, 0.0, 0.0), 9, 5, -1.2e-38f, 0)).isZero();
  }

  @Example
  void endsMayBeEqual() {
    assertThat(of("cutOff", List.of(0.0, 0.0, 0.0), 3, 0, 0, 0)).isZero();
    assertThat(of("growOrShrink", List.of(0.0, 0.0, 50.0), 7, 1, 0, 0)).isEqualTo(50);
  }

  @Property(tries = 50)
  void normIsThatOfJava(@ForAll("vectors") float[] numbers) {
    double expected = new ArrayVector(numbers).norm();
    assertThat(vector(numbers).norm()).isCloseTo(expected, within(1e-6 * expected));
  }

  @Provide
  Arbitrary<float[]> vectors() {
    return Arbitraries.floats()
        .between(-(float) 1e15, (float) 1e15)
        .array(float[].class)
        .ofMinSize(1);
  }

  @Example
  void addsAtItsOwnNorm() {
    for (Vector[] v : List.of(arrays(3, 4, 0, 2), natives(3, 4, 0, 2))) {
      v[0].addAtOwnNorm(-0.1, v[1]);
      // 0.1 times 5 / 2 of 0 and 2
      assertThat(numbers(v[0])).containsExactly(3, 3.5f);
    }
  }

  @Example
  void theQuotientOfNormsIsOneWhereEitherIsZero() {
    for (Vector[] v : List.of(arrays(0, 0, 0, 2), natives(0, 0, 0, 2))) {
      v[0].addAtOwnNorm(0.5, v[1]);
      assertThat(numbers(v[0])).containsExactly(0, 1);
    }
    for (Vector[] v : List.of(arrays(3, 4, 0, 0), natives(3, 4, 0, 0))) {
      v[0].addAtOwnNorm(0.5, v[1]);
      assertThat(numbers(v[0])).containsExactly(3, 4);
    }
  }

  @Example
  void dividesByItsOwnNorm() {
    for (Vector[] v : List.of(arrays(3, 4, 0, 0), natives(3, 4, 0, 0))) {
      v[0].divideByOwnNorm(3);
      assertThat(numbers(v[0])).containsExactly(0.375f, 0.5f);
    }
  }

  private static Vector[] arrays(float a, float b, float c, float d) {
    return new Vector[] {new ArrayVector(new float[] {a, b}), new ArrayVector(new float[] {c, d})};
  }

  private static Vector[] natives(float a, float b, float c, float d) {
    return new Vector[] {vector(new float[] {a, b}), vector(new float[] {c, d})};
  }

  private static float[] numbers(Vector vector) {
    return vector instanceof ArrayVector array ? array.values() : ((NativeVector) vector).numbers();
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
  private static float of(String operation, List<Double> scalars, float... numbers) {
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
    OPERATIONS.get(given.operation).run(chosen(vectors, given), scalars);
    return Arrays.stream(vectors).map(ArrayVector::values).toArray(float[][]::new);
  }

  private static float[][] onNativeVectors(Case given) {
    NativeRoom room = new NativeRoom(given.length());
    NativeVector[] vectors = new NativeVector[Case.VECTORS];
    for (int v = 0; v < vectors.length; v++) {
      vectors[v] = new NativeVector(Nd4j.createFromArray(given.operand(v)), room);
    }
    OPERATIONS.get(given.operation).run(chosen(vectors, given), given.numbersGiven());
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
