package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import optbench.random.SeededRandom;
import org.junit.jupiter.api.Test;

class TwoSamplesTest {
  /** Student's own sleep data, as R has them. */
  private static final double[] FIRST = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};

  private static final double[] SECOND = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

  private static final Protocol UNPAIRED = Protocol.OF_A_RUN.pairedIf(false).withMargin(0.002);

  /** R: t.test(extra ~ group, data = sleep). */
  @Test
  void agreesWithR() {
    TwoSamples sleep = new TwoSamples(FIRST, SECOND);

    assertThat(sleep.mean().orElseThrow()).isCloseTo(-1.58, within(1e-12));
    assertThat(sleep.statistic()).isCloseTo(-1.8608, within(5e-5));
    assertThat(sleep.deviation().freedom()).isCloseTo(17.776, within(5e-4));
    assertThat(sleep.pTwoSided()).isCloseTo(0.07939, within(5e-6));
    assertThat(sleep.ci95().orElseThrow().low()).isCloseTo(-3.3654832, within(5e-8));
    assertThat(sleep.ci95().orElseThrow().high()).isCloseTo(0.2054832, within(5e-8));
  }

  /** Wikipedia, "Welch's t-test", the second of its examples: samples of 10 and 20. */
  @Test
  void agreesWithAPublishedExampleOfUnequalSamples() {
    TwoSamples unequal =
        new TwoSamples(
            new double[] {17.2, 20.9, 22.6, 18.1, 21.7, 21.4, 23.5, 24.2, 14.7, 21.8},
            new double[] {
              21.5, 22.8, 21.0, 23.0, 21.6, 23.6, 22.5, 20.7, 23.4, 21.8, 20.7, 21.7, 21.5, 22.5,
              23.6, 21.5, 22.5, 23.5, 21.5, 21.8
            });

    assertThat(unequal.statistic()).isCloseTo(-1.57, within(5e-3));
    assertThat(unequal.deviation().freedom()).isCloseTo(9.9, within(5e-2));
    assertThat(unequal.pTwoSided()).isCloseTo(0.149, within(1e-3));
    assertThat(unequal.seeds()).isEqualTo(10);
  }

  @Test
  void countsWaysToPartWhereNothingVaries() {
    TwoSamples constant = new TwoSamples(new double[] {0.9, 0.9, 0.9}, new double[] {0.8, 0.8});

    assertThat(constant.testable()).isTrue();
    assertThat(constant.p(0, 1)).isCloseTo(0.1, within(1e-12));
    assertThat(constant.p(0, -1)).isEqualTo(1);
    assertThat(new TwoSamples(new double[] {0.9, 0.9}, new double[] {0.9, 0.9}).testable())
        .isFalse();
  }

  @Test
  void seedsOfTheSameNumberAreNotPaired() {
    // Seed by seed the first is ahead by 0.001 each time: as pairs, that is certain.
    Contender first = Contender.of("a", 0.901, 0.911, 0.921, 0.931);
    Contender second = Contender.of("b", 0.900, 0.910, 0.920, 0.930);

    PairedComparison pair = PairwiseComparisons.of(List.of(first, second), UNPAIRED).pairs().get(0);

    assertThat(pair.test()).isEqualTo(PairedTest.WELCH_T);
    assertThat(pair.verdict()).isEqualTo(PairVerdict.INCONCLUSIVE);
    assertThat(pair.pValue().orElseThrow()).isGreaterThan(0.9);
    assertThat(pair.effect().orElseThrow().probabilityOfSuperiority())
        .isCloseTo(10 / 16.0, within(1e-12));
  }

  /** With margins that differ tenfold in what seeds vary by, 5 seeds each. */
  @Test
  void errsAsRarelyAsItStatesAndFindsWhatIsThere() {
    SeededRandom random = SeededRandom.of(1, "two samples");
    int experiments = 4000;
    int wrong = 0;
    int found = 0;
    for (int i = 0; i < experiments; i++) {
      if (isShown(0, random)) {
        wrong++;
      }
      if (isShown(0.012, random)) {
        found++;
      }
    }

    assertThat((double) wrong / experiments).isLessThan(0.06);
    assertThat((double) found / experiments).isGreaterThan(0.9);
  }

  private static boolean isShown(double difference, SeededRandom random) {
    Contender even = Contender.of("a", seeds(0.9 + difference, 0.004, random));
    Contender uneven = Contender.of("b", seeds(0.9, 0.0004, random));
    return PairwiseComparisons.of(List.of(even, uneven), UNPAIRED).pairs().get(0).verdict()
            == PairVerdict.BETTER
        || PairwiseComparisons.of(List.of(even, uneven), UNPAIRED).pairs().get(0).verdict()
            == PairVerdict.WORSE;
  }

  private static double[] seeds(double mean, double sd, SeededRandom random) {
    return IntStream.range(0, 5).mapToDouble(i -> mean + sd * random.nextGaussian()).toArray();
  }

  @Test
  void aLossIsFoundAgainstAMarginWithoutPairs() {
    Protocol gate = Protocol.DEFAULT.pairedIf(false).withMargin(0.003);
    Contender before = Contender.of("a", 0.970, 0.971, 0.972, 0.9705);
    MarginComparison lost =
        MarginComparison.of(
                List.of(new ContenderPair(Contender.of("a", shifted(-0.02)), before)), gate)
            .get(0);
    MarginComparison kept =
        MarginComparison.of(
                List.of(new ContenderPair(Contender.of("a", shifted(0.0001)), before)), gate)
            .get(0);

    assertThat(lost.verdict()).isEqualTo(MarginVerdict.WORSE);
    assertThat(kept.verdict()).isEqualTo(MarginVerdict.WITHIN);
  }

  private static double[] shifted(double by) {
    return DoubleStream.of(0.9715, 0.970, 0.9705, 0.9711).map(d -> d + by).toArray();
  }
}
