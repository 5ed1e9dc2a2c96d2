package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import optbench.random.SeededRandom;
import optbench.stats.Chance.Stayed;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChanceTest {
  /**
   * From tables of the binomial distribution: of 20 images at 0.1, more than 4 are right by chance
   * in 4.3 % and more than 3 in 13.3 %; of 10 at 0.5, more than 8 in 1.1 % and more than 7 in 5.5
   * %; of 5 that are all of one class, never more than all.
   */
  @ParameterizedTest
  @CsvSource({"20, 2, 0.1, 0.2", "10, 5, 0.5, 0.8", "5, 5, 1, 1"})
  void takesTheBoundOfTheExactTest(int samples, int mostFrequent, double share, double bound) {
    Chance chance = chance(new FakeRun().testSet(samples, mostFrequent).finished("sgd", 0.9));

    assertThat(chance.share()).isCloseTo(share, within(1e-12));
    assertThat(chance.bound()).isCloseTo(bound, within(1e-12));
  }

  @Test
  void namesWhoStayedThereWithItsSeeds() {
    Chance chance =
        chance(
            new FakeRun()
                .testSet(20, 2)
                .finished("adam", 0.9, 0.95, 0.25)
                .finished("sgd", 0.2, 0.25, 0.1)
                .finished("rprop", 0.1)
                .diverged("lion", 2));

    assertThat(chance.stayed()).containsExactly(new Stayed("sgd", 2, 3), new Stayed("rprop", 1, 1));
  }

  @Test
  void saysNothingWhereClassesWereNotCounted() {
    assertThat(Summary.of(new FakeRun().finished("sgd", 0.1).run()).chance()).isEmpty();
  }

  /** Who guesses is called better than that in at most 5 % of seeds. */
  @Test
  void rarelyTakesGuessingForLearning() {
    int images = 200;
    int seeds = 2000;
    SeededRandom random = SeededRandom.of(1, "guessing");
    double bound = chance(new FakeRun().testSet(images, 60).finished("sgd", 0.9)).bound();
    int better = 0;
    for (int s = 0; s < seeds; s++) {
      int right = 0;
      for (int i = 0; i < images; i++) {
        right += random.nextDouble() < 0.3 ? 1 : 0;
      }
      better += (double) right / images > bound ? 1 : 0;
    }

    BinomialDistribution rate = BinomialDistribution.of(seeds, 0.05);
    assertThat(better).isLessThanOrEqualTo(rate.inverseSurvivalProbability(0.001));
    assertThat(better).isGreaterThan(seeds / 100);
  }

  private static Chance chance(FakeRun run) {
    return Summary.of(run.run()).chance().orElseThrow();
  }
}
