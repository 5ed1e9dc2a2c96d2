package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalRangeTest {
  /**
   * Critical values of the two-tailed Nemenyi test, which are those of the range over the root of
   * 2: table 5 (a) of Demšar 2006.
   */
  @ParameterizedTest
  @CsvSource({
    "2, 1.960, 1.645",
    "3, 2.343, 2.052",
    "4, 2.569, 2.291",
    "5, 2.728, 2.459",
    "6, 2.850, 2.589",
    "7, 2.949, 2.693",
    "8, 3.031, 2.780",
    "9, 3.102, 2.855",
    "10, 3.164, 2.920"
  })
  void quantilesAreThoseOfDemsarsTable(int numbers, double atFive, double atTen) {
    // The paper rounds values of a table that was rounded before.
    assertThat(NormalRange.quantile(numbers, 0.95) / Math.sqrt(2)).isCloseTo(atFive, within(1e-3));
    assertThat(NormalRange.quantile(numbers, 0.90) / Math.sqrt(2)).isCloseTo(atTen, within(1e-3));
  }

  /** scipy.stats.studentized_range.ppf(0.95, k, inf), of SciPy 1.17.1. */
  @ParameterizedTest
  @CsvSource({
    "2, 2.771807648699355",
    "3, 3.314493155398122",
    "6, 4.030092053180576",
    "10, 4.474124221725907",
    "15, 4.795923860431186",
    "20, 5.0116887941184425"
  })
  void quantilesAreThoseOfSciPy(int numbers, double quantile) {
    assertThat(NormalRange.quantile(numbers, 0.95)).isCloseTo(quantile, within(1e-9));
  }

  /** The difference of two is normal with a variance of 2; 95 % of a normal one is within 1.96. */
  @Test
  void theRangeOfTwoIsTheirDistance() {
    assertThat(NormalRange.cumulative(2, 1.959963984540054 * Math.sqrt(2)))
        .isCloseTo(0.95, within(1e-9));
    assertThat(NormalRange.cumulative(20, 0)).isZero();
    assertThat(NormalRange.cumulative(20, 16)).isCloseTo(1, within(1e-9));
  }

  @Test
  void oneNumberHasNoRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NormalRange.cumulative(1, 1))
        .withMessage("must be at least two numbers but was 1");
  }
}
