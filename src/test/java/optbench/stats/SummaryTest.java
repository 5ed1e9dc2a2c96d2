package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import optbench.result.RunRecord.PlannedTrial;
import optbench.result.TrialResult;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

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

  @Test
  void countsAnInfiniteTestLossAsDiverged() {
    FakeRun run = new FakeRun().finished("sgd", 0.9);
    TrialResult trial = run.results().get(0);
    var last = trial.epochs().get(4);
    var infinite =
        new optbench.result.EpochMetrics(
            5,
            last.steps(),
            last.gradientEvaluations(),
            last.trainLoss(),
            last.trainAccuracy(),
            Double.POSITIVE_INFINITY,
            last.testAccuracy(),
            Optional.empty(),
            Optional.empty(),
            last.trainSeconds());
    TrialResult broken =
        new TrialResult(
            trial.id(),
            trial.label(),
            trial.settings(),
            trial.outcome(),
            Stream.concat(trial.epochs().stream().limit(4), Stream.of(infinite)).toList(),
            trial.time(),
            trial.stateBytes(),
            trial.initialWeightsSha256(),
            OptionalLong.empty(),
            Optional.empty(),
            trial.threads(),
            trial.finishedAt());

    OptimizerSummary sgd = only(Summary.of(run.record(), List.of(broken)));

    assertThat(sgd.diverged()).isEqualTo(1);
    assertThat(sgd.testLossMean()).isEqualTo(OptionalDouble.empty());
    assertThat(sgd.divergedRuns().get(0).curve()).hasSize(4);
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
            run.record(), Stream.concat(other.results().stream(), run.results().stream()).toList());

    assertThat(only(summary).testAccuracyMean()).hasValueCloseTo(0.97, EXACT);
  }

  @Test
  void keepsTheOrderOfTheRunWhateverTheOrderOfResults() {
    FakeRun run = new FakeRun().finished("sgd", 0.9).finished("adam", 0.97);
    List<TrialResult> reversed = List.of(run.results().get(1), run.results().get(0));

    assertThat(Summary.of(run.record(), reversed)).isEqualTo(run.summary());
    assertThat(run.summary().optimizers())
        .extracting(OptimizerSummary::label)
        .containsExactlyElementsOf(
            run.record().trials().stream().map(PlannedTrial::label).toList());
  }

  private static OptimizerSummary only(Summary summary) {
    assertThat(summary.optimizers()).hasSize(1);
    return summary.optimizers().get(0);
  }
}
