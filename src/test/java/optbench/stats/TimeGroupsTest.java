package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import optbench.result.Environment;
import optbench.result.Environment.Machine;
import optbench.result.FakeEnvironment;
import optbench.result.FakeTime;
import optbench.result.Run;
import optbench.result.RunRecord;
import optbench.result.TimeSplit;
import optbench.result.TrialResult;
import optbench.stats.TimeWarning.Kind;
import org.junit.jupiter.api.Test;

/** Times of trials that were trained with two threads, and with four after the run was resumed. */
class TimeGroupsTest {
  private static final Environment FOUR = FakeRun.ENVIRONMENT.withThreads(4);

  private static final FakeRun RESUMED =
      new FakeRun()
          .finished("adam", 0.97, 0.96, 0.95)
          .finished("sgd", 0.9, 0.91, 0.92)
          .in(FOUR)
          .added("adam", 0.97, 0.96)
          .added("sgd", 0.9, 0.91);

  private static Timing timing(FakeRun run, int optimizer) {
    return run.summary().optimizers().get(optimizer).timing().orElseThrow();
  }

  private static double stepMillis(TrialResult result) {
    return result.time().map(TimeSplit::stepMillis).orElseThrow();
  }

  @Test
  void timesOfDifferentThreadsAreNotPooled() {
    Timing adam = timing(RESUMED, 0);

    assertThat(adam.seeds()).isEqualTo(3);
    assertThat(adam.otherSeeds()).isEqualTo(2);
    assertThat(adam.threads()).isEqualTo(2);
    assertThat(adam.conditions()).isEqualTo("threads 2");
    assertThat(adam.apart()).isFalse();
    assertThat(adam.stepMillis()).isEqualTo(stepMillis(RESUMED.results().get(1)));
    assertThat(RESUMED.summary().optimizers().get(0).threads()).isEmpty();
  }

  @Test
  void theRestOfTheSummaryComparesNoTimes() {
    Summary summary = RESUMED.summary();

    assertThat(summary.conditions().times()).isEqualTo(TimeBasis.MIXED_CONDITIONS);
    assertThat(summary.conditions().timesDifferIn()).containsExactly("threads 2 and 4");
    assertThat(summary.conditions().metricsDifferIn()).containsExactly("threads 2 and 4");
    assertThat(summary.targets().costs()).doesNotContain(Cost.TRAIN_SECONDS);
    assertThat(summary.optimizers())
        .flatExtracting(OptimizerSummary::curve)
        .extracting(CurvePoint::trainSeconds)
        .containsOnly(OptionalDouble.empty());
    assertThat(summary.timeWarnings())
        .filteredOn(w -> w.kind() == Kind.CONDITIONS)
        .singleElement()
        .satisfies(
            w -> {
              assertThat(w.subject()).isEqualTo("threads 2 and 4");
              assertThat(w.figure()).hasValue(2);
              assertThat(w.trials()).isEqualTo(4);
            });
  }

  @Test
  void whatMostOptimizersHaveComesBeforeWhatMostTrialsHave() {
    FakeRun run =
        new FakeRun()
            .finished("adam", 0.97, 0.96, 0.95)
            .finished("sgd", 0.9, 0.91, 0.92)
            .in(FOUR)
            .added("adam", 0.9)
            .added("sgd", 0.9)
            .added("lion", 0.9);

    assertThat(run.summary().optimizers())
        .extracting(o -> o.timing().orElseThrow().threads())
        .containsExactly(4, 4, 4);
    assertThat(timing(run, 0).otherSeeds()).isEqualTo(3);
  }

  @Test
  void anOptimizerThatHasOthersOnlyStandsApart() {
    FakeRun run =
        new FakeRun()
            .finished("adam", 0.97, 0.96)
            .finished("sgd", 0.9, 0.91)
            .in(FOUR)
            .added("lion", 0.9, 0.91);

    assertThat(timing(run, 0).apart()).isFalse();
    assertThat(timing(run, 2).apart()).isTrue();
    assertThat(timing(run, 2).threads()).isEqualTo(4);
    assertThat(timing(run, 2).conditions()).isEqualTo("threads 4");
    assertThat(run.summary().conditions().times()).isEqualTo(TimeBasis.MIXED_CONDITIONS);
  }

  @Test
  void anotherEnvironmentThatIsAlikeForTimesIsPooled() {
    Environment moreMemory =
        FakeEnvironment.with(FakeRun.ENVIRONMENT, new Machine("Linux", "CPU", 2, 1L << 34));
    FakeRun run = new FakeRun().finished("adam", 0.97).in(moreMemory).added("adam", 0.96);

    assertThat(moreMemory.id()).isNotEqualTo(FakeRun.ENVIRONMENT.id());
    assertThat(timing(run, 0).seeds()).isEqualTo(2);
    assertThat(run.summary().conditions().times()).isEqualTo(TimeBasis.COMPARABLE);
    assertThat(run.summary().conditions().timesDifferIn()).isEmpty();
  }

  /** What is not known of one environment may be either of what is known of two others. */
  @Test
  void environmentsThatDifferDoNotMeetInOneOfWhichLessIsKnown() {
    FakeRun run =
        new FakeRun()
            .finished("adam", 0.97)
            .in(FakeEnvironment.withJvmOptions(FakeRun.ENVIRONMENT, List.of()))
            .added("adam", 0.96)
            .in(FakeEnvironment.withJvmOptions(FakeRun.ENVIRONMENT, List.of("-Xint")))
            .added("adam", 0.96);

    assertThat(timing(run, 0).seeds()).isEqualTo(2);
    assertThat(timing(run, 0).otherSeeds()).isEqualTo(1);
    assertThat(run.summary().conditions().timesDifferIn())
        .containsExactly("JVM options none and -Xint");
  }

  @Test
  void anEnvironmentThatIsNotRecordedIsSaidAndNotPooled() {
    FakeRun run = new FakeRun().finished("adam", 0.97).inUnrecorded(FOUR).added("adam", 0.9, 0.9);
    String unknown = "an environment that run.json does not know, " + FOUR.id();

    assertThat(timing(run, 0).seeds()).isEqualTo(1);
    assertThat(timing(run, 0).threads()).isEqualTo(2);
    assertThat(run.summary().conditions().times()).isEqualTo(TimeBasis.MIXED_CONDITIONS);
    assertThat(run.summary().conditions().timesDifferIn()).containsExactly(unknown);
    assertThat(run.summary().conditions().metricsDifferIn()).containsExactly(unknown);
    FakeRun alone = new FakeRun().inUnrecorded(FOUR).finished("adam", 0.97, 0.96);
    assertThat(alone.summary().timeWarnings())
        .filteredOn(w -> w.kind() == Kind.CONDITIONS)
        .extracting(TimeWarning::subject)
        .containsExactly(unknown);
  }

  /** Folders of before trials named environments say of each how many threads it had. */
  @Test
  void trialsThatNameNoEnvironmentAreTakenAtTheirWordForThreads() {
    RunRecord run = RESUMED.record();
    List<TrialResult> old = RESUMED.results().stream().map(TimeGroupsTest::unnamed).toList();

    Summary summary = Summary.of(new Run(run, old));

    assertThat(summary.conditions().timesDifferIn()).containsExactly("threads 2 and 4");
    assertThat(summary.optimizers().get(0).timing().orElseThrow().seeds()).isEqualTo(3);
  }

  private static TrialResult unnamed(TrialResult r) {
    return new TrialResult(
        r.id(),
        r.label(),
        r.settings(),
        r.outcome(),
        r.epochs(),
        r.stepEvaluations(),
        r.testAnswers(),
        r.time(),
        r.stateBytes().orElseThrow(),
        r.initialWeightsSha256(),
        r.divergedAtStep(),
        r.reason(),
        r.threads().orElseThrow(),
        r.finishedAt(),
        r.probe(),
        Optional.empty());
  }

  @Test
  void spreadAndSlowTrialsAreThoseOfOneGroup() {
    FakeRun run = new FakeRun().finished("adam", 0.97, 0.96, 0.95).in(FOUR).added("adam", 0.9);
    List<TrialResult> results = new ArrayList<>(run.results());
    results.set(3, FakeRun.timed(results.get(3), FakeTime.of(1, 99, 98, 1, 1, 1)));

    assertThat(Summary.of(new Run(run.record(), results)).timeWarnings())
        .extracting(TimeWarning::kind)
        .containsExactly(Kind.CONDITIONS);
  }
}
