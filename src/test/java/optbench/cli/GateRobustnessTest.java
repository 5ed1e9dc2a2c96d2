package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import optbench.check.Baseline;
import optbench.check.CheckReport;
import optbench.check.InterleavedStepTimes;
import optbench.check.Rule;
import optbench.check.TimingCheck;
import optbench.check.TimingGate;
import optbench.random.SeededRandom;
import optbench.stats.FakeRun;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * The exit code that a CI job acts on, fifty times each with other random numbers: it must be right
 * every time.
 *
 * <p>Accuracies of 8 seeds scatter by 0.15 points; the same seed in another build by 0.08 points,
 * as arithmetic of another order gives on ten thousand test images. Paired, a loss of 0.5 points is
 * 18 standard errors, and a gain of 0.5 points is 7 above the margin of 0.3: a t-test of 8 seeds at
 * 5 % misses either less than once in ten thousand times.
 *
 * <p>Times scatter by 2 % a round, as trials in JVMs of their own do on a quiet machine, and all of
 * a round by 10 % together; on a restless machine by 40 %. Of ten rounds, a slowdown by 30 % is 19
 * standard errors above the margin of 10 %.
 */
class GateRobustnessTest {
  private static final int TIMES = 50;
  private static final int SEEDS = 8;
  private static final int ROUNDS = 10;
  private static final List<String> OPTIMIZERS = List.of("adam", "sgd");
  private static final Rule TEN_PERCENT = Rule.parse("timing:10%");

  @RepeatedTest(TIMES)
  void noChangeIsZero(RepetitionInfo repetition) {
    assertThat(check(repetition, run(accuracies(repetition, 1)))).isZero();
  }

  @RepeatedTest(TIMES)
  void aLossOfHalfAPointInOneOptimizerIsOne(RepetitionInfo repetition) {
    assertThat(check(repetition, run(shifted(accuracies(repetition, 1), -0.005)))).isEqualTo(1);
  }

  @RepeatedTest(TIMES)
  void aGainOfHalfAPointInOneOptimizerIsFive(RepetitionInfo repetition) {
    assertThat(check(repetition, run(shifted(accuracies(repetition, 1), 0.005)))).isEqualTo(5);
  }

  @RepeatedTest(TIMES)
  void otherDataAreFour(RepetitionInfo repetition) {
    FakeRun other = new FakeRun().data("fashion-mnist", null);
    double[][] accuracies = accuracies(repetition, 1);
    other.finished(OPTIMIZERS, accuracies);

    assertThat(check(repetition, other)).isEqualTo(4);
  }

  /** Another seed and another optimizer each time. */
  @RepeatedTest(TIMES)
  void aMissingSeedIsFour(RepetitionInfo repetition) {
    int number = repetition.getCurrentRepetition();
    double[][] accuracies = accuracies(repetition, 1);
    accuracies[number % OPTIMIZERS.size()][number % SEEDS] = Double.NaN;

    assertThat(check(repetition, run(accuracies))).isEqualTo(4);
  }

  @RepeatedTest(TIMES)
  void oneSeedIsFour(RepetitionInfo repetition) {
    double[][] before = firstSeed(accuracies(repetition, 0));
    double[][] now = shifted(firstSeed(accuracies(repetition, 1)), 0.0003);

    assertThat(check(run(before), run(now))).isEqualTo(4);
  }

  @RepeatedTest(TIMES)
  void timesOfTheSameSpeedAreZero(RepetitionInfo repetition) {
    assertThat(timing(true, times(repetition, 0, 1, 0.02), times(repetition, 1, 1, 0.02))).isZero();
  }

  @RepeatedTest(TIMES)
  void aSlowdownByThirtyPercentInOneOptimizerIsOne(RepetitionInfo repetition) {
    assertThat(timing(true, times(repetition, 0, 1, 0.02), times(repetition, 1, 1.3, 0.02)))
        .isEqualTo(1);
  }

  /** Nothing could be checked, and nothing else was. */
  @RepeatedTest(TIMES)
  void aRestlessMachineIsFourWhereOnlyTimesAreChecked(RepetitionInfo repetition) {
    assertThat(timing(true, times(repetition, 0, 1, 0.4), times(repetition, 1, 1, 0.4)))
        .isEqualTo(4);
  }

  /** Accuracies decide, and of times it is said that they could not be told. */
  @RepeatedTest(TIMES)
  void aRestlessMachineIsAWarningBesideAccuracies(RepetitionInfo repetition) {
    assertThat(timing(false, times(repetition, 0, 1, 0.4), times(repetition, 1, 1, 0.4))).isZero();
  }

  private static int check(RepetitionInfo repetition, FakeRun now) {
    return check(run(accuracies(repetition, 0)), now);
  }

  private static int check(FakeRun before, FakeRun now) {
    return CheckCommand.code(
        CheckReport.of(baseline(before), baseline(now), Rule.DEFAULT).finding());
  }

  private static Baseline baseline(FakeRun run) {
    return Baseline.of("main", run.run()).orElseThrow();
  }

  private static double[][] accuracies(RepetitionInfo repetition, int build) {
    int number = repetition.getCurrentRepetition();
    double[][] all = new double[OPTIMIZERS.size()][SEEDS];
    for (int o = 0; o < all.length; o++) {
      for (int s = 0; s < SEEDS; s++) {
        double luck = SeededRandom.of(31, "luck", number, o, s).nextGaussian();
        double bits = SeededRandom.of(32, "bits", number, o, s).nextGaussian();
        all[o][s] = Math.rint(9700 - 100 * o + 15 * luck + 8 * build * bits) / 10_000;
      }
    }
    return all;
  }

  private static double[][] firstSeed(double[][] accuracies) {
    return Arrays.stream(accuracies).map(a -> new double[] {a[0]}).toArray(double[][]::new);
  }

  /** The last optimizer alone. */
  private static double[][] shifted(double[][] accuracies, double by) {
    double[][] all = accuracies.clone();
    int last = all.length - 1;
    all[last] = Arrays.stream(all[last]).map(a -> a + by).toArray();
    return all;
  }

  private static FakeRun run(double[][] accuracies) {
    return new FakeRun().finished(OPTIMIZERS, accuracies);
  }

  /** This command against itself scatters as much as against the other. */
  private static int timing(
      boolean alone, List<InterleavedStepTimes> one, List<InterleavedStepTimes> two) {
    List<InterleavedStepTimes> both = new ArrayList<>(one);
    both.addAll(two);
    return new TimingGate(TEN_PERCENT, alone)
        .check(both).stream()
            .map(TimingCheck::finding)
            .min(Enum::compareTo)
            .map(CheckCommand::code)
            .orElseThrow();
  }

  private static List<InterleavedStepTimes> times(
      RepetitionInfo repetition, int optimizer, double factor, double noise) {
    int number = repetition.getCurrentRepetition();
    List<List<Double>> sides =
        IntStream.range(0, 3)
            .mapToObj(
                side ->
                    IntStream.range(0, ROUNDS)
                        .mapToObj(
                            round -> {
                              double together =
                                  SeededRandom.of(33, "round", number, optimizer, round)
                                      .nextGaussian();
                              double own =
                                  SeededRandom.of(34, "own", number, optimizer, round, side)
                                      .nextGaussian();
                              double speed = side == 0 ? 1 : factor;
                              return 1.5 * speed * Math.exp(0.1 * together + noise * own);
                            })
                        .toList())
            .toList();
    return List.of(
        new InterleavedStepTimes(
            OPTIMIZERS.get(optimizer), sides.get(0), sides.get(1), sides.get(2)));
  }
}
