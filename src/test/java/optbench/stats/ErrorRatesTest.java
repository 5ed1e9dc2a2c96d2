package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import optbench.random.SeededRandom;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whole experiments, simulated many times: the procedures err as rarely, and find as often, as they
 * say. Counts are held against binomial bounds that a correct procedure breaks once in a thousand
 * times; seeds are fixed, so that they either hold or do not.
 */
@Tag("slow")
class ErrorRatesTest {
  private static final int OPTIMIZERS = 7;
  private static final int SEEDS = 10;
  private static final int EXPERIMENTS = 400;
  private static final double NOISE = 0.002;
  private static final double BOUND = 0.001;
  private static final double MARGIN = 0.002;

  /** How much differences of two optimizers vary. */
  private static final double UNIT = NOISE * Math.sqrt(2);

  /** Seven times the same optimizer: any difference found is a false one. */
  @ParameterizedTest
  @EnumSource(PairedTest.class)
  void findsNothingBetweenEquals(PairedTest test) {
    Protocol protocol = Protocol.DEFAULT.withTest(test);
    int wrong =
        count(
            EXPERIMENTS,
            e ->
                PairwiseComparisons.of(contenders("equals", e, SEEDS, 60_000, i -> 0), protocol)
                    .pairs()
                    .stream()
                    .anyMatch(ErrorRatesTest::different));

    assertAtMost(wrong, EXPERIMENTS, 0.05);
  }

  /** The group leaves nobody out, though the best is chosen by the same data. */
  @ParameterizedTest
  @CsvSource({"3", "5", "10"})
  void groupsAllEqualsWithTheBest(int seeds) {
    int wrong =
        count(
            EXPERIMENTS,
            e ->
                PairwiseComparisons.of(
                            contenders("group", e, seeds, 60_000, i -> 0), Protocol.DEFAULT)
                        .bestGroup()
                        .members()
                        .size()
                    < OPTIMIZERS);

    assertAtMost(wrong, EXPERIMENTS, 0.05);
  }

  /**
   * Why the family is all pairs: among the pairs with the best alone, which is what one looks at,
   * the same tests err much more often than they state.
   */
  @Test
  void theFamilyOfPairsWithTheBestWouldErrTooOften() {
    int wrong =
        count(
            EXPERIMENTS,
            e -> {
              List<Contender> all = contenders("naive", e, SEEDS, 60_000, i -> 0);
              String best =
                  PairwiseComparisons.of(all, Protocol.DEFAULT).bestGroup().best().orElseThrow();
              Contender chosen =
                  all.stream().filter(c -> c.label().equals(best)).findFirst().orElseThrow();
              List<Contender> others = all.stream().filter(c -> !c.equals(chosen)).toList();
              return PairwiseComparisons.against(chosen, others, Protocol.DEFAULT).stream()
                  .anyMatch(ErrorRatesTest::different);
            });

    assertThat(wrong).isGreaterThan(most(EXPERIMENTS, 0.05));
  }

  /** A baseline that was named beforehand needs no such care. */
  @Test
  void findsNothingAgainstANamedBaseline() {
    int wrong =
        count(
            EXPERIMENTS,
            e -> {
              List<Contender> all = contenders("baseline", e, SEEDS, 60_000, i -> 0);
              return PairwiseComparisons.against(
                      all.get(0), all.subList(1, OPTIMIZERS), Protocol.DEFAULT)
                  .stream()
                  .anyMatch(ErrorRatesTest::different);
            });

    assertAtMost(wrong, EXPERIMENTS, 0.05);
  }

  /**
   * One contender that varies five or eight times as much as the others is where borrowing from all
   * pairs errs most.
   */
  @ParameterizedTest
  @CsvSource({
    "3, 3, 8",
    "4, 3, 8",
    "5, 2, 8",
    "6, 3, 8",
    "7, 3, 5",
    "7, 5, 3",
    "10, 3, 8",
    "18, 3, 1",
    "18, 3, 5",
    "18, 5, 5",
    "18, 10, 25"
  })
  void unequalSpreadsMakeNoFalseClaims(int optimizers, int seeds, double times) {
    int wrong =
        count(
            EXPERIMENTS,
            e ->
                PairwiseComparisons.of(
                        spread(e, optimizers, seeds, i -> i == 0 ? times : 1), Protocol.OF_A_RUN)
                    .pairs()
                    .stream()
                    .anyMatch(ErrorRatesTest::different));

    assertAtMost(wrong, EXPERIMENTS, 0.05);
  }

  /** Eighteen optimizers, each a step of three standard deviations worse than the one before. */
  @Test
  void borrowingFindsMoreWithFewSeeds() {
    double moderated = found(Protocol.OF_A_RUN);
    double alone = found(Protocol.DEFAULT);

    assertThat(alone).isLessThan(0.5);
    assertThat(moderated).isGreaterThan(0.75);
  }

  private static double found(Protocol protocol) {
    int experiments = 40;
    int different = 0;
    for (int e = 0; e < experiments; e++) {
      List<Contender> all = contenders("ladder", e, 18, 3, 0, i -> -3 * UNIT * i);
      different +=
          (int)
              PairwiseComparisons.of(all, protocol).pairs().stream()
                  .filter(ErrorRatesTest::different)
                  .count();
    }
    return different / (experiments * 153.0);
  }

  /** A test set of 500 and two seeds: ties, equal differences and zeros in plenty. */
  @ParameterizedTest
  @CsvSource({"2, 500", "3, 500", "3, 10000", "10, 200"})
  void tiesMakeNoFalseClaims(int seeds, int samples) {
    int wrong =
        count(
            EXPERIMENTS,
            e ->
                PairwiseComparisons.of(
                        contenders("ties", e, seeds, samples, i -> 0), Protocol.DEFAULT)
                    .pairs()
                    .stream()
                    .anyMatch(ErrorRatesTest::different));

    assertAtMost(wrong, EXPERIMENTS, 0.05);
  }

  /** One optimizer is worse by exactly the margin: no pair with it is equivalent. */
  @Test
  void callsNothingEquivalentThatDiffersByTheMargin() {
    Protocol protocol = Protocol.DEFAULT.withMargin(0.003);
    int wrong =
        count(
            EXPERIMENTS,
            e ->
                PairwiseComparisons.of(
                        contenders("margin", e, SEEDS, 0, i -> i == 0 ? -0.003 : 0), protocol)
                    .pairs()
                    .stream()
                    .anyMatch(
                        p ->
                            p.verdict() == PairVerdict.EQUIVALENT
                                && p.first().equals("optimizer 0")));

    assertAtMost(wrong, EXPERIMENTS, 0.05);
  }

  /** Two optimizers, a planted difference, and the power that was computed for it. */
  @ParameterizedTest
  @CsvSource({"3, 2", "5, 1.5", "10, 1", "10, 0.5", "20, 0.7"})
  void findsPlantedDifferencesAsOftenAsStated(int seeds, double effect) {
    // Each optimizer adds noise of its own, so that differences vary √2 times as much.
    double shift = effect * NOISE * Math.sqrt(2);
    int experiments = 1000;
    int found =
        count(
            experiments,
            e -> {
              List<Contender> all =
                  contenders("planted", e, seeds, 0, i -> i == 1 ? shift : 0).subList(0, 2);
              return PairwiseComparisons.of(all, Protocol.DEFAULT)
                      .between("optimizer 1", "optimizer 0")
                      .verdict()
                  == PairVerdict.BETTER;
            });

    // The chance of finding it with the wrong sign is in the power too, but below 1 in 1000 here.
    assertNear(found, experiments, PairedPower.ofDifference(seeds, effect, 0.05));
  }

  @ParameterizedTest
  @CsvSource({"4, 0, 2", "10, 0, 1", "10, 0.2, 1", "12, 0.5, 1"})
  void showsEquivalenceAsOftenAsStated(int seeds, double effect, double margin) {
    double unit = NOISE * Math.sqrt(2);
    int experiments = 1000;
    int found =
        count(
            experiments,
            e -> {
              List<Contender> all =
                  contenders("equivalent", e, seeds, 0, i -> i == 1 ? effect * unit : 0)
                      .subList(0, 2);
              return PairwiseComparisons.of(all, Protocol.DEFAULT.withMargin(margin * unit))
                      .pairs()
                      .get(0)
                      .verdict()
                  == PairVerdict.EQUIVALENT;
            });

    assertNear(found, experiments, PairedPower.ofEquivalence(seeds, effect, margin, 0.05));
  }

  /** In a family of seven, the seeds that the plan asks for are enough. */
  @Test
  void theSeedsPlannedForAreEnough() {
    double unit = NOISE * Math.sqrt(2);
    SeedsNeeded needed = PowerPlan.of(0.05, 21).toShowDifference(1.2 * unit, unit);
    int seeds = needed.known().orElseThrow();
    int found =
        count(
            EXPERIMENTS,
            e ->
                PairwiseComparisons.of(
                            contenders("plan", e, seeds, 0, i -> i == 6 ? 1.2 * unit : 0),
                            Protocol.DEFAULT)
                        .between("optimizer 6", "optimizer 2")
                        .verdict()
                    == PairVerdict.BETTER);

    assertThat(found).isGreaterThanOrEqualTo(least(EXPERIMENTS, 0.8));
  }

  /** Student's intervals hold the true mean in 95 of 100 experiments. */
  @ParameterizedTest
  @CsvSource({"2", "3", "10"})
  void intervalsHoldTheTruth(int seeds) {
    int experiments = 2000;
    int held =
        count(
            experiments,
            e -> {
              SeededRandom random = SeededRandom.of(e, "intervals", seeds);
              double[] values = new double[seeds];
              for (int i = 0; i < seeds; i++) {
                values[i] = 0.97 + NOISE * random.nextGaussian();
              }
              Interval interval = SampleSummary.ofFractions(values).ci95().orElseThrow();
              return interval.low() <= 0.97 && 0.97 <= interval.high();
            });

    assertNear(held, experiments, 0.95);
  }

  /** Whatever was run, no statement says NaN, Infinity or nothing. */
  @Test
  void statementsNeverSayNaN() {
    for (int e = 0; e < 200; e++) {
      SeededRandom random = SeededRandom.of(e, "odd experiments");
      int seeds = random.nextInt(4);
      int samples = random.nextInt(2) == 0 ? 20 : 0;
      List<Contender> all = contenders("odd", e, seeds, samples, i -> i % 3 == 0 ? 0.02 : 0);
      PairwiseComparisons comparisons =
          PairwiseComparisons.of(
              all, random.nextInt(2) == 0 ? Protocol.DEFAULT : Protocol.DEFAULT.withMargin(0.01));
      List<String> statements =
          comparisons.outlooks(comparisons.pairs()).stream().map(SeedsOutlook::sentence).toList();

      assertThat(statements)
          .allSatisfy(s -> assertThat(s).isNotBlank().doesNotContain("NaN", "Infinity", "null"));
    }
  }

  /** The same optimizer under two labels, as a report judges it. */
  @Test
  void reportsFindNoDifferenceBetweenTwoLabelsOfTheSame() {
    int experiments = 200;
    int wrong = count(experiments, e -> judgedAs(Judgement.DISTINGUISHABLE, "same", e, 10, 0));

    assertAtMost(wrong, experiments, 0.05);
  }

  /** As often as the number of seeds was planned for, with the unit of the differences known. */
  @ParameterizedTest
  @CsvSource({"0.004", "0.0035", "0.006"})
  void reportsFindPlantedDifferencesAsOftenAsPlanned(double shift) {
    int seeds = planned(PowerPlan.of(0.05, 1).toShowDifference(shift, UNIT));
    int experiments = 200;
    int found =
        count(
            experiments,
            e -> judgedAs(Judgement.DISTINGUISHABLE, "shift " + shift, e, seeds, shift));

    assertThat(found).isGreaterThanOrEqualTo(least(experiments, 0.8));
    assertNear(found, experiments, PairedPower.ofDifference(seeds, shift / UNIT, 0.05));
  }

  @ParameterizedTest
  @CsvSource({"0", "0.0005"})
  void reportsShowEquivalenceAsOftenAsPlanned(double shift) {
    int seeds = planned(PowerPlan.of(0.05, 1).toShowEquivalence(shift, UNIT, MARGIN));
    int experiments = 200;
    int found =
        count(
            experiments,
            e -> judgedAs(Judgement.EQUIVALENT, "equivalent " + shift, e, seeds, shift));

    assertThat(found).isGreaterThanOrEqualTo(least(experiments, 0.8));
    assertNear(
        found, experiments, PairedPower.ofEquivalence(seeds, shift / UNIT, MARGIN / UNIT, 0.05));
  }

  /** A difference of exactly the margin is called equivalent no more often than the level. */
  @Test
  void reportsRarelyCallEquivalentWhatDiffersByTheMargin() {
    int experiments = 200;
    int wrong = count(experiments, e -> judgedAs(Judgement.EQUIVALENT, "edge", e, 10, MARGIN));

    assertAtMost(wrong, experiments, 0.05);
  }

  private static int planned(SeedsNeeded needed) {
    return needed.known().orElseThrow();
  }

  private static boolean judgedAs(
      Judgement judgement, String purpose, int experiment, int seeds, double shift) {
    List<Contender> two =
        contenders(purpose, experiment, seeds, 0, i -> i == 1 ? shift : 0).subList(0, 2);
    FakeRun run = new FakeRun().epochs(1);
    two.forEach(
        c ->
            run.finished(
                c.label(), c.scores().values().stream().mapToDouble(score -> score).toArray()));
    Comparison comparison =
        Comparison.of(run.optimizers(), List.of(), List.of(), Protocol.DEFAULT.withMargin(MARGIN));
    return comparison.differences().get(0).judgement() == judgement;
  }

  /** Equally good, with spreads of their own. */
  private static List<Contender> spread(
      int experiment, int optimizers, int seeds, IntToDoubleFunction times) {
    SeededRandom random = SeededRandom.of(experiment, "spread");
    List<Contender> contenders = new ArrayList<>();
    for (int i = 0; i < optimizers; i++) {
      double[] scores = new double[seeds];
      for (int s = 0; s < seeds; s++) {
        scores[s] = 0.9 + NOISE * times.applyAsDouble(i) * random.nextGaussian();
      }
      contenders.add(Contender.of("optimizer " + i, scores));
    }
    return contenders;
  }

  private static List<Contender> contenders(
      String purpose, int experiment, int seeds, int samples, IntToDoubleFunction shift) {
    return contenders(purpose, experiment, OPTIMIZERS, seeds, samples, shift);
  }

  /** Optimizers that share what a seed brings, each with noise of its own. */
  private static List<Contender> contenders(
      String purpose,
      int experiment,
      int optimizers,
      int seeds,
      int samples,
      IntToDoubleFunction shift) {
    SeededRandom random = SeededRandom.of(experiment, purpose);
    double[] luck = new double[seeds];
    for (int s = 0; s < seeds; s++) {
      luck[s] = 3 * NOISE * random.nextGaussian();
    }
    List<Contender> contenders = new ArrayList<>();
    for (int i = 0; i < optimizers; i++) {
      double[] scores = new double[seeds];
      for (int s = 0; s < seeds; s++) {
        double score = 0.97 + luck[s] + shift.applyAsDouble(i) + NOISE * random.nextGaussian();
        scores[s] = samples == 0 ? score : Math.rint(score * samples) / samples;
      }
      contenders.add(Contender.of("optimizer " + i, scores));
    }
    return contenders;
  }

  private static boolean different(PairedComparison pair) {
    return pair.verdict() == PairVerdict.BETTER || pair.verdict() == PairVerdict.WORSE;
  }

  private static int count(int experiments, IntPredicate happens) {
    int count = 0;
    for (int e = 0; e < experiments; e++) {
      count += happens.test(e) ? 1 : 0;
    }
    return count;
  }

  private static void assertAtMost(int count, int experiments, double rate) {
    assertThat(count).isLessThanOrEqualTo(most(experiments, rate));
  }

  private static void assertNear(int count, int experiments, double rate) {
    assertThat(count).isBetween(least(experiments, rate), most(experiments, rate));
  }

  private static int most(int experiments, double rate) {
    return BinomialDistribution.of(experiments, rate).inverseSurvivalProbability(BOUND);
  }

  private static int least(int experiments, double rate) {
    return BinomialDistribution.of(experiments, rate).inverseCumulativeProbability(BOUND);
  }
}
