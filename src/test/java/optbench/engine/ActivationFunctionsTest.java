package optbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import optbench.spec.Activation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivationFunctionsTest {
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

    assertThat((double) values[0]).isCloseTo(value, within(1e-7 * Math.abs(value)));
    assertThat((double) gradients[0]).isCloseTo(derivative, within(1e-7 * Math.abs(derivative)));
  }
}
