package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Reference values are from R 4.2.2 with survival 3.5-3: survfit(conf.type = "log-log"). */
class KaplanMeierTest {
  private static final Offset<Double> EXACT = within(1e-10);

  /** Remission under 6-MP, in weeks (Freireich et al., Blood 21, 1963): a textbook's example. */
  @Test
  void agreesWithPublishedRemissions() {
    KaplanMeier km =
        KaplanMeier.of(
            times(
                new double[] {6, 6, 6, 7, 10, 13, 16, 22, 23},
                6,
                9,
                10,
                11,
                17,
                19,
                20,
                25,
                32,
                32,
                34,
                35));

    assertThat(km.runs()).isEqualTo(21);
    assertThat(km.reached()).isEqualTo(9);
    assertThat(km.steps())
        .extracting(KaplanMeier.Step::survival)
        .usingComparatorForType(KaplanMeierTest::nearly, Double.class)
        .containsExactly(
            0.85714285714,
            0.80672268908,
            0.75294117647,
            0.69019607843,
            0.62745098039,
            0.53781512605,
            0.44817927171);
    assertThat(km.steps().get(6).band().orElseThrow().low()).isCloseTo(0.18805200596, EXACT);
    assertThat(km.steps().get(6).band().orElseThrow().high()).isCloseTo(0.68014262850, EXACT);
    assertThat(km.median()).hasValue(23);
    assertThat(km.medianLow()).hasValue(13);
    assertThat(km.medianHigh()).isEmpty();
  }

  /** The other arm of the same trial: nobody censored, many ties. R: 8, 4 to 11. */
  @Test
  void agreesWithPublishedRemissionsUnderPlacebo() {
    KaplanMeier km =
        KaplanMeier.of(
            times(
                new double[] {
                  1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23
                }));

    assertThat(km.median()).hasValue(8);
    assertThat(km.medianLow()).hasValue(4);
    assertThat(km.medianHigh()).hasValue(11);
    assertThat(km.steps().get(11).band()).isEmpty();
  }

  /** R: 200, 120 to NA. */
  @Test
  void keepsTheEndsOfBudgetsAsCensored() {
    KaplanMeier km = KaplanMeier.of(times(new double[] {120, 150, 180, 200, 210}, 1000, 1000));

    assertThat(km.median()).hasValue(200);
    assertThat(km.medianLow()).hasValue(120);
    assertThat(km.medianHigh()).isEmpty();
  }

  /** A run that diverged stays among those that may still arrive, however late others do. */
  @Test
  void neverDropsDivergedRuns() {
    double never = Double.POSITIVE_INFINITY;

    assertThat(KaplanMeier.of(times(new double[] {5, 9}, never)).median()).hasValue(9);
    assertThat(KaplanMeier.of(times(new double[] {5, 9}, never, never)).median()).hasValue(9);
    KaplanMeier three = KaplanMeier.of(times(new double[] {5, 9}, never, never, never));
    assertThat(three.median()).isEmpty();
    assertThat(KaplanMeier.of(times(new double[0], never, never)).median()).isEmpty();
  }

  /** One censored before the last arrives: S is 1/2 after the first, then nothing is left. */
  @Test
  void takesTheFirstCostAtWhichHalfArrived() {
    assertThat(KaplanMeier.of(times(new double[] {10, 30}, 20)).median()).hasValue(30);
    assertThat(KaplanMeier.of(times(new double[] {10, 30})).median()).hasValue(10);
    // 5/6, 4/6, 3/6 in floating point must still count as a half.
    assertThat(KaplanMeier.of(times(new double[] {1, 2, 3, 4, 5, 6})).median()).hasValue(3);
  }

  @Test
  void knowsNothingOfTheSpreadOfOneRun() {
    KaplanMeier km = KaplanMeier.of(times(new double[] {1234.4}));

    assertThat(km.median()).hasValue(1234.4);
    assertThat(km.medianLow()).isEmpty();
    assertThat(km.medianHigh()).isEmpty();
    assertThatThrownBy(() -> KaplanMeier.of(List.of())).hasMessageContaining("at least one run");
  }

  private static List<TimeToTarget> times(double[] reached, double... censored) {
    List<TimeToTarget> times = new ArrayList<>();
    DoubleStream.of(censored).forEach(c -> times.add(new TimeToTarget(c, false)));
    Arrays.stream(reached).forEach(r -> times.add(new TimeToTarget(r, true)));
    return times;
  }

  private static int nearly(double a, double b) {
    return Math.abs(a - b) < 1e-10 ? 0 : Double.compare(a, b);
  }
}
