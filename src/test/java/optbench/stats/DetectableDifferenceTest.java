package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Factors on the spread from SciPy 1.17.1, by integration over the density of the standard
 * deviation: 11.5499 for 2 seeds and a pair, 5.6675 for 3 seeds and 3 pairs, 12.6838 for 3 seeds
 * and 15 pairs, 3.2640 for 3 seeds and a pair.
 */
class DetectableDifferenceTest {
  @Test
  void saysWhatStatedSpreadsWouldMean() {
    assertThat(DetectableDifference.planned(6, 3, List.of()).sentence())
        .isEqualTo(
            "3 seeds and 15 pairs of optimizers show these differences in 4 of 5 cases: from 1.27"
                + " points on if they vary by 0.1 points from seed to seed; from 3.81 points on if"
                + " by 0.3; from 12.68 points on if by 1");
  }

  /** 11.55 times 0.1, 0.3, 1; and with 18 optimizers more than there is. */
  @Test
  void saysWhereNothingCanBeShown() {
    assertThat(DetectableDifference.planned(2, 2, List.of()).sentence())
        .startsWith("2 seeds and 1 pair of optimizers show")
        .contains("from 1.15 points on if they vary by 0.1 points from seed to seed;");
    assertThat(DetectableDifference.planned(18, 2, List.of()).sentence())
        .contains(": none if they vary by 0.1 points from seed to seed; none if by 0.3;");
  }

  @Test
  void needsTwoSeedsAndTwoOptimizers() {
    assertThat(DetectableDifference.planned(2, 1, List.of()).exists()).isFalse();
    assertThat(DetectableDifference.planned(1, 5, List.of()).exists()).isFalse();
    assertThat(DetectableDifference.planned(2, 2, List.of()).exists()).isTrue();
    assertThat(
            DetectableDifference.of(Summary.of(new FakeRun().finished("adam", 0.9, 0.91).run()))
                .exists())
        .isFalse();
  }

  /** Differences 0.002, 0.001, 0: a deviation of 0.1 points. */
  @Test
  void takesTheSpreadOfThePair() {
    FakeRun run =
        new FakeRun().finished("adam", 0.972, 0.972, 0.972).finished("sgd", 0.97, 0.971, 0.972);

    assertThat(DetectableDifference.of(Summary.of(run.run())).sentence())
        .isEqualTo(
            "3 seeds and 1 pair of optimizers show these differences in 4 of 5 cases: from 0.33"
                + " points on, as they vary by 0.10 points from seed to seed");
  }

  /** Deviations of 0.1, 1 and, where both vary against each other, 1.1 points. */
  @Test
  void givesARangeWhereSpreadsDiffer() {
    FakeRun run =
        new FakeRun()
            .finished("adam", 0.97, 0.97, 0.97)
            .finished("sgd", 0.95, 0.951, 0.952)
            .finished("adadelta", 0.93, 0.92, 0.91);

    assertThat(DetectableDifference.of(Summary.of(run.run())).sentence())
        .isEqualTo(
            "3 seeds and 3 pairs of optimizers show these differences in 4 of 5 cases: from 0.57"
                + " points on in a steady pair, from 5.67 points on in the middle one and from"
                + " 6.23 points on in an uneven one, as they vary by 0.10 to 1.10 points from"
                + " seed to seed");
    assertThat(DetectableDifference.planned(3, 3, run.results()).sentence())
        .isEqualTo(DetectableDifference.of(Summary.of(run.run())).sentence());
  }

  /** Of 15 pairs the fourth and the twelfth, from below: not what luck has made smallest. */
  @Test
  void theRangeIsOfTheMiddleHalf() {
    List<Double> spreads = IntStream.rangeClosed(1, 15).mapToObj(i -> i / 10_000.0).toList();

    assertThat(new DetectableDifference(3, 15, spreads).sentence())
        .contains("from 0.51 points on in a steady pair, from 1.01 points on in the middle one")
        .contains("from 1.52 points on in an uneven one, as they vary by 0.04 to 0.12 points");
  }

  /** What is the same in every seed tells nothing of how seeds vary. */
  @Test
  void passesOverPairsThatDoNotVary() {
    FakeRun run = new FakeRun().finished("adam", 0.97, 0.98).finished("sgd", 0.96, 0.97);

    assertThat(DetectableDifference.of(Summary.of(run.run())).spreads()).isEmpty();
  }
}
