package optbench.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import optbench.spec.SearchRange.Between;
import optbench.spec.SearchRange.Values;
import org.junit.jupiter.api.Test;

class SearchRangeTest {
  @Test
  void aLogGridHasStepsOfEqualRatioInFourDigits() {
    assertThat(log(1e-4, 1, 9).grid())
        .containsExactly(1e-4, 3.162e-4, 1e-3, 3.162e-3, 0.01, 0.03162, 0.1, 0.3162, 1.0);
  }

  @Test
  void aLinearGridHasStepsOfEqualDifference() {
    assertThat(linear(0.8, 0.99, 3).grid()).containsExactly(0.8, 0.895, 0.99);
  }

  @Test
  void theEndsAreTakenAsTheyAre() {
    assertThat(linear(0.123456, 0.99999, 2).grid()).containsExactly(0.123456, 0.99999);
    assertThat(linear(0.9, 0.99999, 2).at(0.99999999)).isEqualTo(0.99999);
  }

  @Test
  void aListIsTakenInItsOrder() {
    Values values = new Values(List.of(0.9, 0.5, 0.99));

    assertThat(values.grid()).containsExactly(0.9, 0.5, 0.99);
    assertThat(List.of(values.at(0), values.at(0.34), values.at(0.999999999)))
        .containsExactly(0.9, 0.5, 0.99);
  }

  @Property
  void drawsStayInTheRange(
      @ForAll @IntRange(min = -9, max = 9) int exponent,
      @ForAll @DoubleRange(min = 1.01, max = 1e6) double ratio,
      @ForAll @IntRange(min = 0, max = 999_999_999) int billionths,
      @ForAll boolean log) {
    double low = Math.pow(10, exponent) / 3;
    Between range = new Between(low, low * ratio, log, OptionalInt.empty());

    assertThat(range.at(billionths * 1e-9)).isBetween(low, low * ratio);
  }

  @Test
  void logDrawsSpendAsMuchOnEachDecade() {
    Between range = new Between(1e-4, 1, true, OptionalInt.empty());

    assertThat(range.at(0.25)).isEqualTo(0.001);
    assertThat(range.at(0.5)).isEqualTo(0.01);
    assertThat(range.at(0.75)).isEqualTo(0.1);
  }

  @Test
  void whatIsNoRangeIsRefused() {
    assertRefused(() -> log(0, 1, 3), "/log: must begin above 0 but was [0.0, 1.0]");
    assertRefused(
        () -> linear(1, 1, 3),
        "/linear: must go from a smaller to a larger number but was [1.0, 1.0]");
    assertRefused(
        () -> linear(2, 1, 3),
        "/linear: must go from a smaller to a larger number but was [2.0, 1.0]");
    assertRefused(() -> linear(0, Double.NaN, 3), "/linear: must be finite numbers but held NaN");
    assertRefused(() -> log(1, 2, 1), "/points: must be an integer from 2 to 1000 but was 1");
    assertRefused(
        () -> linear(0.99990, 0.99999, 5),
        "/points: must be fewer for so narrow a range: values have four digits, and some would be the same");
    assertRefused(
        () -> new Values(List.of(1.0)),
        "/values: must be at least two different numbers but was [1.0]");
    assertRefused(
        () -> new Values(List.of(1.0, 1.0)),
        "/values: must be at least two different numbers but was [1.0, 1.0]");
    assertRefused(
        () -> new Values(List.of(1.0, Double.POSITIVE_INFINITY)),
        "/values: must be finite numbers but held Infinity");
  }

  private static void assertRefused(Runnable range, String message) {
    assertThatThrownBy(range::run)
        .isInstanceOfSatisfying(
            SpecException.class,
            e -> assertThat(e.path() + ": " + e.getMessage()).isEqualTo(message));
  }

  private static Between log(double low, double high, int points) {
    return new Between(low, high, true, OptionalInt.of(points));
  }

  private static Between linear(double low, double high, int points) {
    return new Between(low, high, false, OptionalInt.of(points));
  }
}
