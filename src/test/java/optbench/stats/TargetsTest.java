package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import optbench.result.TrialResult;
import optbench.stats.TargetWinners.Range;
import org.junit.jupiter.api.Test;

class TargetsTest {
  @Test
  void interpolatesBetweenEvaluations() {
    LearningCurve curve = curve("adam", 0.8, 0.9, 0.88, 0.96);

    // Epochs are 100 steps, 150 gradients and 0.5 s long.
    assertThat(reached(curve, 0.85, Cost.STEPS)).isCloseTo(150, within(1e-9));
    assertThat(curve.timeTo(0.9, Cost.STEPS)).isEqualTo(new TimeToTarget(200, true));
    assertThat(reached(curve, 0.92, Cost.EPOCHS)).isCloseTo(3.5, within(1e-12));
    assertThat(reached(curve, 0.92, Cost.GRADIENT_EVALUATIONS)).isCloseTo(525, within(1e-9));
    assertThat(reached(curve, 0.92, Cost.TRAIN_SECONDS)).isCloseTo(1.75, within(1e-12));
  }

  /** From 0.1 at step 0 to 0.8 at step 100. */
  @Test
  void startsFromGuessing() {
    LearningCurve curve = curve("adam", 0.8);

    assertThat(reached(curve, 0.45, Cost.STEPS)).isCloseTo(50, within(1e-9));
    assertThat(curve.timeTo(0.1, Cost.STEPS)).isEqualTo(new TimeToTarget(0, true));
    assertThat(curve.timeTo(0.05, Cost.STEPS)).isEqualTo(new TimeToTarget(0, true));
  }

  @Test
  void censorsWhatIsNotReached() {
    assertThat(curve("adam", 0.8, 0.9).timeTo(0.95, Cost.STEPS))
        .isEqualTo(new TimeToTarget(200, false));
    LearningCurve diverged = new LearningCurve("sgd", 1, curve("sgd", 0.8).checkpoints(), true);
    assertThat(diverged.timeTo(0.95, Cost.STEPS))
        .isEqualTo(new TimeToTarget(Double.POSITIVE_INFINITY, false));
    assertThat(diverged.timeTo(0.8, Cost.STEPS)).isEqualTo(new TimeToTarget(100, true));
    LearningCurve atOnce = new LearningCurve("sgd", 2, List.of(), true);
    assertThat(atOnce.timeTo(0.2, Cost.STEPS).reached()).isFalse();
    assertThat(atOnce.highestAccuracy()).isEqualTo(LearningCurve.CHANCE);
  }

  /** 1 - 0.1 in floating point is not 0.9 of all; the target of 90 % is reached all the same. */
  @Test
  void reachesATargetThatItMeetsExactly() {
    double computed = 0.3 * 3;

    assertThat(computed).isLessThan(0.9);
    assertThat(curve("adam", computed).timeTo(0.9, Cost.STEPS))
        .isEqualTo(new TimeToTarget(100, true));
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
    assertThat(curve.timeTo(0.97, Cost.STEPS).cost()).isEqualTo(3 * 469);
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
   * By hand: the fast one rises to 0.82 in 100 steps, then by 0.02 an epoch to 0.86; the slow one
   * reaches 0.46, 0.82, 0.94. Both cross 0.84: fast at 200, slow at 200 + 100 · 2/12 = 216.7. At
   * 0.86 fast takes 300, slow 233.3; they meet where 100 (t - 0.82) / 0.02 = 100 (t - 0.82) / 0.12
   * + 100, at t = 0.844.
   */
  @Test
  void findsWhereTheWinnerChanges() {
    TargetWinners winners =
        TargetWinners.of(
            List.of(curve("fast", 0.82, 0.84, 0.86), curve("slow", 0.46, 0.82, 0.94)),
            Cost.STEPS,
            0.001);

    assertThat(winners.ranges())
        .containsExactly(
            new Range(0.101, 0.843, List.of("fast")),
            new Range(0.844, 0.844, List.of("fast", "slow")),
            new Range(0.845, 0.94, List.of("slow")),
            new Range(0.941, 1, List.of()));
    assertThat(winners.ranges())
        .extracting(Range::text)
        .containsExactly(
            "10.10 to 84.30 %: fast",
            "84.40 %: fast, slow (equal)",
            "84.50 to 94.00 %: slow",
            "94.10 to 100.00 %: none in half of its runs");
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

  @Test
  void givesTheMedianWithItsInterval() {
    TargetCost cost = targetCost(arrived(1), arrived(2), arrived(3), censored(3));

    assertThat(cost.median()).hasValue(2);
    assertThat(cost.low()).hasValue(1);
    assertThat(cost.high()).isEmpty();
    assertThat(cost.moreThan()).isEmpty();
    assertThat(cost.reached()).containsExactly(1.0, 2.0, 3.0);
  }

  /** One of three arrives after the others had stopped: they do not count as if it were them. */
  @Test
  void givesNoMedianWhereFewerThanHalfArrive() {
    List<TimeToTarget> times = List.of(censored(2.1), censored(2.2), arrived(2.3));

    assertThat(KaplanMeier.of(times).median()).hasValue(2.3);
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
    assertThat(targetCost(censored(2.1), arrived(2.2), censored(2.3)).moreThan()).hasValue(2.1);
    double never = Double.POSITIVE_INFINITY;
    assertThat(targetCost(arrived(1), censored(4), censored(never)).moreThan()).hasValue(4);
    assertThat(targetCost(arrived(1), censored(never), censored(never)).moreThan()).isEmpty();
  }

  /** The shortcut that thousands of targets need, against the estimate that has a band too. */
  @Property
  void findsTheSameMedianInBothWays(
      @ForAll @Size(min = 1, max = 9) List<@IntRange(min = 0, max = 5) Integer> costs,
      @ForAll long kinds) {
    List<TimeToTarget> times =
        IntStream.range(0, costs.size())
            .mapToObj(i -> new TimeToTarget(costs.get(i), (kinds >> i & 1) == 1))
            .toList();

    assertThat(KaplanMeier.medianOf(times)).isEqualTo(KaplanMeier.of(times).median());
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
    assertThat(lbfgs.cost(Cost.GRADIENT_EVALUATIONS).orElseThrow().median().orElseThrow())
        .isCloseTo(3 * lbfgs.cost(Cost.STEPS).orElseThrow().median().orElseThrow(), within(1e-9));
  }

  private static TargetCost targetCost(TimeToTarget... times) {
    return TargetCost.of(List.of(times), Cost.STEPS);
  }

  private static TimeToTarget arrived(double cost) {
    return new TimeToTarget(cost, true);
  }

  private static TimeToTarget censored(double cost) {
    return new TimeToTarget(cost, false);
  }

  private static double reached(LearningCurve curve, double target, Cost cost) {
    TimeToTarget time = curve.timeTo(target, cost);
    assertThat(time.reached()).isTrue();
    return time.cost();
  }

  private static LearningCurve curve(String label, double... accuracies) {
    return new LearningCurve(
        label,
        1,
        IntStream.rangeClosed(1, accuracies.length)
            .mapToObj(
                e ->
                    new Checkpoint(
                        e, 100 * e, 150 * e, OptionalDouble.of(0.5 * e), accuracies[e - 1]))
            .toList(),
        false);
  }
}
