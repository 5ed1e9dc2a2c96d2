package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FriedmanTestTest {
  /** Ranks of four classifiers on 14 data sets: table 6 of Demšar 2006. */
  private static final List<double[]> DEMSAR =
      List.of(
          ranks(4, 3, 2, 1),
          ranks(1, 2, 3, 4),
          ranks(4, 1, 2, 3),
          ranks(4, 1, 3, 2),
          ranks(4, 2, 3, 1),
          ranks(1, 2.5, 4, 2.5),
          ranks(3, 2, 4, 1),
          ranks(2.5, 2.5, 4, 1),
          ranks(4, 3, 2, 1),
          ranks(2.5, 2.5, 2.5, 2.5),
          ranks(4, 2.5, 1, 2.5),
          ranks(3, 2, 4, 1),
          ranks(4, 1, 2, 3),
          ranks(3, 1, 4, 2));

  private static double[] ranks(double... ranks) {
    return ranks;
  }

  @Test
  void itIsThatOfThePaper() {
    FriedmanTest test = FriedmanTest.of(DEMSAR).orElseThrow();

    assertThat(
            IntStream.range(0, 4)
                .mapToObj(i -> DEMSAR.stream().mapToDouble(r -> r[i]).sum())
                .toList())
        .containsExactly(44.0, 28.0, 40.5, 27.5);
    assertThat(test.degreesOfFreedom()).isEqualTo(3);
    // The paper's 9.28 is without the correction for ties: three pairs and one group of four.
    double untied = 1 - (3 * 6 + 60) / (14 * 4 * 15.0);
    assertThat(test.chiSquared() * untied).isCloseTo(9.28, within(0.005));
    assertThat(test.criticalDifference()).isCloseTo(1.25, within(0.005));
    assertThat(test.differs()).isTrue();
    assertThat(test.tooFewTasks()).isFalse();
  }

  /** scipy.stats.friedmanchisquare of the same columns, of SciPy 1.17.1. */
  @Test
  void itIsThatOfSciPy() {
    FriedmanTest test = FriedmanTest.of(DEMSAR).orElseThrow();

    assertThat(test.chiSquared()).isCloseTo(10.228346456692913, within(1e-9));
    assertThat(test.pValue()).isCloseTo(0.016721580328441323, within(1e-9));
  }

  /** By hand: three tasks, three contenders, always in the same order: 12 / 36 * 126 - 36 = 6. */
  @Test
  void threeTasksInOneOrder() {
    FriedmanTest test =
        FriedmanTest.of(List.of(ranks(1, 2, 3), ranks(1, 2, 3), ranks(1, 2, 3))).orElseThrow();

    assertThat(test.chiSquared()).isCloseTo(6, within(1e-12));
    assertThat(test.pValue()).isCloseTo(Math.exp(-3), within(1e-12));
  }

  @Test
  void twoTasksCannotTellAnyTwoOfThreeApart() {
    FriedmanTest test = FriedmanTest.of(List.of(ranks(1, 2, 3), ranks(1, 2, 3))).orElseThrow();

    assertThat(test.differs()).isFalse();
    // 2.343 * sqrt(3 * 4 / (6 * 2)) = 2.343, and no mean ranks lie further apart than 2.
    assertThat(test.criticalDifference()).isCloseTo(2.343, within(1e-3));
    assertThat(test.tooFewTasks()).isTrue();
  }

  @Test
  void noTestWhereAllTieOrNothingIsCompared() {
    assertThat(FriedmanTest.of(List.of(ranks(1.5, 1.5), ranks(1.5, 1.5)))).isEmpty();
    assertThat(FriedmanTest.of(List.of(ranks(1, 2)))).isEmpty();
    assertThat(FriedmanTest.of(List.of(ranks(1), ranks(1)))).isEmpty();
    assertThat(FriedmanTest.of(List.of())).isEmpty();
  }
}
