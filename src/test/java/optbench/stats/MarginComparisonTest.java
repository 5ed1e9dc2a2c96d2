package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import optbench.random.SeededRandom;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarginComparisonTest {
  private static final Offset<Double> EXACT = within(1e-10);
  private static final Protocol PROTOCOL = Protocol.DEFAULT.withMargin(0.003);

  /** The differences whose p-values {@link PairedTestTest} has from R. */
  private static final double[] EIGHT = {
    0.0011, -0.0004, 0.0023, 0.0016, 0.0008, 0.0031, -0.0002, 0.0019
  };

  /** R: t.test(d, mu = 0.003, "less"), and t.test(d) of the differences with their sign changed. */
  @Test
  void agreesWithR() {
    MarginComparison gained = changed(EIGHT);
    MarginComparison lost = changed(DoubleStream.of(EIGHT).map(d -> -d).toArray());

    assertThat(gained.pNotBetter().orElseThrow()).isCloseTo(0.00240837627316452, EXACT);
    assertThat(lost.pNotWorse().orElseThrow()).isCloseTo(0.00240837627316452, EXACT);
    assertThat(lost.pWorse().orElseThrow()).isCloseTo(0.0199421261319925, EXACT);
    assertThat(gained.pWorse().orElseThrow()).isEqualTo(1);
    assertThat(gained.verdict()).isEqualTo(MarginVerdict.WITHIN);
    assertThat(lost.verdict()).isEqualTo(MarginVerdict.WITHIN);
  }

  @Test
  void everyQuestionIsAFamilyOverAllThatAreTested() {
    List<MarginComparison> three =
        MarginComparison.of(
            List.of(
                new ContenderPair(after(EIGHT), before(8)),
                new ContenderPair(after(0, 0, 0), before(3)),
                new ContenderPair(after(EIGHT), before(8))),
            PROTOCOL);

    assertThat(three.get(0).tested()).isEqualTo(2);
    assertThat(three.get(0).pNotBetter().orElseThrow()).isCloseTo(2 * 0.00240837627316452, EXACT);
    assertThat(three.get(1).pNotWorse()).isEmpty();
    assertThat(three.get(1).verdict()).isEqualTo(MarginVerdict.SAME);
  }

  @ParameterizedTest
  @CsvSource({
    "-0.0055, -0.0050, -0.0045, WORSE",
    "-0.0011, -0.0010, -0.0009, WITHIN",
    "0.0010, 0.0011, 0.0009, WITHIN",
    "0.0020, 0.0030, 0.0040, NOT_WORSE",
    "0.0055, 0.0050, 0.0045, BETTER",
    "-0.0055, 0.0000, 0.0045, INCONCLUSIVE",
    "0, 0, 0, SAME"
  })
  void judgesByTheMargin(double a, double b, double c, MarginVerdict verdict) {
    assertThat(changed(a, b, c).verdict()).isEqualTo(verdict);
  }

  /** Only the signs speak: 1 / 2ⁿ, and twice that for a loss. */
  @ParameterizedTest
  @CsvSource({
    "-0.005, 5, INCONCLUSIVE",
    "-0.005, 6, WORSE",
    "0.001, 4, INCONCLUSIVE",
    "0.001, 5, WITHIN",
    "0.005, 4, INCONCLUSIVE",
    "0.005, 5, BETTER"
  })
  void countsSignsWhereNothingVaries(double difference, int seeds, MarginVerdict verdict) {
    MarginComparison same =
        changed(IntStream.range(0, seeds).mapToDouble(i -> difference).toArray());

    assertThat(same.verdict()).isEqualTo(verdict);
    assertThat(Math.min(same.pNotWorse().orElseThrow(), same.pWorse().orElseThrow()))
        .isLessThanOrEqualTo(2 * Math.pow(0.5, seeds));
    assertThat(same.seedsNeeded(PROTOCOL))
        .isEqualTo(new SeedsNeeded.Known(difference < -0.003 ? 6 : 5));
  }

  @Test
  void oneSeedSaysNothing() {
    MarginComparison one = changed(-0.5);

    assertThat(one.verdict()).isEqualTo(MarginVerdict.INCONCLUSIVE);
    assertThat(one.pNotWorse()).isEmpty();
    assertThat(one.mean().orElseThrow()).isCloseTo(-0.5, EXACT);
    assertThat(one.seedsNeeded(PROTOCOL)).isInstanceOf(SeedsNeeded.Unknown.class);
    assertThat(changed().pairs()).isZero();
  }

  @Test
  void moreSeedsAreAskedForWhereTheyAreMissing() {
    MarginComparison few = changed(-0.0040, 0.0005, 0.0020);

    assertThat(few.verdict()).isEqualTo(MarginVerdict.INCONCLUSIVE);
    assertThat(few.seedsNeeded(PROTOCOL)).isEqualTo(new SeedsNeeded.Known(12));
  }

  /** SciPy: 12 where a two-sided plan has 15; and 23 where, among six, one has 27. */
  @Test
  void notWorseIsPlannedAsItIsTested() {
    double mean = 0.73 * 0.01 - 0.003;
    ContenderPair open = new ContenderPair(after(mean - 0.01, mean, mean + 0.01), before(3));

    List<MarginComparison> six = MarginComparison.of(Collections.nCopies(6, open), PROTOCOL);

    assertThat(six)
        .allSatisfy(
            one -> {
              assertThat(one.verdict()).isEqualTo(MarginVerdict.INCONCLUSIVE);
              assertThat(one.seedsNeeded(PROTOCOL)).isEqualTo(new SeedsNeeded.Known(23));
            });
  }

  /** SciPy: 27 to show that the first loss is below the margin, 4 that it is one; 12 the second. */
  @Test
  void whicheverIsSooner() {
    assertThat(changed(-0.0035, -0.0025, -0.0015).seedsNeeded(PROTOCOL))
        .isEqualTo(new SeedsNeeded.Known(4));
    assertThat(changed(-0.0095, -0.0045, 0.0005).seedsNeeded(PROTOCOL))
        .isEqualTo(new SeedsNeeded.Known(12));
  }

  /** With an effect of 0.5 and 27 seeds: in 81.2 % of experiments. */
  @Test
  void asManySeedsAsPlannedShowItAsOftenAsPlanned() {
    int experiments = 2000;
    long found =
        IntStream.range(0, experiments)
            .filter(
                e -> {
                  SeededRandom random = SeededRandom.of(21, "planned", e);
                  double[] differences =
                      IntStream.range(0, 27)
                          .mapToDouble(s -> 0.003 + 0.012 * random.nextGaussian())
                          .toArray();
                  return changed(differences).pNotWorse().orElseThrow() < 0.05;
                })
            .count();

    assertThat(found / (double) experiments).isCloseTo(0.8118, within(0.03));
  }

  /** Five optimizers that each lost the margin: hardly ever does one of them pass. */
  @ParameterizedTest
  @CsvSource({"3", "5", "10"})
  void lossesOfTheMarginSeldomPass(int seeds) {
    assertAtMost(count(seeds, -0.003, c -> c.verdict() != MarginVerdict.WORSE && passes(c)), 0.05);
  }

  /** Gains of just the margin are hardly ever called more than that. */
  @ParameterizedTest
  @CsvSource({"3", "5", "10"})
  void gainsOfTheMarginSeldomMakeABaselineStale(int seeds) {
    assertAtMost(count(seeds, 0.003, c -> c.verdict() == MarginVerdict.BETTER), 0.05);
  }

  /** However much seeds vary: beside the margin, here, by as much as it is wide. */
  @ParameterizedTest
  @CsvSource({"3", "5", "10"})
  void withoutAChangeThereIsSeldomARegression(int seeds) {
    assertAtMost(count(seeds, 0, c -> c.verdict() == MarginVerdict.WORSE), 0.025);
  }

  private static boolean passes(MarginComparison c) {
    return c.verdict() != MarginVerdict.INCONCLUSIVE;
  }

  private static final int EXPERIMENTS = 400;

  private static int count(int seeds, double shift, Predicate<MarginComparison> wrong) {
    return (int)
        IntStream.range(0, EXPERIMENTS)
            .filter(
                e ->
                    MarginComparison.of(
                            IntStream.range(0, 5)
                                .mapToObj(
                                    i ->
                                        new ContenderPair(
                                            after(noise(e, i, seeds, shift)), before(seeds)))
                                .toList(),
                            PROTOCOL)
                        .stream()
                        .anyMatch(wrong))
            .count();
  }

  private static double[] noise(int experiment, int optimizer, int seeds, double shift) {
    SeededRandom random = SeededRandom.of(20, "margin", experiment, optimizer);
    return IntStream.range(0, seeds)
        .mapToDouble(s -> shift + 0.003 * random.nextGaussian())
        .toArray();
  }

  /** A bound that a correct procedure breaks once in a thousand times. */
  private static void assertAtMost(int wrong, double level) {
    assertThat(wrong)
        .isLessThanOrEqualTo(
            BinomialDistribution.of(EXPERIMENTS, level).inverseSurvivalProbability(0.001));
  }

  private static MarginComparison changed(double... differences) {
    return MarginComparison.of(
            List.of(new ContenderPair(after(differences), before(differences.length))), PROTOCOL)
        .get(0);
  }

  /** All seeds at 0, so that differences are to the bit what they are meant to be. */
  private static Contender before(int seeds) {
    return Contender.of("adam", new double[seeds]);
  }

  private static Contender after(double... scores) {
    return Contender.of("adam", scores);
  }
}
