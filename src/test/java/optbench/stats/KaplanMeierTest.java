package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Reference values are from R 4.2.2 with survival 3.5-3: survfit. */
class KaplanMeierTest {
  private static final double NEVER = Double.POSITIVE_INFINITY;

  /** Remission under 6-MP, in weeks (Freireich et al., Blood 21, 1963): a textbook's example. */
  @Test
  void agreesWithPublishedRemissions() {
    double[] relapses = {6, 6, 6, 7, 10, 13, 16, 22, 23};

    assertThat(median(relapses, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)).hasValue(23.0);
  }

  /** The other arm of the same trial: nobody censored, many ties. */
  @Test
  void agreesWithPublishedRemissionsUnderPlacebo() {
    double[] relapses = {1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23};

    assertThat(median(relapses)).hasValue(8.0);
  }

  @Test
  void keepsTheEndsOfBudgetsAsCensored() {
    assertThat(median(new double[] {120, 150, 180, 200, 210}, 1000, 1000)).hasValue(200.0);
  }

  /** A run that diverged stays among those that may still arrive, however late others do. */
  @Test
  void neverDropsDivergedRuns() {
    assertThat(median(new double[] {5, 9}, NEVER)).hasValue(9.0);
    assertThat(median(new double[] {5, 9}, NEVER, NEVER)).hasValue(9.0);
    assertThat(median(new double[] {5, 9}, NEVER, NEVER, NEVER)).isEmpty();
    assertThat(median(new double[0], NEVER, NEVER)).isEmpty();
  }

  /** One censored before the last arrives: S is 1/2 after the first, then nothing is left. */
  @Test
  void takesTheFirstCostAtWhichHalfArrived() {
    assertThat(median(new double[] {10, 30}, 20)).hasValue(30.0);
    assertThat(median(new double[] {10, 30})).hasValue(10.0);
    // 5/6, 4/6, 3/6 in floating point must still count as a half.
    assertThat(median(new double[] {1, 2, 3, 4, 5, 6})).hasValue(3.0);
    assertThat(median(new double[] {1234.4})).hasValue(1234.4);
  }

  /** By hand: of the three, the middle one is between its own two evaluations. */
  @Test
  void saysBetweenWhichEvaluations() {
    List<TimeToTarget> times =
        List.of(new TimeToTarget(75, 100), new TimeToTarget(100, 133), new TimeToTarget(133, 178));

    assertThat(KaplanMeier.median(times)).hasValue(new TimeToTarget(100, 133));
  }

  /** Two of three arrived before their only evaluation, so that the middle one did, too. */
  @Test
  void doesNotMeasureWhatNobodyMeasured() {
    List<TimeToTarget> times =
        List.of(new TimeToTarget(0, 469), new TimeToTarget(0, 469), new TimeToTarget(75, 100));

    TimeToTarget median = KaplanMeier.median(times).orElseThrow();
    assertThat(median).isEqualTo(new TimeToTarget(0, 469));
    assertThat(median.beforeFirst()).isTrue();
  }

  private static Optional<Double> median(double[] reached, double... censored) {
    List<TimeToTarget> times = new ArrayList<>();
    DoubleStream.of(censored).forEach(c -> times.add(TimeToTarget.notBy(c)));
    Arrays.stream(reached).forEach(r -> times.add(new TimeToTarget(r / 2, r)));
    return KaplanMeier.median(times).map(TimeToTarget::to);
  }
}
