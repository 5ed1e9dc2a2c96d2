package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import optbench.result.TrialResult;
import optbench.stats.TargetWinners.Range;
import org.junit.jupiter.api.Test;

class TargetsTest {
  @Test
  void saysBetweenWhichEvaluationsItWas() {
    LearningCurve curve = curve("adam", 0.8, 0.9, 0.88, 0.96);

    // Epochs are 100 steps, 150 gradients and 0.5 s long.
    assertThat(curve.timeTo(0.85, Cost.STEPS)).isEqualTo(new TimeToTarget(100, 200));
    assertThat(curve.timeTo(0.9, Cost.STEPS)).isEqualTo(new TimeToTarget(100, 200));
    assertThat(curve.timeTo(0.92, Cost.EPOCHS)).isEqualTo(new TimeToTarget(3, 4));
    assertThat(curve.timeTo(0.92, Cost.GRADIENT_EVALUATIONS)).isEqualTo(new TimeToTarget(450, 600));
    assertThat(curve.timeTo(0.92, Cost.TRAIN_SECONDS)).isEqualTo(new TimeToTarget(1.5, 2));
  }

  @Test
  void doesNotKnowWhenItWasBeforeTheFirstEvaluation() {
    TimeToTarget time = curve("adam", 0.8).timeTo(0.45, Cost.STEPS);

    assertThat(time).isEqualTo(new TimeToTarget(0, 100));
    assertThat(time.beforeFirst()).isTrue();
    assertThat(targetCost(time).median()).isEmpty();
    assertThat(targetCost(time).lessThan()).hasValue(100);
    assertThat(targetCost(time).reached()).containsExactly(100.0);
  }

  /** Evaluations within the first epoch stand before those after epochs, at a share of an epoch. */
  @Test
  void seesTheFirstEpochWhereItWasEvaluated() {
    LearningCurve curve =
        LearningCurve.of(
            new FakeRun()
                .evaluated(10, 0.3, 100, 0.91)
                .epochs(2)
                .finished("adam", 0.97)
                .results()
                .get(0));

    assertThat(curve.timeTo(0.9, Cost.STEPS)).isEqualTo(new TimeToTarget(10, 100));
    assertThat(curve.timeTo(0.2, Cost.STEPS)).isEqualTo(new TimeToTarget(0, 10));
    assertThat(curve.timeTo(0.9, Cost.EPOCHS).to()).isCloseTo(12_800 / 60_000.0, within(1e-12));
    assertThat(curve.timeTo(0.97, Cost.EPOCHS).to()).isEqualTo(2);
  }

  @Test
  void passesOverEvaluationsOfABrokenNetwork() {
    TrialResult diverged =
        new FakeRun().evaluated(10, 0.3, 100, Double.NaN).diverged("sgd", 0).results().get(0);

    LearningCurve curve = LearningCurve.of(diverged);
    assertThat(curve.checkpoints()).extracting(c -> c.steps().orElseThrow()).containsExactly(10.0);
    assertThat(curve.timeTo(0.2, Cost.STEPS).reached()).isTrue();
    assertThat(curve.timeTo(0.9, Cost.STEPS)).isEqualTo(TimeToTarget.never());
  }

  @Test
  void censorsWhatIsNotReached() {
    assertThat(curve("adam", 0.8, 0.9).timeTo(0.95, Cost.STEPS)).isEqualTo(TimeToTarget.notBy(200));
    LearningCurve diverged = new LearningCurve("sgd", 1, curve("sgd", 0.8).checkpoints(), true);
    assertThat(diverged.timeTo(0.95, Cost.STEPS)).isEqualTo(TimeToTarget.never());
    assertThat(diverged.timeTo(0.8, Cost.STEPS)).isEqualTo(new TimeToTarget(0, 100));
    LearningCurve atOnce = new LearningCurve("sgd", 2, List.of(), true);
    assertThat(atOnce.timeTo(0.2, Cost.STEPS).reached()).isFalse();
    assertThat(atOnce.highestAccuracy()).isEqualTo(LearningCurve.CHANCE);
  }

  /** 1 - 0.1 in floating point is not 0.9 of all; the target of 90 % is reached all the same. */
  @Test
  void reachesATargetThatItMeetsExactly() {
    double computed = 0.3 * 3;

    assertThat(computed).isLessThan(0.9);
    assertThat(curve("adam", computed).timeTo(0.9, Cost.STEPS)).isEqualTo(new TimeToTarget(0, 100));
  }

  @Test
  void readsTrials() {
    TrialResult timed = new FakeRun().epochs(3).finished("adam", 0.97).results().get(0);
    TrialResult untimed = new FakeRun().untimed().finished("adam", 0.97).results().get(0);
    TrialResult diverged = new FakeRun().diverged("sgd", 2).results().get(0);
    TrialResult failed = new FakeRun().failed("sgd", "no memory").results().get(0);

    LearningCurve curve = LearningCurve.of(timed);
    assertThat(curve.checkpoints()).hasSize(3);
    assertThat(curve.highestAccuracy()).isEqualTo(0.97);
    assertThat(curve.timeTo(0.97, Cost.STEPS).to()).isEqualTo(3 * 469);
    assertThat(curve.measures(Cost.TRAIN_SECONDS)).isTrue();
    assertThat(LearningCurve.of(untimed).measures(Cost.TRAIN_SECONDS)).isFalse();
    assertThatThrownBy(() -> LearningCurve.of(untimed).timeTo(0.9, Cost.TRAIN_SECONDS))
        .hasMessage("the cost must have been measured but adam has no seconds of training");
    assertThat(LearningCurve.of(diverged).diverged()).isTrue();
    assertThat(LearningCurve.of(diverged).checkpoints()).hasSize(2);
    assertThatThrownBy(() -> LearningCurve.of(failed))
        .hasMessage("must have finished or diverged but was FAILED");
  }

  @Test
  void refusesCurvesThatCannotBe() {
    assertThatThrownBy(() -> new LearningCurve("a", 1, List.of(), false))
        .hasMessage("a run that did not diverge must have an evaluation but a had none");
    Checkpoint point = curve("a", 0.5).checkpoints().get(0);
    assertThatThrownBy(() -> new LearningCurve("a", 1, List.of(point, point), false))
        .hasMessage("steps must rise from evaluation to evaluation but did not in a");
  }

  /**
   * By hand: fast is first where it arrives two evaluations sooner, and last where it never does.
   */
  @Test
  void findsWhereTheWinnerChanges() {
    TargetWinners winners =
        TargetWinners.of(
            List.of(curve("fast", 0.52, 0.84, 0.86), curve("slow", 0.3, 0.46, 0.82, 0.94)),
            Cost.STEPS,
            0.001);

    assertThat(winners.ranges())
        .containsExactly(
            new Range(0.101, 0.46, List.of("fast", "slow")),
            new Range(0.461, 0.52, List.of("fast")),
            new Range(0.521, 0.82, List.of("fast", "slow")),
            new Range(0.821, 0.84, List.of("fast")),
            new Range(0.841, 0.86, List.of("fast", "slow")),
            new Range(0.861, 0.94, List.of("slow")),
            new Range(0.941, 1, List.of()));
    assertThat(winners.ranges())
        .extracting(range -> range.targets() + ": " + range.who())
        .startsWith("10.10 to 46.00: fast, slow (not told apart)", "46.10 to 52.00: fast")
        .endsWith("94.10 to 100.00: none in half of its runs");
  }

  /** Where the winner changes every third of a percent, whole ones are looked at. */
  @Test
  void showsPeopleFewerTargetsWhereTheWinnerChangesOften() {
    List<Range> ranges = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      double from = 0.1 + 0.003 * i;
      ranges.add(new Range(from + 0.0001, from + 0.003, List.of(i % 2 == 0 ? "a" : "b")));
    }
    TargetWinners often = new TargetWinners(Cost.STEPS, ranges);
    TargetWinners seldom = new TargetWinners(Cost.STEPS, ranges.subList(0, 200));

    // 0.11 is in the fourth, 0.12 in the seventh, 0.13 and 0.14 in the tenth and the fourteenth.
    assertThat(often.forPeople().ranges())
        .startsWith(
            new Range(0.11, 0.11, List.of("b")),
            new Range(0.12, 0.12, List.of("a")),
            new Range(0.13, 0.14, List.of("b")),
            new Range(0.15, 0.15, List.of("a")))
        .hasSizeLessThanOrEqualTo(90);
    assertThat(seldom.forPeople()).isSameAs(seldom);
  }

  @Test
  void namesTheFirstOfManyWinners() {
    List<String> labels = IntStream.rangeClosed(1, 13).mapToObj(i -> "l" + i).toList();

    assertThat(new Range(0.2, 0.3, labels).who())
        .isEqualTo("l1, l2, l3, l4, l5, l6, l7, l8, l9, l10, l11 and 2 others (not told apart)");
    assertThat(new Range(0.2, 0.3, labels.subList(0, 12)).who())
        .endsWith("l11, l12 (not told apart)");
  }

  /** One was evaluated once an epoch, and may have been the faster one all the same. */
  @Test
  void namesAllThatMayHaveBeenFirst() {
    Checkpoint early = point(0.1, 0.95);
    TargetWinners winners =
        TargetWinners.of(
            List.of(
                new LearningCurve("often", 1, List.of(point(0.05, 0.3), early), false),
                curve("seldom", 0.96)),
            Cost.STEPS);

    assertThat(winners.ranges().get(0))
        .isEqualTo(new Range(0.1001, 0.95, List.of("often", "seldom")));
  }

  @Test
  void takesMediansOverSeeds() {
    List<LearningCurve> curves =
        List.of(
            curve("a", 0.95),
            curve("a", 0.5, 0.5),
            curve("a", 0.5, 0.5),
            curve("b", 0.6, 0.9),
            curve("b", 0.6, 0.9),
            new LearningCurve("b", 3, List.of(), true));

    List<Range> ranges = TargetWinners.of(curves, Cost.STEPS).ranges();

    // One fast run of three does not make a the winner at 0.9; b gets there in two of three.
    Range high = ranges.get(ranges.size() - 2);
    assertThat(high.winners()).containsExactly("b");
    assertThat(high.to()).isEqualTo(0.9);
  }

  @Test
  void coversAllTargetsWithoutAGap() {
    List<LearningCurve> curves = new ArrayList<>();
    for (String label : List.of("sgd", "momentum", "adam", "rmsprop")) {
      new FakeRun()
          .finished(label, 0.95, 0.96, 0.97).results().stream()
              .map(LearningCurve::of)
              .forEach(curves::add);
    }

    List<Range> ranges = TargetWinners.of(curves, Cost.TRAIN_SECONDS).ranges();

    assertThat(ranges.get(0).from()).isEqualTo(0.1001);
    assertThat(ranges.get(ranges.size() - 1).to()).isEqualTo(1);
    assertThat(ranges.get(ranges.size() - 1).winners()).isEmpty();
    for (int i = 1; i < ranges.size(); i++) {
      assertThat(ranges.get(i).from() - ranges.get(i - 1).to()).isCloseTo(1e-4, within(1e-12));
      assertThat(ranges.get(i).winners()).isNotEqualTo(ranges.get(i - 1).winners());
    }
  }

  /** The probabilities are those of fair coins: 1 - 2/64, 1 - 2/128, 1 - 2 (1 + 9)/512. */
  @Test
  void givesTheMedianWithAnIntervalThatHoldsIt() {
    TargetCost six =
        targetCost(arrived(1), arrived(2), arrived(3), arrived(5), arrived(8), censored(9));

    assertThat(six.median()).hasValue(3);
    assertThat(six.interval().orElseThrow().coverage()).isCloseTo(0.96875, within(1e-12));
    assertThat(six.low()).hasValue(0.5);
    assertThat(six.high()).isEmpty();
    assertThat(six.moreThan()).isEmpty();
    assertThat(six.reached()).containsExactly(1.0, 2.0, 3.0, 5.0, 8.0);
    TargetCost nine =
        targetCost(
            IntStream.rangeClosed(1, 9).mapToObj(i -> arrived(i)).toArray(TimeToTarget[]::new));
    assertThat(nine.interval())
        .hasValue(
            new TargetCost.MedianInterval(
                1, OptionalDouble.of(8), nine.interval().orElseThrow().coverage()));
    assertThat(nine.interval().orElseThrow().coverage()).isCloseTo(1 - 20 / 512.0, within(1e-12));
  }

  /** Five hold it with 1 - 2/32 = 93.75 %, three with 75 %. */
  @Test
  void givesNoIntervalThatHoldsItTooSeldom() {
    assertThat(targetCost(arrived(1), arrived(2), arrived(3)).interval()).isEmpty();
    assertThat(targetCost(arrived(1), arrived(2), arrived(3), arrived(4), arrived(5)).interval())
        .isEmpty();
  }

  /** One of three arrives after the others had stopped: they do not count as if it were them. */
  @Test
  void givesNoMedianWhereFewerThanHalfArrive() {
    List<TimeToTarget> times = List.of(censored(2.1), censored(2.2), new TimeToTarget(2.25, 2.3));

    assertThat(KaplanMeier.median(times)).hasValue(new TimeToTarget(2.25, 2.3));
    TargetCost cost = TargetCost.of(times, Cost.TRAIN_SECONDS);
    assertThat(cost.median()).isEmpty();
    assertThat(cost.low()).isEmpty();
    assertThat(cost.moreThan()).hasValue(2.2);
  }

  @Test
  void saysHowFarMoreThanHalfWereWatched() {
    assertThat(targetCost(arrived(5), arrived(6), censored(9), censored(9), censored(9)).moreThan())
        .hasValue(9);
    assertThat(targetCost(censored(7)).moreThan()).hasValue(7);
    assertThat(targetCost(censored(6), censored(7)).moreThan()).hasValue(6);
    // What arrived at 2.2 was not on its way any more then, so that only one is known to be.
    assertThat(targetCost(censored(2.1), new TimeToTarget(1.9, 2.2), censored(2.3)).moreThan())
        .hasValue(2.1);
    double never = Double.POSITIVE_INFINITY;
    assertThat(targetCost(arrived(1), censored(4), censored(never)).moreThan()).hasValue(4);
    assertThat(targetCost(arrived(1), censored(never), censored(never)).moreThan()).isEmpty();
  }

  @Test
  void keepsResultsOfEveryTargetAndOptimizer() {
    FakeRun run =
        new FakeRun()
            .targets(0.5, 0.96)
            .finished("adam", 0.97, 0.95, Double.NaN)
            .finished("sgd", 0.9, 0.9, 0.9)
            .diverged("lion", 0)
            .finished("muon", Double.NaN);

    TargetResults targets = run.summary().targets();

    assertThat(targets.results()).extracting(TargetResult::target).startsWith(0.5).endsWith(0.96);
    assertThat(targets.at(0.96))
        .extracting(TargetResult::label)
        .containsExactly("adam", "sgd", "lion", "muon");
    assertThat(targets.at(0.96)).extracting(TargetResult::seeds).containsExactly(2, 3, 1, 0);
    assertThat(targets.at(0.96)).extracting(TargetResult::reached).containsExactly(1, 0, 0, 0);
    assertThat(targets.at(0.96).get(1).cost(Cost.STEPS).orElseThrow().moreThan()).hasValue(2345);
    assertThat(targets.at(0.96).get(2).cost(Cost.STEPS).orElseThrow().moreThan()).isEmpty();
    assertThat(targets.at(0.96).get(3).costs()).isEmpty();
    assertThat(targets.costs()).contains(Cost.TRAIN_SECONDS);
    assertThat(targets.countsGradients()).isFalse();
  }

  @Test
  void countsSecondsOnlyWhereTheyCanBeCompared() {
    List<FakeRun> runs =
        List.of(
            new FakeRun().withoutTiming().finished("adam", 0.97),
            new FakeRun().untimed().finished("adam", 0.97),
            new FakeRun().shared(3).finished("adam", 0.97),
            new FakeRun().jobs(2).finished("adam", 0.97).jobs(1).finished("sgd", 0.9));

    assertThat(runs)
        .allSatisfy(
            run -> {
              TargetResults targets = run.summary().targets();
              assertThat(targets.costs()).doesNotContain(Cost.TRAIN_SECONDS);
              assertThat(targets.winners())
                  .extracting(TargetWinners::cost)
                  .containsExactly(Cost.STEPS, Cost.EPOCHS);
              assertThat(targets.at(0.9).get(0).cost(Cost.TRAIN_SECONDS)).isEmpty();
            });
  }

  @Test
  void countsGradientsWhereTheyAreNotSteps() {
    TargetResults targets =
        new FakeRun()
            .finished("adam", 0.97)
            .batch(60_000, 3)
            .finished("lbfgs", 0.97)
            .summary()
            .targets();

    assertThat(targets.countsGradients()).isTrue();
    TargetResult lbfgs = targets.at(0.9).get(1);
    assertThat(lbfgs.cost(Cost.GRADIENT_EVALUATIONS).orElseThrow().atMost().orElseThrow())
        .isCloseTo(3 * lbfgs.cost(Cost.STEPS).orElseThrow().atMost().orElseThrow(), within(1e-9));
  }

  private static TargetCost targetCost(TimeToTarget... times) {
    return TargetCost.of(List.of(times), Cost.STEPS);
  }

  private static TimeToTarget arrived(double cost) {
    return new TimeToTarget(cost / 2, cost);
  }

  private static TimeToTarget censored(double cost) {
    return TimeToTarget.notBy(cost);
  }

  private static LearningCurve curve(String label, double... accuracies) {
    return new LearningCurve(
        label,
        1,
        IntStream.rangeClosed(1, accuracies.length)
            .mapToObj(e -> point(e, accuracies[e - 1]))
            .toList(),
        false);
  }

  private static Checkpoint point(double epoch, double accuracy) {
    return new Checkpoint(
        epoch,
        OptionalDouble.of(100 * epoch),
        OptionalDouble.of(150 * epoch),
        OptionalDouble.of(0.5 * epoch),
        accuracy,
        OptionalDouble.of(1),
        OptionalInt.empty(),
        Optional.empty());
  }
}
