package optbench.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimingGateTest {
  private static final Rule TEN_PERCENT = Rule.parse("timing:10%");

  /** A machine that never wavers: six rounds of ratios on either side of the margin. */
  @ParameterizedTest
  @CsvSource({"1.0,OK", "1.09,OK", "1.11,REGRESSED", "2.5,REGRESSED", "0.5,OK"})
  void theRatioDecidesWhereNothingScatters(double factor, GateOutcome finding) {
    TimingCheck check = check(times("adam", factor, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));

    assertThat(check.finding()).isEqualTo(finding);
    assertThat(check.ratio()).hasValueCloseTo(factor, within(1e-12));
    assertThat(check.self()).hasValueCloseTo(1.0, within(1e-12));
    assertThat(check.rounds()).isEqualTo(10);
  }

  /** The figures by hand: logarithms 0.1 ± 0.01, t(0.975; 3) = 3.182, sd 0.011547. */
  @Test
  void theIntervalIsStudentsOnLogarithms() {
    List<Double> other = Collections.nCopies(4, 2.0);
    List<Double> now =
        DoubleStream.of(0.09, 0.11, 0.09, 0.11).mapToObj(d -> 2 * Math.exp(d)).toList();

    TimingCheck check = check(new InterleavedStepTimes("adam", other, now, now));

    double half = 3.182446305 * 0.01154700538 / 2;
    assertThat(check.ratio()).hasValueCloseTo(Math.exp(0.1), within(1e-9));
    assertThat(check.ratio95().orElseThrow().low()).isCloseTo(Math.exp(0.1 - half), within(1e-9));
    assertThat(check.ratio95().orElseThrow().high()).isCloseTo(Math.exp(0.1 + half), within(1e-9));
    assertThat(check.finding()).isEqualTo(GateOutcome.UNCLEAR);
    assertThat(check.reason()).isEqualTo("more rounds would tell whether it is slower by 10 %");
    assertThat(check.roundMillis()).hasSize(4).allSatisfy(round -> assertThat(round).hasSize(3));
  }

  /** Against itself from half to twice: nothing passes, and alone that is no success. */
  @Test
  void aRestlessMachinePassesNothing() {
    double[] noise = {0.7, -0.7, 0.6, -0.6, 0.5, -0.5};

    TimingCheck alone = check(times("adam", 1, noise));
    TimingCheck beside =
        new TimingGate(TEN_PERCENT, false).check(of(times("adam", 1, noise))).get(0);

    assertThat(alone.finding()).isEqualTo(GateOutcome.NOT_COMPARED);
    assertThat(beside.finding()).isEqualTo(GateOutcome.UNCLEAR);
    assertThat(alone.reason())
        .matches(
            "times are too uneven to judge 10 %: the command against itself gave 0\\.\\d+ to [12]\\.\\d+;"
                + " about \\d+ rounds would do");
  }

  @Test
  void whatIsSlowerThanAllThatTheMachineDoesIsSeenOnARestlessOneAsWell() {
    double[] noise = {0.3, -0.3, 0.25, -0.25, 0.2, -0.2, 0.3, -0.3};

    assertThat(check(times("adam", 1.15, noise)).finding()).isEqualTo(GateOutcome.NOT_COMPARED);
    assertThat(check(times("adam", 3, noise)).finding()).isEqualTo(GateOutcome.REGRESSED);
  }

  /** The same ratio in each of a hundred optimizers is less sure than in one. */
  @Test
  void theNumberOfOptimizersIsCorrectedFor() {
    double[] noise = {0.06, -0.02, 0.05, -0.03, 0.02, 0.01, -0.04, 0.03, -0.05, -0.03};
    InterleavedStepTimes one = times("adam", 1.16, noise);
    List<InterleavedStepTimes> many =
        IntStream.range(0, 100).mapToObj(i -> times("adam " + i, 1.16, noise)).toList();

    assertThat(check(one).finding()).isEqualTo(GateOutcome.REGRESSED);
    assertThat(new TimingGate(TEN_PERCENT, true).check(many))
        .extracting(TimingCheck::finding)
        .containsOnly(GateOutcome.UNCLEAR);
  }

  @Test
  void oneRoundTellsNothing() {
    TimingCheck check = check(times("adam", 3, 0));

    assertThat(check.finding()).isEqualTo(GateOutcome.NOT_COMPARED);
    assertThat(check.reason()).isEqualTo("too few rounds to judge 10 %");
  }

  @Test
  void whatCannotBeComparedIsSaidAndTheRestIsJudged() {
    List<TimingCheck> checks =
        new TimingGate(TEN_PERCENT, true)
            .check(
                List.of(
                    InterleavedStepTimes.incomparable("sgd", "seed 1 diverged"),
                    times("adam", 1.3, 0.01, 0, 0.01, 0, 0.01)));
    TimingReport report = new TimingReport(0.1, 5, checks);

    assertThat(report.finding()).isEqualTo(GateOutcome.REGRESSED);
    assertThat(report.sentence())
        .startsWith("Slower: adam (slower by more than 10 %: 1.3")
        .endsWith(". Times could not be compared: sgd (seed 1 diverged).");
  }

  @Test
  void refusesTimesThatAreNone() {
    List<Double> one = List.of(1.0);
    assertThatThrownBy(() -> new InterleavedStepTimes("a", one, List.of(), one))
        .hasMessage("there must be as many times of each command but were [1, 0, 1]");
    assertThatThrownBy(() -> new InterleavedStepTimes("a", one, List.of(0.0), one))
        .hasMessage("times must be greater than 0 but were [0.0]");
    assertThatThrownBy(() -> new TimingGate(Rule.DEFAULT, true))
        .hasMessage("the rule must be about timing but was about ACCURACY");
  }

  private static TimingCheck check(InterleavedStepTimes times) {
    return new TimingGate(TEN_PERCENT, true).check(of(times)).get(0);
  }

  private static List<InterleavedStepTimes> of(InterleavedStepTimes... times) {
    return Stream.of(times).toList();
  }

  /**
   * Two milliseconds a step, and this command so many times as many.
   *
   * @param noise on the logarithm of this command's time, a round each; the second time it is
   *     without
   */
  private static InterleavedStepTimes times(String label, double factor, double... noise) {
    return new InterleavedStepTimes(
        label,
        Collections.nCopies(noise.length, 2.0),
        DoubleStream.of(noise).mapToObj(d -> 2 * factor * Math.exp(d)).toList(),
        Collections.nCopies(noise.length, 2 * factor));
  }
}
