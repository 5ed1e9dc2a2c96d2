package optbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class LogTicksTest {
  @Test
  void labelsOneTwoFive() {
    assertThat(LogTicks.major(0.02, 2)).containsExactly(0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0);
    assertThat(LogTicks.minor(0.1, 1)).containsExactly(0.3, 0.4, 0.6, 0.7, 0.8, 0.9);
  }

  @Test
  void labelsPowersOfTenOnALongAxis() {
    assertThat(LogTicks.major(1e-5, 10)).containsExactly(1e-5, 1e-4, 1e-3, 0.01, 0.1, 1.0, 10.0);
  }

  @Test
  void labelsEvenStepsOnAShortAxis() {
    assertThat(LogTicks.major(0.21, 0.31))
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : Double.compare(a, b))
        .containsExactly(0.22, 0.24, 0.26, 0.28, 0.3);
  }

  @Test
  void findsTheNextLabel() {
    assertThat(LogTicks.below(0.05)).isEqualTo(0.05);
    assertThat(LogTicks.below(0.049)).isEqualTo(0.02);
    assertThat(LogTicks.above(0.051)).isCloseTo(0.1, within(1e-12));
    assertThat(LogTicks.above(2)).isCloseTo(2, within(1e-12));
  }

  @Property
  void alwaysLabelsSomethingInBetween(
      @ForAll @DoubleRange(min = -8, max = 6) double exponent,
      @ForAll @DoubleRange(min = 0.01, max = 6) double decades) {
    double low = Math.pow(10, exponent);
    double high = Math.pow(10, exponent + decades);

    assertThat(LogTicks.major(low, high))
        .hasSizeBetween(2, 15)
        .isSorted()
        .allSatisfy(t -> assertThat(t).isBetween(low * (1 - 1e-6), high * (1 + 1e-6)));
  }
}
