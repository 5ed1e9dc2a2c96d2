package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import optbench.random.SeededRandom;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantileTableTest {
  /** Down to the level of one of 20,000 pairs. */
  @ParameterizedTest
  @ValueSource(doubles = {0.45, 0.2, 0.025, 0.05 / 153, 0.025 / 20_000})
  void quantilesOfStudentsTAreThoseOfTheLibrary(double tail) {
    QuantileTable table =
        new QuantileTable(freedom -> TDistribution.of(freedom).inverseSurvivalProbability(tail));
    SeededRandom random = SeededRandom.of(1, "degrees of freedom");
    for (int i = 0; i < 300; i++) {
      double freedom = Math.exp(random.nextDouble() * Math.log(20_000));
      double expected = TDistribution.of(freedom).inverseSurvivalProbability(tail);
      assertThat(table.at(freedom)).as("%s", freedom).isCloseTo(expected, within(1e-4 * expected));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.5, 0.95})
  void quantilesOfChiSquaredAreThoseOfTheLibrary(double probability) {
    QuantileTable table =
        new QuantileTable(
            freedom ->
                ChiSquaredDistribution.of(freedom).inverseCumulativeProbability(probability));
    SeededRandom random = SeededRandom.of(2, "degrees of freedom");
    for (int i = 0; i < 300; i++) {
      double freedom = Math.exp(random.nextDouble() * Math.log(20_000));
      double expected =
          ChiSquaredDistribution.of(freedom).inverseCumulativeProbability(probability);
      assertThat(table.at(freedom)).as("%s", freedom).isCloseTo(expected, within(1e-4 * expected));
    }
  }

  /** The usual tables have 4.303 and 2.228. */
  @Test
  void aTableOfQuantilesIsAsLongAsItIsAsked() {
    int[] asked = {0};
    QuantileTable table =
        new QuantileTable(
            freedom -> {
              asked[0]++;
              return TDistribution.of(freedom).inverseSurvivalProbability(0.025);
            });

    assertThat(table.at(2)).isCloseTo(4.303, within(1e-3));
    assertThat(table.at(10)).isCloseTo(2.228, within(1e-3));
    for (int i = 0; i < 1000; i++) {
      table.at(10.0001);
    }
    assertThat(asked[0]).isEqualTo(4);
  }
}
