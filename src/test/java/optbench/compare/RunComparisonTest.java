package optbench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import optbench.result.Circumstances;
import optbench.result.NamedRun;
import optbench.result.Run;
import optbench.result.SettingDifference;
import optbench.stats.FakeRun;
import optbench.stats.Obstacle;
import optbench.stats.PairVerdict;
import optbench.stats.Protocol;
import org.junit.jupiter.api.Test;

class RunComparisonTest {
  private static final Protocol PROTOCOL = Protocol.DEFAULT.withMargin(0.002);
  private static final double[] ACCURACIES = {0.960, 0.962, 0.958, 0.961, 0.959};

  @Test
  void pairsBySeedAndSaysWhichIsBetter() {
    RunComparison found =
        compare(
            new FakeRun().finished("adam", ACCURACIES).finished("sgd", ACCURACIES),
            new FakeRun()
                .finished("adam", plus(0.010, 0.011, 0.009, 0.010, 0.010))
                .finished("sgd", plus(-0.020, -0.021, -0.019, -0.020, -0.020)));

    OptimizerComparison adam = found.optimizers().get(0);
    assertThat(adam.accuracy().verdict()).isEqualTo(PairVerdict.BETTER);
    assertThat(adam.accuracy().mean().getAsDouble()).isCloseTo(0.010, within(1e-12));
    assertThat(adam.meanB().getAsDouble() - adam.meanA().getAsDouble())
        .isCloseTo(0.010, within(1e-12));
    assertThat(found.optimizers().get(1).accuracy().verdict()).isEqualTo(PairVerdict.WORSE);
    // Holm over two: the larger of two p-values is not multiplied, the smaller is doubled.
    assertThat(adam.accuracy().pHolm().getAsDouble())
        .isGreaterThanOrEqualTo(adam.accuracy().pValue().getAsDouble());
    assertThat(found.epoch()).isEqualTo(5);
  }

  @Test
  void aSmallDifferenceIsEquivalentAndAWideOneSaysHowManySeedsItTakes() {
    RunComparison found =
        compare(
            new FakeRun().finished("adam", ACCURACIES).finished("sgd", ACCURACIES),
            new FakeRun()
                .finished("adam", plus(0.0001, -0.0001, 0.0002, 0, 0.0001))
                .finished("sgd", plus(0.010, -0.008, 0.009, -0.002, 0.004)));

    assertThat(found.optimizers().get(0).accuracy().verdict()).isEqualTo(PairVerdict.EQUIVALENT);
    assertThat(found.optimizers().get(0).outlook()).isEmpty();
    OptimizerComparison sgd = found.optimizers().get(1);
    assertThat(sgd.accuracy().verdict()).isEqualTo(PairVerdict.INCONCLUSIVE);
    assertThat(sgd.outlook().orElseThrow().low().getAsInt()).isGreaterThan(5);
  }

  @Test
  void aRunIsTheSameAsItself() {
    FakeRun run = new FakeRun().finished("adam", ACCURACIES);

    RunComparison found = compare(run, run);

    OptimizerComparison adam = found.optimizers().get(0);
    assertThat(adam.accuracy().verdict()).isEqualTo(PairVerdict.IDENTICAL);
    assertThat(adam.identicalEpochs()).isEqualTo(5);
    assertThat(adam.identical()).isTrue();
    assertThat(adam.sameWeights()).isTrue();
    assertThat(adam.apartFrom()).isEmpty();
    assertThat(found.settings()).isEmpty();
    assertThat(found.environment()).isEmpty();
  }

  @Test
  void runsOfDifferentLengthAreComparedAtTheLastEpochOfTheShorter() {
    RunComparison found =
        compare(
            new FakeRun().epochs(3).finished("adam", ACCURACIES),
            new FakeRun().epochs(5).finished("adam", ACCURACIES));

    assertThat(found.epoch()).isEqualTo(3);
    assertThat(found.optimizers().get(0).epochs()).hasSize(3);
    assertThat(found.settings()).containsExactly(new SettingDifference("epochs", "3", "5"));
  }

  @Test
  void aChangeThatAllShareIsSaidOnce() {
    RunComparison found =
        compare(
            new FakeRun().finished("adam", ACCURACIES).finished("sgd", ACCURACIES),
            new FakeRun()
                .batch(64, 1)
                .finished("adam", ACCURACIES)
                .batch(64, 1)
                .finished("sgd", ACCURACIES));
    RunComparison onlySgd =
        compare(
            new FakeRun().finished("adam", ACCURACIES).finished("sgd", ACCURACIES),
            new FakeRun().finished("adam", ACCURACIES).batch(64, 1).finished("sgd", ACCURACIES));

    assertThat(found.settings()).containsExactly(new SettingDifference("batch_size", "128", "64"));
    assertThat(onlySgd.settings())
        .containsExactly(new SettingDifference("sgd: batch_size", "128", "64"));
  }

  @Test
  void whatOnlyOneHasIsNamed() {
    RunComparison found =
        compare(
            new FakeRun().finished("adam", ACCURACIES).finished("sgd", ACCURACIES),
            new FakeRun().finished("adam", 0.96, 0.95).finished("lion", ACCURACIES));

    assertThat(found.a().onlyHere()).containsExactly("sgd");
    assertThat(found.b().onlyHere()).containsExactly("lion");
    assertThat(found.optimizers().get(0).seeds()).containsExactly(1L, 2L);
    assertThat(found.optimizers().get(0).onlyA()).containsExactly(3L, 4L, 5L);
    assertThat(found.optimizers().get(0).onlyB()).isEmpty();
  }

  @Test
  void aRenamedOptimizerFindsItsCounterpart() {
    RunComparison found =
        RunComparison.of(
            side(new FakeRun().finished("old", ACCURACIES).finished("sgd", ACCURACIES)),
            side(new FakeRun().finished("new", ACCURACIES).finished("sgd", ACCURACIES)),
            PROTOCOL,
            Map.of("old", "new"));

    assertThat(found.optimizers().get(0).labelA()).isEqualTo("old");
    assertThat(found.optimizers().get(0).label()).isEqualTo("new");
    assertThat(found.a().onlyHere()).isEmpty();
  }

  @Test
  void aDivergedSeedIsNotTestedAway() {
    OptimizerComparison sgd =
        compare(
                new FakeRun().finished("sgd", 0.90, 0.91, 0.92),
                new FakeRun().finished("sgd", 0.91, 0.93).diverged("sgd", 2))
            .optimizers()
            .get(0);

    assertThat(sgd.divergedB()).containsExactly(3L);
    assertThat(sgd.accuracy().obstacle()).contains(Obstacle.DIVERGED);
    assertThat(sgd.apartFrom()).isEmpty();
  }

  @Test
  void refusesOtherDataAndWhatHasNothingInCommon() {
    FakeRun mnist = new FakeRun().finished("adam", ACCURACIES);

    assertThatThrownBy(
            () ->
                compare(
                    mnist, new FakeRun().data("synthetic-digits", "").finished("adam", ACCURACIES)))
        .isInstanceOf(NotComparableException.class)
        .hasMessageContaining("A is on mnist")
        .hasMessageContaining("B on synthetic-digits");
    assertThatThrownBy(() -> compare(mnist, new FakeRun().finished("sgd", ACCURACIES)))
        .isInstanceOf(NotComparableException.class)
        .hasMessageContaining("A has adam; B has sgd")
        .hasMessageContaining("--map");
    assertThatThrownBy(() -> compare(mnist, new FakeRun().finished("adam", Double.NaN)))
        .isInstanceOf(NotComparableException.class)
        .hasMessageContaining("has no finished trial yet");
  }

  @Test
  void timesAreComparedOnlyWhereEachTrialWasAlone() {
    FakeRun run = new FakeRun().finished("adam", ACCURACIES);

    assertThat(compare(run, run).timesObstacle().orElseThrow()).contains("--isolate");
    RunComparison alone = RunComparison.of(isolated(run), isolated(run), PROTOCOL, Map.of());
    assertThat(alone.timesObstacle()).isEmpty();
    TimeComparison time = alone.optimizers().get(0).time().orElseThrow();
    assertThat(time.ratio()).isEqualTo(OptionalDouble.of(1));
    assertThat(time.verdict()).isEqualTo(PairVerdict.IDENTICAL);
    FakeRun beside = new FakeRun().jobs(2).finished("adam", ACCURACIES);
    assertThat(
            RunComparison.of(isolated(run), isolated(beside), PROTOCOL, Map.of()).timesObstacle())
        .contains("trials of B ran side by side");
    assertThat(compare(run, new FakeRun().withoutTiming().finished("adam", ACCURACIES)))
        .satisfies(found -> assertThat(found.timesObstacle()).isPresent());
  }

  @Test
  void timesOfARunWhoseConditionsDifferAreNotCompared() {
    FakeRun resumed =
        new FakeRun()
            .finished("adam", 0.97, 0.96, 0.95)
            .in(FakeRun.ENVIRONMENT.withThreads(4))
            .added("adam", 0.94, 0.93);
    FakeRun two = new FakeRun().finished("adam", ACCURACIES);
    FakeRun four =
        new FakeRun().in(FakeRun.ENVIRONMENT.withThreads(4)).finished("adam", ACCURACIES);

    RunComparison found = RunComparison.of(isolated(two), isolated(resumed), PROTOCOL, Map.of());
    RunComparison whole = RunComparison.of(isolated(two), isolated(four), PROTOCOL, Map.of());

    assertThat(found.timesObstacle())
        .contains("trials of B were trained under different conditions: threads 2 and 4");
    assertThat(found.environment())
        .containsExactly(new SettingDifference("threads", "2", "2 and 4"));
    assertThat(whole.timesObstacle())
        .contains("the machines differ: threads was 2 in A and 4 in B");
  }

  @Test
  void curvesPartWhereEveryLaterEpochShowsIt() {
    List<EpochDifference> epochs = epochs(0.001, 0.2, 0.004, 0.001);

    assertThat(EpochDifference.parting(epochs, 0.05, 1)).hasValue(3);
    // At 0.05 / 20 the third epoch no longer counts.
    assertThat(EpochDifference.parting(epochs, 0.05, 20)).hasValue(4);
    assertThat(EpochDifference.parting(epochs, 0.05, 60)).isEmpty();
    assertThat(EpochDifference.parting(epochs(0.001, 0.001), 0.05, 1)).hasValue(1);
  }

  @Test
  void curvesThatCrossPartAfterTheyHaveCrossed() {
    List<EpochDifference> crossing =
        List.of(epoch(1, -5, 0.001), epoch(2, 5, 0.001), epoch(3, 5, 0.001));

    assertThat(EpochDifference.parting(crossing, 0.05, 1)).hasValue(2);
  }

  private static List<EpochDifference> epochs(double... p) {
    return IntStream.range(0, p.length).mapToObj(i -> epoch(i + 1, 3, p[i])).toList();
  }

  private static EpochDifference epoch(int epoch, double statistic, double p) {
    return new EpochDifference(
        epoch,
        5,
        OptionalDouble.of(statistic / 1000),
        Optional.empty(),
        OptionalDouble.of(statistic),
        OptionalDouble.of(p));
  }

  private static double[] plus(double... differences) {
    return IntStream.range(0, differences.length)
        .mapToDouble(i -> ACCURACIES[i] + differences[i])
        .toArray();
  }

  private static RunComparison compare(FakeRun a, FakeRun b) {
    return RunComparison.of(side(a), side(b), PROTOCOL, Map.of());
  }

  private static NamedRun side(FakeRun run) {
    return new NamedRun("folder", run.run());
  }

  private static NamedRun isolated(FakeRun run) {
    return new NamedRun(
        "folder",
        new Run(
            run.record(), run.results().stream().map(r -> r.under(Circumstances::alone)).toList()));
  }
}
