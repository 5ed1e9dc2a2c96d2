package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import optbench.result.Run;
import optbench.result.RunRecord.PlannedTrial;
import optbench.result.TimeSplit;
import optbench.result.TrialResult;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SummaryTest {
  private static final Offset<Double> EXACT = within(1e-12);

  @Test
  void sumsUpSeeds() {
    OptimizerSummary adam = only(new FakeRun().finished("adam", 0.9762, 0.9751, 0.9773).summary());

    assertThat(adam.seeds()).isEqualTo(3);
    assertThat(adam.testAccuracyMean()).hasValueCloseTo(0.9762, EXACT);
    assertThat(adam.testAccuracySd()).hasValueCloseTo(0.0011, EXACT);
    assertThat(adam.testAccuracyMedian()).hasValueCloseTo(0.9762, EXACT);
    // 0.9762 ± t(0.975; 2) 0.0011 / sqrt(3), with t = 4.302652729749462 from SciPy.
    Interval interval = adam.testAccuracyCi95().orElseThrow();
    assertThat(interval.low()).isCloseTo(0.9734674485170747, within(1e-10));
    assertThat(interval.high()).isCloseTo(0.9789325514829252, within(1e-10));
  }

  @Test
  void hasNoDeviationOfOneSeed() {
    OptimizerSummary adam = only(new FakeRun().finished("adam", 0.97).summary());

    assertThat(adam.testAccuracyMean()).hasValueCloseTo(0.97, EXACT);
    assertThat(adam.testAccuracySd()).isEmpty();
    assertThat(adam.testAccuracyCi95()).isEmpty();
  }

  @Test
  void takesMediansOfTimes() {
    OptimizerSummary adam = only(new FakeRun().finished("adam", 0.97, 0.97, 0.97).summary());

    // The fake's gradient takes 1.5 ms times 1.01, 1.02, 1.03 by seed, its update 0.25 ms likewise.
    Timing timing = adam.timing().orElseThrow();
    assertThat(timing.gradientMillis()).isCloseTo(1.53, EXACT);
    assertThat(timing.updateMillis()).isCloseTo(0.255, EXACT);
    assertThat(timing.stepMillis()).isCloseTo(1.785, EXACT);
    assertThat(timing.trainSecondsMean()).isCloseTo(2345 * 1.785 / 1000, within(1e-9));
    assertThat(adam.stateBytes()).hasValue(407_080);
  }

  @Test
  void takesTimesTogetherOnlyWhereTheyWereTakenInTheSameWay() {
    FakeRun run = new FakeRun().jobs(4).finished("adam", 0.97, 0.96).jobs(1).finished("sgd", 0.9);

    Timing adam = run.summary().optimizers().get(0).timing().orElseThrow();

    assertThat(adam.jobs()).isEqualTo(4);
    assertThat(adam.seeds()).isEqualTo(2);
    assertThat(run.summary().conditions().times()).isEqualTo(TimeBasis.MIXED_JOBS);
  }

  @Test
  void prefersTheSeedsWhoseTimesWereDisturbedLeast() {
    TimeSplit alone = new TimeSplit(10, 3, 2, 1, 0.03, 1000);
    TimeSplit beside = alone.amongJobs(2);
    TimeSplit shared = new TimeSplit(10, 1.5, 2, 1, 0.015, 2000, 4, 1);

    assertThat(FakeRun.timing(beside, alone, shared))
        .hasValue(new Timing(1, 2, 3, 2, 1, 1000, 0.03, 1, 1, false, 1, 2, "", false));
    assertThat(FakeRun.timing(shared, beside, beside))
        .hasValue(new Timing(2, 1, 3, 2, 1, 1000, 0.03, 1, 2, false, 1, 2, "", false));
    assertThat(FakeRun.timing(shared))
        .hasValue(new Timing(1, 0, 1.5, 2, 1, 2000, 0.015, 4, 1, false, 1, 2, "", false));
    assertThat(FakeRun.timing()).isEmpty();
  }

  @Test
  void saysWhetherTimesCanBeCompared() {
    assertThat(times(new FakeRun().finished("adam", 0.9))).isEqualTo(TimeBasis.COMPARABLE);
    assertThat(times(new FakeRun().jobs(2).finished("adam", 0.9))).isEqualTo(TimeBasis.COMPARABLE);
    assertThat(times(new FakeRun().shared(2).finished("adam", 0.9))).isEqualTo(TimeBasis.SHARED);
    assertThat(times(new FakeRun().untimed().finished("adam", 0.9))).isEqualTo(TimeBasis.SHARED);
    assertThat(times(new FakeRun().withoutTiming().finished("adam", 0.9))).isEqualTo(TimeBasis.OFF);
    assertThat(times(new FakeRun())).isEqualTo(TimeBasis.COMPARABLE);
  }

  @Test
  void hasNoCurveOverASharedTime() {
    FakeRun run = new FakeRun().shared(6).finished("adam", 0.97).shared(1).finished("lbfgs", 0.9);

    assertThat(run.summary().optimizers().get(0).curve())
        .isNotEmpty()
        .allMatch(p -> p.trainSeconds().isEmpty());
    assertThat(run.summary().optimizers().get(1).curve())
        .allMatch(p -> p.trainSeconds().isPresent());
    assertThat(run.summary().conditions().engines()).containsExactly("lockstep", "dl4j");
  }

  private static TimeBasis times(FakeRun run) {
    return run.summary().conditions().times();
  }

  @Test
  void spreadsCurvesOverSeeds() {
    OptimizerSummary adam = only(new FakeRun().epochs(3).finished("adam", 0.96, 0.98).summary());

    assertThat(adam.curve()).extracting(CurvePoint::epoch).containsExactly(1, 2, 3);
    Spread last = adam.curve().get(2).testAccuracy();
    assertThat(last.mean()).isCloseTo(0.97, EXACT);
    assertThat(last.min()).isCloseTo(0.96, EXACT);
    assertThat(last.max()).isCloseTo(0.98, EXACT);
  }

  @Test
  void leavesDivergedSeedsOutOfMeansAndOutOfTheRanking() {
    Summary summary =
        new FakeRun()
            .finished("lucky", 0.99, 0.99)
            .diverged("lucky", 2)
            .finished("sgd", 0.9)
            .summary();

    OptimizerSummary lucky = summary.optimizers().get(0);
    assertThat(lucky.seeds()).isEqualTo(3);
    assertThat(lucky.diverged()).isEqualTo(1);
    assertThat(lucky.testAccuracyMean()).hasValueCloseTo(0.99, EXACT);
    assertThat(lucky.rankable()).isFalse();
    assertThat(lucky.timing().orElseThrow().seeds()).isEqualTo(2);
    assertThat(lucky.curve()).hasSize(5);
    assertThat(lucky.divergedRuns())
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.seed()).isEqualTo(3);
              assertThat(run.step()).hasValue(2 * 469 + 17);
              assertThat(run.curve()).hasSize(2);
            });
    assertThat(summary.comparison().best()).hasValue("sgd");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e4, 1.44e11, Double.POSITIVE_INFINITY, Double.NaN})
  void countsAHopelessTestLossAsDiverged(double loss) {
    Summary summary =
        new FakeRun().withLastLoss("sgd", 0.99, loss).finished("adam", 0.9).targets(0.99).summary();

    OptimizerSummary sgd = summary.optimizers().get(0);
    assertThat(sgd.diverged()).isEqualTo(1);
    assertThat(sgd.testLossMean()).isEqualTo(OptionalDouble.empty());
    assertThat(sgd.divergedRuns().get(0).curve()).hasSize(4);
    assertThat(sgd.divergedRuns().get(0).step()).hasValue(5 * 469);
    assertThat(summary.comparison().best()).hasValue("adam");
    assertThat(summary.targets().at(0.99).get(0).reached()).isZero();
    assertThat(summary.verdict()).contains("sgd diverged in 1 of 1 seed");
  }

  /** A loss of some thousand nats is bad, and still a result. */
  @Test
  void countsALargeTestLossAsAnyOther() {
    OptimizerSummary sgd = only(new FakeRun().withLastLoss("sgd", 0.5, 9999).summary());

    assertThat(sgd.diverged()).isZero();
    assertThat(sgd.testLossMean()).hasValue(9999);
  }

  @Test
  void countsMissingSeedsWithTheirReason() {
    OptimizerSummary sgd =
        only(new FakeRun().finished("sgd", 0.9, Double.NaN).failed("sgd", "no memory").summary());

    assertThat(sgd.seeds()).isEqualTo(1);
    assertThat(sgd.missing()).isEqualTo(2);
    assertThat(sgd.missingReason()).hasValue("no memory");
  }

  @Test
  void passesOverTrialsOfAnotherSpec() {
    FakeRun run = new FakeRun().finished("adam", 0.97);
    FakeRun other = new FakeRun().epochs(9).finished("adam", 0.99);

    Summary summary =
        Summary.of(
            new Run(
                run.record(),
                Stream.concat(other.results().stream(), run.results().stream()).toList()));

    assertThat(only(summary).testAccuracyMean()).hasValueCloseTo(0.97, EXACT);
  }

  @Test
  void keepsTheOrderOfTheRunWhateverTheOrderOfResults() {
    FakeRun run = new FakeRun().finished("sgd", 0.9).finished("adam", 0.97);
    List<TrialResult> reversed = List.of(run.results().get(1), run.results().get(0));

    assertThat(Summary.of(new Run(run.record(), reversed))).isEqualTo(run.summary());
    assertThat(run.summary().optimizers())
        .extracting(OptimizerSummary::label)
        .containsExactlyElementsOf(
            run.record().trials().stream().map(PlannedTrial::label).toList());
  }

  private static OptimizerSummary only(Summary summary) {
    assertThat(summary.optimizers()).hasSize(1);
    return summary.optimizers().get(0);
  }

  @Test
  void saysInTitlesWhatWasDoneToTheData() {
    assertThat(title("mnist")).isEqualTo("MNIST");
    assertThat(title("mnist, pixels in at most 5 % of images"))
        .isEqualTo("MNIST, pixels in at most 5 % of images");
    assertThat(title("fashion-mnist, x")).isEqualTo("Fashion-MNIST, x");
    assertThat(title("letters, x")).isEqualTo("letters, x");
  }

  private static String title(String data) {
    return new FakeRun().data(data, "").finished("adam", 0.9).summary().conditions().dataTitle();
  }
}
