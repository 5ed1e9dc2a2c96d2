package optbench.claims;

import static optbench.claims.Claims.claim;
import static optbench.claims.Claims.file;
import static optbench.claims.Claims.greater;
import static optbench.claims.Claims.one;
import static optbench.claims.Claims.test;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import optbench.random.SeededRandom;
import optbench.result.Run;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole files of claims, simulated many times: verdicts are false as rarely as the level says.
 * Counts are held against binomial bounds that a correct procedure breaks once in a thousand times;
 * seeds are fixed, so that they either hold or do not.
 */
class ClaimErrorRatesTest {
  private static final int EXPERIMENTS = 400;
  private static final double NOISE = 0.003;

  /** The same optimizer twice, under two names. */
  private static Run equals(String purpose, int experiment, int seeds) {
    return shifted(purpose, experiment, seeds, 0);
  }

  private static Run shifted(String purpose, int experiment, int seeds, double shift) {
    SeededRandom random = SeededRandom.of(experiment, purpose);
    FakeExperiment run = new FakeExperiment(2);
    for (int seed = 0; seed < seeds; seed++) {
      double luck = 0.95 + 3 * NOISE * random.nextGaussian();
      for (String label : List.of("a", "b")) {
        double own = luck + NOISE * random.nextGaussian() + (label.equals("a") ? shift : 0);
        run.trial(label, own - 0.1, own);
      }
    }
    return run.evidence();
  }

  private static int count(Predicate<Integer> happens) {
    int count = 0;
    for (int e = 0; e < EXPERIMENTS; e++) {
      count += happens.test(e) ? 1 : 0;
    }
    return count;
  }

  private static ClaimResult judge(Map<String, Run> evidence, ClaimTest test) {
    return new ClaimJudge(file(claim("c", test)), evidence, false).all().claims().get(0);
  }

  private static boolean decided(ClaimResult claim) {
    return claim.verdict() == ClaimVerdict.SUPPORTED || claim.verdict() == ClaimVerdict.REFUTED;
  }

  private static int most(double rate) {
    return BinomialDistribution.of(EXPERIMENTS, rate).inverseSurvivalProbability(0.001);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 10})
  void aClaimBetweenEqualsIsRarelyDecided(int seeds) {
    int wrong =
        count(
            e ->
                decided(
                    judge(
                        Map.of("e", equals("equals", e, seeds)),
                        greater(Measure.TEST_ACCURACY, one("e/a"), one("e/b")))));

    assertThat(wrong).isLessThanOrEqualTo(most(0.05));
  }

  /** Both ways of saying it, of accuracy, loss and steps: six chances to be wrong. */
  @Test
  void aFileOfClaimsBetweenEqualsIsRarelyWrongAnywhere() {
    MeasureSettings target = MeasureSettings.target(0.948);
    ClaimsFile claims =
        file(
            claim("1", greater(Measure.TEST_ACCURACY, one("e/a"), one("e/b"))),
            claim("2", greater(Measure.TEST_ACCURACY, one("e/b"), one("e/a"))),
            claim("3", greater(Measure.TEST_LOSS, one("e/a"), one("e/b"))),
            claim("4", Claims.less(Measure.TEST_LOSS, one("e/a"), one("e/b"))),
            claim("5", test(Measure.STEPS_TO, target, one("e/a"), Direction.LESS_THAN, one("e/b"))),
            claim(
                "6", test(Measure.STEPS_TO, target, one("e/b"), Direction.LESS_THAN, one("e/a"))));

    int wrong =
        count(
            e ->
                new ClaimJudge(claims, Map.of("e", equals("file", e, 6)), false)
                    .all().claims().stream().anyMatch(ClaimErrorRatesTest::decided));

    assertThat(wrong).isLessThanOrEqualTo(most(0.05));
  }

  /** Four comparisons of which one is enough are four chances to be wrong. */
  @Test
  void aClaimOfWhichOneOfFourComparisonsIsEnoughIsRarelyDecidedBetweenEquals() {
    ClaimsFile claims =
        file(
            Claims.any(
                "c",
                greater(Measure.TEST_ACCURACY, one("e/a"), one("e/b")),
                greater(Measure.TEST_ACCURACY, one("f/a"), one("f/b")),
                greater(Measure.TEST_ACCURACY, one("g/a"), one("g/b")),
                greater(Measure.TEST_ACCURACY, one("h/a"), one("h/b"))));

    int wrong =
        count(
            e ->
                decided(
                    new ClaimJudge(
                            claims,
                            Map.of(
                                "e", equals("any e", e, 5),
                                "f", equals("any f", e, 5),
                                "g", equals("any g", e, 5),
                                "h", equals("any h", e, 5)),
                            false)
                        .all()
                        .claims()
                        .get(0)));

    assertThat(wrong).isLessThanOrEqualTo(most(0.05));
  }

  /** A difference of exactly the margin is no equivalence. */
  @Test
  void whatDiffersByTheMarginIsRarelyCalledEquivalent() {
    int wrong =
        count(
            e ->
                judge(
                            Map.of("e", shifted("margin", e, 8, -0.002)),
                            greater(Measure.TEST_ACCURACY, one("e/a"), one("e/b")))
                        .verdict()
                    == ClaimVerdict.EQUIVALENT);

    assertThat(wrong).isLessThanOrEqualTo(most(0.05));
  }

  /** The seeds that an inconclusive claim is said to need are enough, four times in five. */
  @Test
  void plantedDifferencesAreFound() {
    double unit = NOISE * Math.sqrt(2);
    int found =
        count(
            e ->
                judge(
                            Map.of("e", shifted("planted", e, 10, 1.2 * unit)),
                            greater(Measure.TEST_ACCURACY, one("e/a"), one("e/b")))
                        .verdict()
                    == ClaimVerdict.SUPPORTED);

    // Ten seeds show 1.2 standard deviations with 91 % power, two-sided at 5 %.
    assertThat(found)
        .isGreaterThanOrEqualTo(
            BinomialDistribution.of(EXPERIMENTS, 0.9).inverseCumulativeProbability(0.001));
  }
}
