package optbench.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Float32Test {
  /** The halfway point between 0 and the smallest float32, 2^-150, rounds to 0. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 1e-45, -1e-45, 3.4e38, -3.4e38, 0x1.000001p-150})
  void holdsWhatFloat32Holds(double value) {
    assertThat(Float32.fault(value)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-50, -1e-50, 0x1p-150, Double.MIN_VALUE})
  void losesWhatIsTooSmall(double value) {
    assertThat(Float32.fault(value).orElseThrow())
        .isEqualTo(
            "must be 0 or at least 1.4E-45 in size, for in float32, in which networks are trained,"
                + " it would be 0, but was "
                + value);
  }

  @Test
  void losesWhatIsTooLarge() {
    assertThat(Float32.fault(1e39).orElseThrow()).startsWith("must be at most 3.4E38");
  }

  @Test
  void isAskedForByAllThatIsHandedToTheTraining() {
    List<ThrowingCallable> lost =
        List.of(
            () -> techniques(1e-50, 0, 0.5),
            () -> techniques(0, 1e-50, 0.5),
            () -> techniques(0, 0, 1e-50),
            () -> Techniques.NONE.withWeightDecay(1e-50),
            () -> new Clipping(Clipping.By.VALUE, 1e-50),
            () -> new GradientNoise(1e-100, 0),
            () -> new LayerSpec.BatchNorm(0.9, 1e-50));

    lost.forEach(
        number ->
            assertThatThrownBy(number)
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("float32"));
  }

  private static Techniques techniques(double l1, double l2, double ema) {
    return new Techniques(
        Schedule.CONSTANT,
        l1,
        l2,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.of(ema));
  }
}
