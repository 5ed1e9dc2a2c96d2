package optbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import optbench.spec.Activation;
import org.apache.commons.numbers.gamma.Erfc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ActivationFunctionsTest {
  private static final int NUMBERS = 200_003;

  /** By Python's {@code math.erfc}: x erfc(-x / sqrt 2) / 2, and its derivative. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0.5",
    "0.0010000000474974513, 0.0005003989660005341, 0.5007978843327388",
    "0.25, 0.14967658142073093, 0.695373354883636",
    "-0.5, -0.15426876936299344, 0.13250487534383712",
    "0.6600000262260437, 0.4919462614189976, 0.9571432089820449",
    "1, 0.8413447460685429, 1.0833154705876864",
    "-1, -0.15865525393145707, -0.08331547058768629",
    "2, 1.9544997361036416, 1.085231801078197",
    "-3, -0.004049694094890287, -0.011945647204183927",
    "-4.5, -1.5289529061285276e-05, -6.852916185634458e-05",
    "5.699999809265137, 5.6999997751199825, 1.0000001943052734",
    "-6, -5.919525870226207e-09, -3.5468709453902015e-08",
    "8, 7.999999999999995, 1.0000000000000397",
    "-12, -2.1317785344932424e-32, -2.5578956616748956e-31"
  })
  void geluIsTheExactOne(float x, double value, double derivative) {
    float[] values = {x};
    ActivationFunctions.apply(Activation.GELU, values, 1);
    float[] gradients = {1};
    ActivationFunctions.multiplyByDerivative(Activation.GELU, new float[] {x}, gradients, 1);

    assertThat((double) values[0]).isCloseTo(value, within(3e-7 * Math.max(1, Math.abs(x))));
    assertThat((double) gradients[0]).isCloseTo(derivative, within(3e-7));
  }

  @Test
  void tanhIsRightToSixDigitsAndNeverBeyondOne() {
    float[] x = numbers(12);
    float[] found = x.clone();
    ActivationFunctions.apply(Activation.TANH, found, NUMBERS);

    for (int i = 0; i < NUMBERS; i++) {
      double right = StrictMath.tanh(x[i]);
      assertThat((double) found[i]).isCloseTo(right, within(4e-7 * Math.abs(right)));
      assertThat(Math.abs(found[i])).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void sigmoidIsRightToSixDigitsOfOne() {
    float[] x = numbers(25);
    float[] found = x.clone();
    ActivationFunctions.apply(Activation.SIGMOID, found, NUMBERS);

    for (int i = 0; i < NUMBERS; i++) {
      assertThat((double) found[i])
          .isCloseTo(1 / (1 + StrictMath.exp(-x[i])), within(2.5e-7))
          .isBetween(0.0, 1.0);
    }
  }

  @Test
  void geluAndItsDerivativeAreRightToSixDigits() {
    float[] x = numbers(8);
    float[] found = x.clone();
    ActivationFunctions.apply(Activation.GELU, found, NUMBERS);
    float[] derivatives = new float[NUMBERS];
    Arrays.fill(derivatives, 1);
    ActivationFunctions.multiplyByDerivative(Activation.GELU, x, derivatives, NUMBERS);

    DoubleUnaryOperator distribution = z -> Erfc.value(-z / Math.sqrt(2)) / 2;
    for (int i = 0; i < NUMBERS; i++) {
      double right = distribution.applyAsDouble(x[i]);
      double density = StrictMath.exp(-x[i] * (double) x[i] / 2) / Math.sqrt(2 * Math.PI);
      assertThat((double) found[i])
          .isCloseTo(x[i] * right, within(3e-7 * Math.max(1, Math.abs(x[i]))));
      assertThat((double) derivatives[i]).isCloseTo(right + x[i] * density, within(3e-7));
    }
  }

  /** A number's result does not depend on how many others stand beside it. */
  @ParameterizedTest
  @EnumSource(Activation.class)
  void eachNumberIsByItself(Activation function) {
    float[] x = numbers(9);
    float[] together = x.clone();
    ActivationFunctions.apply(function, together, 3001);

    for (int i = 0; i < 3001; i += 7) {
      float[] alone = {x[i]};
      ActivationFunctions.apply(function, alone, 1);
      assertThat(alone[0]).isEqualTo(together[i]);
    }
    assertThat(Arrays.copyOfRange(together, 3001, NUMBERS))
        .isEqualTo(Arrays.copyOfRange(x, 3001, NUMBERS));
  }

  @ParameterizedTest
  @CsvSource({"RELU, Infinity, 0", "TANH, 1, -1", "SIGMOID, 1, 0", "LINEAR, Infinity, -Infinity"})
  void infinityHasItsLimitAndWhatIsNotANumberStaysSo(
      Activation function, float above, float below) {
    float[] values = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};
    ActivationFunctions.apply(function, values, 3);

    assertThat(values).containsExactly(above, below, Float.NaN);
  }

  private static float[] numbers(float largest) {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    float[] numbers = new float[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      // Half of them small, down to a millionth.
      double size = i % 2 == 0 ? random.nextDouble() : Math.pow(10, -6 * random.nextDouble());
      numbers[i] = (float) (largest * size * (random.nextBoolean() ? 1 : -1));
    }
    return numbers;
  }
}
