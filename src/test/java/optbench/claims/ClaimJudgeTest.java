package optbench.claims;

import static optbench.claims.Claims.any;
import static optbench.claims.Claims.claim;
import static optbench.claims.Claims.file;
import static optbench.claims.Claims.greater;
import static optbench.claims.Claims.group;
import static optbench.claims.Claims.judge;
import static optbench.claims.Claims.less;
import static optbench.claims.Claims.number;
import static optbench.claims.Claims.one;
import static optbench.claims.Claims.test;
import static optbench.claims.Claims.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.result.Run;
import optbench.result.TrialResult;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;

/** The rules, one by one, on trials whose figures are known exactly. */
class ClaimJudgeTest {
  private static final Measure ACCURACY = Measure.TEST_ACCURACY;
  private static final double[] HIGH = {0.971, 0.974, 0.970, 0.973, 0.972};
  private static final double[] LOW = {0.912, 0.910, 0.914, 0.911, 0.913};

  private static FakeExperiment highAndLow() {
    return new FakeExperiment(1).seeds("adam", HIGH).seeds("sgd", LOW);
  }

  @Test
  void whatHoldsIsSupportedWithTheFiguresOfThePairedTest() {
    ClaimResult result = judge(highAndLow(), greater(ACCURACY, one("e/adam"), one("e/sgd")));

    // Differences 59, 64, 56, 62, 59 thousandths: mean 60, sd 3.0822, t = 43.53 with 4 degrees.
    double t = 0.060 / (Math.sqrt(38e-6 / 4) / Math.sqrt(5));
    double p = TDistribution.of(4).survivalProbability(t);
    ClaimFinding finding = result.findings().get(0);
    assertThat(result.verdict()).isEqualTo(ClaimVerdict.SUPPORTED);
    assertThat(finding.difference().estimate().orElseThrow()).isCloseTo(0.060, within(1e-12));
    assertThat(finding.means().ofMean().orElseThrow()).isCloseTo(0.972, within(1e-12));
    assertThat(finding.means().referenceMean().orElseThrow()).isCloseTo(0.912, within(1e-12));
    assertThat(finding.tests().pHolds().orElseThrow()).isCloseTo(p, within(1e-15));
    assertThat(finding.tests().pReversed().orElseThrow()).isCloseTo(1 - p, within(1e-12));
    assertThat(finding.judgement().pCorrected().orElseThrow()).isCloseTo(2 * p, within(1e-15));
    assertThat(result.pValues().pSupportedCorrected().orElseThrow())
        .isCloseTo(2 * p, within(1e-15));
    assertThat(finding.evidence().seeds()).isEqualTo(5);
    assertThat(finding.evidence().remarks()).isEmpty();
    assertThat(result.seedsNeeded()).isEmpty();
    assertThat(result.negligible()).isFalse();
  }

  @Test
  void whatIsReversedIsRefuted() {
    ClaimResult result = judge(highAndLow(), less(ACCURACY, one("e/adam"), one("e/sgd")));

    assertThat(result.verdict()).isEqualTo(ClaimVerdict.REFUTED);
    assertThat(result.pValues().pSupported().orElseThrow()).isGreaterThan(0.999);
  }

  @Test
  void oneReversedComparisonRefutesAtTheirNumberTimesItsP() {
    FakeExperiment run = highAndLow().seeds("best", 0.980, 0.981, 0.979, 0.980, 0.982);

    ClaimResult result = judge(run, greater(ACCURACY, one("e/adam"), one("e/sgd"), one("e/best")));

    double reversed = result.findings().get(1).tests().pReversed().orElseThrow();
    assertThat(result.verdict()).isEqualTo(ClaimVerdict.REFUTED);
    assertThat(result.pValues().pRefuted().orElseThrow()).isCloseTo(2 * reversed, within(1e-15));
    assertThat(result.pValues().pSupported()).isEqualTo(result.findings().get(1).tests().pHolds());
  }

  @Test
  void whatLiesWithinTheMarginIsEquivalent() {
    FakeExperiment run =
        new FakeExperiment(1)
            .seeds("a", 0.9720, 0.9740, 0.9700, 0.9730, 0.9720)
            .seeds("b", 0.9721, 0.9738, 0.9702, 0.9729, 0.9721)
            .seeds("sgd", LOW);

    ClaimResult tie = judge(run, greater(ACCURACY, one("e/a"), one("e/b"), one("e/sgd")));

    assertThat(tie.verdict()).isEqualTo(ClaimVerdict.EQUIVALENT);
    assertThat(tie.pValues().pEquivalent().orElseThrow())
        .isCloseTo(2 * tie.findings().get(0).tests().pEquivalent().orElseThrow(), within(1e-15));
  }

  private static ClaimResult judgeAny(FakeExperiment run, ClaimTest... tests) {
    return new ClaimJudge(file(any("c", tests)), Map.of("e", run.evidence())).all().claims().get(0);
  }

  @Test
  void whereOneComparisonIsEnoughTheOneThatHoldsSupportsAtTheirNumberTimesItsP() {
    FakeExperiment run = highAndLow().seeds("best", 0.980, 0.981, 0.979, 0.980, 0.982);

    ClaimResult result =
        judgeAny(
            run,
            greater(ACCURACY, one("e/adam"), one("e/best")),
            greater(ACCURACY, one("e/adam"), one("e/sgd")));

    double holds = result.findings().get(1).tests().pHolds().orElseThrow();
    assertThat(result.verdict()).isEqualTo(ClaimVerdict.SUPPORTED);
    assertThat(result.pValues().pSupported().orElseThrow()).isCloseTo(2 * holds, within(1e-15));
    assertThat(result.pValues().pRefuted()).isEqualTo(result.findings().get(1).tests().pReversed());
    assertThat(result.deciding()).contains(result.findings().get(1));
  }

  @Test
  void whereOneComparisonIsEnoughOnlyAllReversedRefute() {
    FakeExperiment run = highAndLow().seeds("best", 0.980, 0.981, 0.979, 0.980, 0.982);

    ClaimResult result =
        judgeAny(
            run,
            greater(ACCURACY, one("e/sgd"), one("e/best")),
            greater(ACCURACY, one("e/sgd"), one("e/adam")));

    double weaker =
        result.findings().stream()
            .mapToDouble(f -> f.tests().pReversed().orElseThrow())
            .max()
            .orElseThrow();
    assertThat(result.verdict()).isEqualTo(ClaimVerdict.REFUTED);
    assertThat(result.pValues().pRefuted().orElseThrow()).isEqualTo(weaker);
    assertThat(result.deciding().orElseThrow().tests().pReversed().orElseThrow()).isEqualTo(weaker);
  }

  /** Tied with one and behind the other, it wins nowhere; with one that is open it may yet. */
  @Test
  void whereOneComparisonIsEnoughATieIsOneWhereNoneMayExceedTheMargin() {
    FakeExperiment run =
        new FakeExperiment(1)
            .seeds("a", 0.9720, 0.9740, 0.9700, 0.9730, 0.9720)
            .seeds("b", 0.9721, 0.9738, 0.9702, 0.9729, 0.9721)
            .seeds("best", 0.980, 0.981, 0.979, 0.980, 0.982)
            .seeds("wild", 0.99, 0.95, 0.98, 0.96, 0.97);
    ClaimTest tie = greater(ACCURACY, one("e/a"), one("e/b"));

    ClaimResult behind = judgeAny(run, tie, greater(ACCURACY, one("e/a"), one("e/best")));
    ClaimResult open = judgeAny(run, tie, greater(ACCURACY, one("e/a"), one("e/wild")));

    assertThat(behind.verdict()).isEqualTo(ClaimVerdict.EQUIVALENT);
    assertThat(open.verdict()).isEqualTo(ClaimVerdict.INCONCLUSIVE);
    assertThat(open.seedsNeeded().orElseThrow())
        .isEqualTo(
            open.findings().stream()
                .flatMapToInt(f -> f.judgement().seedsNeeded().stream())
                .min()
                .orElseThrow());
  }

  @Test
  void aTieIsNoneWhereAnotherComparisonMayFallShort() {
    FakeExperiment run =
        new FakeExperiment(1)
            .seeds("a", 0.9720, 0.9740, 0.9700, 0.9730, 0.9720)
            .seeds("b", 0.9721, 0.9738, 0.9702, 0.9729, 0.9721)
            .seeds("wild", 0.99, 0.95, 0.98, 0.96, 0.97);

    ClaimResult result = judge(run, greater(ACCURACY, one("e/a"), one("e/b"), one("e/wild")));

    assertThat(result.findings().get(0).tests().pEquivalent().orElseThrow()).isLessThan(0.01);
    assertThat(result.verdict()).isEqualTo(ClaimVerdict.INCONCLUSIVE);
    assertThat(result.seedsNeeded().orElseThrow()).isGreaterThan(5);
  }

  @Test
  void aTrueButTinyDifferenceIsSaidToBeTiny() {
    FakeExperiment run =
        new FakeExperiment(1)
            .seeds("a", 0.97050, 0.97251, 0.96950, 0.97149, 0.97050)
            .seeds("b", 0.97000, 0.97200, 0.96900, 0.97100, 0.97000);

    ClaimResult result = judge(run, greater(ACCURACY, one("e/a"), one("e/b")));

    assertThat(result.verdict()).isEqualTo(ClaimVerdict.SUPPORTED);
    assertThat(result.negligible()).isTrue();
  }

  @Test
  void identicalSeedsAreEquivalentByObservation() {
    FakeExperiment run = new FakeExperiment(1).seeds("a", HIGH).seeds("b", HIGH);

    ClaimResult result = judge(run, greater(ACCURACY, one("e/a"), one("e/b")));

    assertThat(result.verdict()).isEqualTo(ClaimVerdict.EQUIVALENT);
    assertThat(result.findings().get(0).tests().pHolds()).hasValue(1);
    assertThat(result.findings().get(0).tests().pReversed()).hasValue(1);
  }

  @Test
  void theSameDifferenceInEverySeedIsTestedBySignsAlone() {
    FakeExperiment run =
        new FakeExperiment(1).seeds("a", 0.75, 0.75, 0.75).seeds("b", 0.5, 0.5, 0.5);

    ClaimResult result = judge(run, greater(ACCURACY, one("e/a"), one("e/b")));

    assertThat(result.findings().get(0).tests().pHolds()).hasValue(0.125);
    assertThat(result.verdict()).isEqualTo(ClaimVerdict.INCONCLUSIVE);
    // 2 / 2^6 is below 0.05, 2 / 2^5 is not.
    assertThat(result.seedsNeeded()).hasValue(6);
  }

  @Test
  void oneSeedSaysNothing() {
    FakeExperiment run = new FakeExperiment(1).seeds("a", 0.97).seeds("b", 0.90);

    ClaimResult result = judge(run, greater(ACCURACY, one("e/a"), one("e/b")));

    assertThat(result.verdict()).isEqualTo(ClaimVerdict.INCONCLUSIVE);
    assertThat(result.reasons()).containsExactly("1 seed in common: a test takes 2 or more");
    assertThat(result.findings().get(0).tests().pHolds()).isEmpty();
    assertThat(result.findings().get(0).means().ofMean()).hasValue(0.97);
  }

  @Test
  void seedsWithoutAPartnerAreLeftOutAndSaid() {
    FakeExperiment run = highAndLow().missing("adam").trial("sgd", 0.5).trial("adam", 0.97);

    ClaimFinding finding =
        judge(run, greater(ACCURACY, one("e/adam"), one("e/sgd"))).findings().get(0);

    assertThat(finding.evidence().seeds()).isEqualTo(5);
    assertThat(finding.evidence().remarks())
        .containsExactly(
            "left out, for e/adam: it has no result (seed 6)",
            "left out, for e/sgd: the seed is not among its own (seed 7)");
  }

  @Test
  void whatWasNeverRunIsAReasonNotAFault() {
    FakeExperiment run = highAndLow();

    ClaimResult result =
        judge(
            run,
            greater(ACCURACY, one("e/adam"), one("e/lion"), one("f/sgd")),
            greater(ACCURACY, one("e/adam"), one("e/sgd")));

    assertThat(result.verdict()).isEqualTo(ClaimVerdict.INCONCLUSIVE);
    assertThat(result.reasons())
        .containsExactly("e has no optimizer 'lion'", "the experiment f has not been run");
  }

  @Test
  void divergedRunsCountAsGuessingAndNeverReachATarget() {
    FakeExperiment run =
        new FakeExperiment(2)
            .trial("a", 0.9, 0.97)
            .trial("a", 0.9, 0.96)
            .trial("b", 0.9, 0.95)
            .diverged("b", 0.9);

    ClaimTest accuracy = greater(ACCURACY, one("e/a"), one("e/b"));
    ClaimTest steps =
        test(
            Measure.STEPS_TO,
            MeasureSettings.target(0.94),
            one("e/a"),
            Direction.LESS_THAN,
            one("e/b"));
    List<ClaimFinding> findings = judge(run, accuracy, steps).findings();

    assertThat(findings.get(0).means().referenceMean().orElseThrow())
        .isCloseTo((0.95 + 0.1) / 2, within(1e-12));
    assertThat(findings.get(0).evidence().remarks())
        .containsExactly("e/b: it diverged, which counts as guessing (seed 2)");
    assertThat(findings.get(1).means().referenceBound()).isEqualTo(Bound.AT_LEAST);
    assertThat(findings.get(1).evidence().remarks())
        .containsExactly("e/b: it diverged, and so never reached the target (seed 2)");
  }

  @Test
  void allDivergedIsAStatementTooAndNoExceptionForAnyMeasure() {
    FakeExperiment run =
        new FakeExperiment(2).diverged("a").diverged("a", 0.5).diverged("b").diverged("b");

    for (Measure measure : Measure.values()) {
      MeasureSettings settings =
          measure.needsTarget()
              ? MeasureSettings.target(0.9)
              : measure.needsEpoch() ? MeasureSettings.epoch(1) : MeasureSettings.NONE;
      ClaimResult result =
          judge(run, test(measure, settings, one("e/a"), Direction.GREATER_THAN, one("e/b")));

      assertThat(result.verdict())
          .as(measure.id())
          .isIn(ClaimVerdict.INCONCLUSIVE, ClaimVerdict.EQUIVALENT);
    }
  }

  private static ClaimTest steps(double target, Direction direction) {
    return test(
        Measure.STEPS_TO, MeasureSettings.target(target), one("e/a"), direction, one("e/b"));
  }

  @Test
  void stepsAreComparedAsRatios() {
    FakeExperiment run = new FakeExperiment(4);
    for (double first : new double[] {0.90, 0.91, 0.92, 0.93}) {
      run.trial("a", first, 0.97, 0.98, 0.99);
      run.trial("b", first - 0.5, first - 0.3, first, 0.97);
    }

    ClaimFinding finding = judge(run, steps(0.97, Direction.LESS_THAN)).findings().get(0);

    assertThat(finding.means().ofMean()).hasValue(200);
    assertThat(finding.means().referenceMean()).hasValue(400);
    assertThat(finding.difference().estimate().orElseThrow()).isCloseTo(0.5, within(1e-12));
    assertThat(finding.tests().pHolds()).hasValue(1 / 16.0);
  }

  @Test
  void whatNeverArrivedSpeaksAgainstAStatementAloneNeverForIt() {
    FakeExperiment run = new FakeExperiment(2);
    for (double wobble : new double[] {0, 0.001, 0.002, 0.003, 0.004, 0.005}) {
      run.trial("a", 0.95 + wobble, 0.98);
      run.trial("b", 0.3, 0.6 + wobble);
    }

    ClaimResult fewer = judge(run, steps(0.94, Direction.LESS_THAN));
    ClaimResult more = judge(run, steps(0.94, Direction.GREATER_THAN));

    ClaimFinding finding = fewer.findings().get(0);
    assertThat(fewer.verdict()).isEqualTo(ClaimVerdict.SUPPORTED);
    assertThat(finding.difference().bound()).isEqualTo(Bound.AT_MOST);
    assertThat(finding.means().referenceBound()).isEqualTo(Bound.AT_LEAST);
    assertThat(finding.means().referenceMean()).hasValue(200);
    // Each had arrived by the first evaluation, after 100 steps.
    assertThat(finding.means().ofBound()).isEqualTo(Bound.AT_MOST);
    assertThat(finding.difference().estimate().orElseThrow()).isCloseTo(0.5, within(1e-12));
    assertThat(finding.tests().pReversed()).hasValue(1);
    assertThat(finding.tests().pEquivalent()).hasValue(1);
    assertThat(more.verdict()).isEqualTo(ClaimVerdict.REFUTED);
  }

  /** Both were there by their first evaluation: nobody measured who was there sooner. */
  @Test
  void whatWasReachedBeforeTheFirstEvaluationOnBothSidesSaysNothing() {
    FakeExperiment run = new FakeExperiment(2);
    for (double wobble : new double[] {0, 0.001, 0.002, 0.003}) {
      run.trial("a", 0.97 + wobble, 0.98);
      run.trial("b", 0.91 + wobble, 0.98);
    }

    ClaimFinding finding = judge(run, steps(0.9, Direction.LESS_THAN)).findings().get(0);

    assertThat(finding.evidence().seeds()).isZero();
    assertThat(finding.evidence().remarks())
        .containsExactly(
            "left out, for neither of the two is known: it had reached the target by its first"
                + " evaluation (seeds 1 to 4)");
  }

  /** At most 100 steps against 200 speaks for fewer; that it took more is not shown by it. */
  @Test
  void whatWasReachedBeforeTheFirstEvaluationIsNeverTakenForMore() {
    FakeExperiment run = new FakeExperiment(2);
    for (double wobble : new double[] {0, 0.001, 0.002, 0.003, 0.004, 0.005}) {
      run.trial("a", 0.95 + wobble, 0.98);
      run.trial("b", 0.3, 0.96 + wobble);
    }

    assertThat(judge(run, steps(0.94, Direction.LESS_THAN)).verdict())
        .isEqualTo(ClaimVerdict.SUPPORTED);
    ClaimFinding more = judge(run, steps(0.94, Direction.GREATER_THAN)).findings().get(0);
    assertThat(more.tests().pHolds()).hasValue(1);
    assertThat(more.difference().bound()).isEqualTo(Bound.AT_MOST);
  }

  /** At least 200 steps against 200: whoever was first, more seeds would not tell. */
  @Test
  void moreSeedsAreNotAskedForWhereABoundLeavesBothOpen() {
    FakeExperiment run = new FakeExperiment(2);
    for (double wobble : new double[] {0, 0.001, 0.002, 0.003, 0.004, 0.005}) {
      run.trial("a", 0.3, 0.6 + wobble);
      run.trial("b", 0.3, 0.96 + wobble);
    }

    ClaimResult result = judge(run, steps(0.94, Direction.LESS_THAN));

    assertThat(result.findings().get(0).difference().bound()).isEqualTo(Bound.AT_LEAST);
    assertThat(result.verdict()).isEqualTo(ClaimVerdict.INCONCLUSIVE);
    assertThat(result.seedsNeeded()).isEmpty();
    assertThat(result.reasons().get(0)).contains("no number of seeds is enough: only a bound");
  }

  @Test
  void seedsCensoredOnBothSidesAreLeftOutAndOnEitherSideLeaveNoDirection() {
    FakeExperiment run =
        new FakeExperiment(1)
            .trial("a", 0.95)
            .trial("b", 0.5)
            .trial("a", 0.5)
            .trial("b", 0.95)
            .trial("a", 0.4)
            .trial("b", 0.4);

    ClaimResult result = judge(run, steps(0.9, Direction.LESS_THAN));

    ClaimFinding finding = result.findings().get(0);
    assertThat(finding.evidence().seeds()).isEqualTo(2);
    assertThat(finding.evidence().remarks())
        .contains(
            "left out, for neither of the two is known: it never reached the target (seed 3)");
    assertThat(finding.difference().estimate()).isEmpty();
    assertThat(finding.tests().pHolds()).hasValue(1);
    assertThat(finding.tests().pReversed()).hasValue(1);
    assertThat(result.verdict()).isEqualTo(ClaimVerdict.INCONCLUSIVE);
    assertThat(result.seedsNeeded()).isEmpty();
  }

  @Test
  void againstANumberACensoredRunMayOnlyBeMore() {
    FakeExperiment run = new FakeExperiment(2);
    for (int seed = 0; seed < 6; seed++) {
      run.trial("a", 0.3 + seed * 0.01, 0.5);
    }
    ClaimTest more =
        test(
            Measure.STEPS_TO,
            MeasureSettings.target(0.9),
            one("e/a"),
            Direction.GREATER_THAN,
            number(100));
    ClaimTest fewer =
        test(
            Measure.STEPS_TO,
            MeasureSettings.target(0.9),
            one("e/a"),
            Direction.LESS_THAN,
            number(1000));

    assertThat(judge(run, more).verdict()).isEqualTo(ClaimVerdict.SUPPORTED);
    assertThat(judge(run, fewer).verdict()).isEqualTo(ClaimVerdict.INCONCLUSIVE);
  }

  @Test
  void aNumberIsComparedWithEverySeed() {
    ClaimResult result = judge(highAndLow(), greater(ACCURACY, one("e/adam"), number(0.965)));

    assertThat(result.verdict()).isEqualTo(ClaimVerdict.SUPPORTED);
    assertThat(result.findings().get(0).difference().estimate().orElseThrow())
        .isCloseTo(0.007, within(1e-12));
    assertThat(result.findings().get(0).statement().reference()).isEqualTo("0.965");
  }

  @Test
  void aFactorMustBeExceeded() {
    FakeExperiment run =
        new FakeExperiment(1)
            .seeds("a", 0.80, 0.81, 0.79, 0.80, 0.81)
            .seeds("b", 0.90, 0.91, 0.90, 0.89, 0.90);
    ClaimTest loss = greater(Measure.TEST_LOSS, one("e/a"), one("e/b"));
    ClaimTest smaller = less(Measure.TEST_LOSS, one("e/b"), one("e/a"));

    assertThat(judge(run, loss).verdict()).isEqualTo(ClaimVerdict.SUPPORTED);
    assertThat(judge(run, times(1.5, loss)).verdict()).isEqualTo(ClaimVerdict.SUPPORTED);
    assertThat(judge(run, times(3, loss)).verdict()).isEqualTo(ClaimVerdict.REFUTED);
    assertThat(judge(run, times(1.5, smaller)).verdict()).isEqualTo(ClaimVerdict.SUPPORTED);
    assertThat(judge(run, times(3, smaller)).verdict()).isEqualTo(ClaimVerdict.REFUTED);
  }

  @Test
  void aFactorOnADifferenceStandsOnTheLesserSide() {
    FakeExperiment run =
        new FakeExperiment(1)
            .seeds("a", 0.80, 0.81, 0.79, 0.80, 0.81)
            .seeds("b", 0.20, 0.21, 0.20, 0.19, 0.20);

    ClaimFinding finding =
        judge(run, times(3, greater(ACCURACY, one("e/a"), one("e/b")))).findings().get(0);

    assertThat(finding.difference().estimate().orElseThrow())
        .isCloseTo(0.802 - 3 * 0.2, within(1e-12));
  }

  @Test
  void groupsGiveOneFigureForEachSeed() {
    FakeExperiment run =
        new FakeExperiment(1)
            .seeds("adam 0.1", 0.50, 0.60)
            .seeds("adam 0.01", 0.80, 0.70)
            .seeds("sgd", 0.40, 0.40);

    Map<AggregateFunction, Double> means = new EnumMap<>(AggregateFunction.class);
    for (AggregateFunction take : AggregateFunction.values()) {
      ClaimFinding f =
          judge(run, greater(ACCURACY, group(take, "e/adam *"), one("e/sgd"))).findings().get(0);
      means.put(take, f.means().ofMean().orElseThrow());
    }

    assertThat(means.get(AggregateFunction.BEST)).isCloseTo(0.75, within(1e-12));
    assertThat(means.get(AggregateFunction.WORST)).isCloseTo(0.55, within(1e-12));
    assertThat(means.get(AggregateFunction.MEAN)).isCloseTo(0.65, within(1e-12));
    assertThat(means.get(AggregateFunction.RANGE)).isCloseTo(0.20, within(1e-12));
    assertThat(means.get(AggregateFunction.SD)).isCloseTo(0.2 / Math.sqrt(2), within(1e-12));
  }

  @Test
  void theShareOfDivergedRunsIsTheMeanOfAGroup() {
    FakeExperiment run = new FakeExperiment(1);
    for (int seed = 0; seed < 8; seed++) {
      run.diverged("bare 1").trial("bare 0.1", 0.9);
      run.trial("clipped 1", 0.9).trial("clipped 0.1", 0.9);
    }

    ClaimResult result =
        judge(
            run,
            less(
                Measure.DIVERGED,
                group(AggregateFunction.MEAN, "e/clipped *"),
                group(AggregateFunction.MEAN, "e/bare *")));

    assertThat(result.findings().get(0).means().referenceMean()).hasValue(0.5);
    assertThat(result.findings().get(0).tests().pHolds()).hasValue(1 / 256.0);
    assertThat(result.verdict()).isEqualTo(ClaimVerdict.SUPPORTED);
  }

  @Test
  void censoredMembersMakeAGroupABoundOrNothing() {
    Reading one = Reading.of(100);
    Reading two = Reading.of(300);
    Reading more = Reading.atLeast(200, "never");

    assertThat(Aggregate.of(AggregateFunction.BEST, false, List.of(one, more)))
        .isEqualTo(Reading.of(100));
    assertThat(Aggregate.of(AggregateFunction.BEST, false, List.of(two, more)))
        .isEqualTo(Reading.atLeast(200, "never"));
    assertThat(Aggregate.of(AggregateFunction.WORST, false, List.of(two, more)))
        .isEqualTo(Reading.atLeast(300, "never"));
    assertThat(Aggregate.of(AggregateFunction.MEAN, false, List.of(one, more)))
        .isEqualTo(Reading.atLeast(150, "never"));
    assertThat(Aggregate.of(AggregateFunction.RANGE, false, List.of(one, more)))
        .isEqualTo(Reading.atLeast(100, "never"));
    assertThat(Aggregate.of(AggregateFunction.RANGE, false, List.of(more, more)).value()).isEmpty();
    Reading less = Reading.atMost(100, "soon");
    assertThat(Aggregate.of(AggregateFunction.BEST, false, List.of(less, two)))
        .isEqualTo(Reading.atMost(100, "soon"));
    assertThat(Aggregate.of(AggregateFunction.WORST, false, List.of(less, two)))
        .isEqualTo(Reading.of(300));
    assertThat(Aggregate.of(AggregateFunction.BEST, false, List.of(less, more)))
        .isEqualTo(Reading.atMost(100, "soon; never"));
    assertThat(Aggregate.of(AggregateFunction.SD, false, List.of(one, less)).value()).isEmpty();
    assertThat(Aggregate.of(AggregateFunction.SD, false, List.of(one, more)).value()).isEmpty();
    assertThat(Aggregate.of(AggregateFunction.SD, false, List.of(one)).remark())
        .hasValue("one value has no standard deviation");
    assertThat(Aggregate.of(AggregateFunction.MEAN, false, List.of(one, Reading.none("x"))))
        .isEqualTo(Reading.none("x"));
  }

  @Test
  void timesAreComparedOnlyWhereTheyMayBe() {
    ClaimTest test = less(Measure.MS_PER_STEP, one("e/a"), one("e/b"));
    ClaimTest across = less(Measure.MS_PER_STEP, one("e/a"), one("f/b"));

    assertThat(judge(timed(new FakeExperiment(1)), test).reasons())
        .allSatisfy(reason -> assertThat(reason).contains("e/a and e/b"));
    assertThat(judge(timed(new FakeExperiment(1).untimed()), test).reasons())
        .containsExactly("times of e were not asked for (timing: false)");
    assertThat(judge(timed(new FakeExperiment(1).jobs(2)), test).reasons())
        .containsExactly("trials were timed while others ran side by side with them");
    assertThat(
            judge(
                    Map.of(
                        "e", timed(new FakeExperiment(1)).evidence(),
                        "f", timed(new FakeExperiment(1).cpu("other")).evidence()),
                    across)
                .reasons())
        .containsExactly(
            "e and f were not timed under the same conditions: processor CPU and other");
    FakeExperiment resumed =
        new FakeExperiment(1).seeds("a", 0.9, 0.9).threads(4).seeds("b", 0.9, 0.9);
    assertThat(judge(resumed, test).reasons())
        .containsExactly("trials of e were trained under different conditions: threads 2 and 4");
    Run copied = timed(new FakeExperiment(1)).evidence();
    List<TrialResult> elsewhere = new ArrayList<>(copied.results());
    elsewhere.set(0, elsewhere.get(0).in("0123456789abcdef"));
    assertThat(judge(Map.of("e", new Run(copied.record(), elsewhere)), test).reasons())
        .containsExactly(
            "trials of e were trained under different conditions: an environment that run.json does"
                + " not know, 0123456789abcdef");
  }

  private static FakeExperiment timed(FakeExperiment run) {
    return run.stepMillis(1).seeds("a", 0.9, 0.9).stepMillis(2).seeds("b", 0.9, 0.9);
  }

  @Test
  void resultsOnDifferentDataAreNotCompared() {
    Map<String, Run> evidence =
        Map.of(
            "e", highAndLow().evidence(),
            "f", highAndLow().on("synthetic-digits", "drawn").evidence());

    ClaimResult result = judge(evidence, greater(ACCURACY, one("e/adam"), one("f/sgd")));

    assertThat(result.reasons())
        .containsExactly("results on mnist and synthetic-digits cannot be compared");
  }

  @Test
  void experimentsArePairedBySeed() {
    Map<String, Run> evidence =
        Map.of(
            "e", new FakeExperiment(1).seeds("adam", HIGH).evidence(),
            "f", new FakeExperiment(1).seeds("sgd", LOW).evidence());

    ClaimResult result = judge(evidence, greater(ACCURACY, one("e/adam"), one("f/sgd")));

    assertThat(result.verdict()).isEqualTo(ClaimVerdict.SUPPORTED);
    assertThat(result.findings().get(0).evidence().seeds()).isEqualTo(5);
  }

  @Test
  void theMoreClaimsAFileHoldsTheHigherTheBar() {
    FakeExperiment run =
        new FakeExperiment(1)
            .seeds("a", 0.972, 0.975, 0.970, 0.974)
            .seeds("b", 0.970, 0.972, 0.969, 0.971);
    ClaimTest test = greater(ACCURACY, one("e/a"), one("e/b"));
    Map<String, Run> evidence = Map.of("e", run.evidence());
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      claims.add(claim("c" + i, test));
    }

    double alone = judge(evidence, test).pValues().pSupportedCorrected().orElseThrow();
    Verdicts all = new ClaimJudge(file(claims.toArray(Claim[]::new)), evidence).all();
    Verdicts asked = new ClaimJudge(file(claims.toArray(Claim[]::new)), evidence).of(List.of("c2"));

    assertThat(all.family()).isEqualTo(4);
    assertThat(all.claims().get(0).pValues().pSupportedCorrected().orElseThrow())
        .isCloseTo(4 * alone, within(1e-12));
    assertThat(asked.claims()).hasSize(1);
    assertThat(asked.claims().get(0).pValues().pSupportedCorrected().orElseThrow())
        .isCloseTo(4 * alone, within(1e-12));
    assertThat(judge(evidence, test).verdict()).isEqualTo(ClaimVerdict.SUPPORTED);
    assertThat(all.claims().get(0).verdict()).isEqualTo(ClaimVerdict.INCONCLUSIVE);
  }

  @Test
  void untestableClaimsKeepTheirReasonAndCountInNoFamily() {
    Claim untestable = FakeClaim.untestable("u", "text", "no such data", Optional.empty());

    Verdicts verdicts =
        new ClaimJudge(
                file(untestable, claim("c", greater(ACCURACY, one("e/adam"), one("e/sgd")))),
                Map.of("e", highAndLow().evidence()))
            .all();

    assertThat(verdicts.family()).isEqualTo(1);
    assertThat(verdicts.claims().get(0).verdict()).isEqualTo(ClaimVerdict.UNTESTABLE);
    assertThat(verdicts.claims().get(0).reasons()).containsExactly("no such data");
    assertThat(verdicts.claims().get(1).verdict()).isEqualTo(ClaimVerdict.SUPPORTED);
  }

  @Test
  void probesAreRead() {
    FakeExperiment run = new FakeExperiment(2).probed(3.0, 2.0, 2.5, 2.0, 1.5);
    run.trial("a", 0.5, 0.6).trial("a", 0.5, 0.7);

    assertThat(mean(run, Measure.WEIGHT_NORM)).isEqualTo(2);
    assertThat(mean(run, Measure.LARGEST_STEP)).isEqualTo(2);
    assertThat(mean(run, Measure.LARGEST_STEP_OVER_RATE)).isEqualTo(20);
    assertThat(mean(run, Measure.EFFECTIVE_RATE)).isEqualTo(0.5);
    assertThat(mean(run, Measure.EFFECTIVE_RATE_KEPT)).isEqualTo(0.25);
    assertThat(mean(run, Measure.UPHILL_STEPS)).isEqualTo(0.25);
    // Changes of -1, 0.5, -0.5, -0.5: mean -0.375, squares about it 1.1875.
    assertThat(mean(run, Measure.ROUGHNESS)).isCloseTo(Math.sqrt(1.1875 / 3), within(1e-12));
    assertThat(mean(run, Measure.GENERALIZATION_GAP)).isCloseTo(0.99 - 0.65, within(1e-12));
  }

  private static double mean(FakeExperiment run, Measure measure) {
    return judge(run, greater(measure, one("e/a"), number(1)))
        .findings()
        .get(0)
        .means()
        .ofMean()
        .orElseThrow();
  }

  @Test
  void withoutAProbeThereIsAReasonAndTheGapIsThatOfTraining() {
    FakeExperiment run = new FakeExperiment(1).seeds("a", 0.5, 0.6);

    ClaimFinding norm =
        judge(run, greater(Measure.WEIGHT_NORM, one("e/a"), number(1))).findings().get(0);
    ClaimFinding gap =
        judge(run, greater(Measure.GENERALIZATION_GAP, one("e/a"), number(0))).findings().get(0);

    assertThat(norm.evidence().remarks())
        .containsExactly(
            "left out, for e/a: it was not watched from inside (probe: true) (seeds 1, 2)");
    assertThat(norm.evidence().obstacle()).hasValue("no seed in common: a test takes 2 or more");
    assertThat(gap.means().ofMean().orElseThrow()).isCloseTo(0.775 - 0.55, within(1e-12));
    assertThat(gap.evidence().remarks())
        .containsExactly(
            "e/a: training accuracy as trained on, for it was not watched from inside (seeds 1, 2)");
  }

  @Test
  void claimsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> greater(ACCURACY, one("e/a"), one("e/a")))
        .hasMessage("e/a must not be compared with itself");
    assertThatThrownBy(() -> greater(Measure.STEPS_TO, one("e/a"), one("e/b")))
        .hasMessage("steps_to needs the key 'target'");
    assertThatThrownBy(
            () ->
                test(
                    ACCURACY,
                    MeasureSettings.epoch(1),
                    one("e/a"),
                    Direction.LESS_THAN,
                    one("e/b")))
        .hasMessage("test_accuracy has no use for the key 'epoch': leave it out");
    assertThatThrownBy(() -> claim("x"))
        .hasMessage("must have either tests or the key 'untestable' with a reason but had neither");
  }
}
