package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import optbench.stats.ExpectedBest.BudgetRange;
import org.junit.jupiter.api.Test;

class ExpectedBestTest {
  private static final double[] WILD = {0.91, 0.95, 0.97};

  /** NumPy: mean and standard deviation of the maximum over all 4^k ordered choices of k. */
  @Test
  void agreesWithAllChoices() {
    ExpectedBest curve = ExpectedBest.of("adam", WILD, 1, 0.1);

    assertPoint(curve, 1, 0.7325, 0.36581245194771594);
    assertPoint(curve, 2, 0.898125, 0.20722025570633773);
    assertPoint(curve, 3, 0.94390625, 0.10797304622421977);
    assertPoint(curve, 4, 0.9580078125, 0.05590463365379335);
    assertThat(curve.points()).hasSize(4);
  }

  @Test
  void agreesWithAllChoicesOfLikeScores() {
    ExpectedBest curve = ExpectedBest.of("sgd", new double[] {0.93, 0.94, 0.945, 0.935}, 0, 0);

    assertPoint(curve, 1, 0.9375, 0.005590169943749429);
    assertPoint(curve, 3, 0.9421875, 0.0037369564822191613);
  }

  /** With one trial a divergence costs more than the better best is worth; with four, less. */
  @Test
  void findsTheBudgetAtWhichRankingsChange() {
    ExpectedBest wild = ExpectedBest.of("adam", WILD, 1, 0.1);
    ExpectedBest tame = ExpectedBest.of("sgd", new double[] {0.93, 0.94, 0.945, 0.935}, 0, 0);

    List<BudgetRange> ranges = ExpectedBest.rankings(List.of(wild, tame));

    assertThat(ranges)
        .containsExactly(
            new BudgetRange(1, 2, List.of("sgd", "adam")),
            new BudgetRange(3, 4, List.of("adam", "sgd")));
    assertThat(ranges)
        .extracting(BudgetRange::text)
        .containsExactly("1 to 2 trials: sgd, adam", "3 to 4 trials: adam, sgd");
  }

  @Test
  void ranksUpToTheFewestTrials() {
    ExpectedBest one = ExpectedBest.of("one", new double[] {0.9}, 0, 0);
    ExpectedBest same = ExpectedBest.of("same", new double[] {0.9, 0.9, 0.9}, 0, 0);

    assertThat(ExpectedBest.rankings(List.of(same, one)))
        .containsExactly(new BudgetRange(1, 1, List.of("same", "one")));
    assertThat(ExpectedBest.rankings(List.of())).isEmpty();
    assertPoint(same, 3, 0.9, 0);
  }

  @Test
  void countsWhereAllDiverged() {
    assertPoint(ExpectedBest.of("sgd", new double[0], 2, 0.1), 2, 0.1, 0);
    assertThatThrownBy(() -> ExpectedBest.of("sgd", new double[0], 0, 0.1))
        .hasMessage("sgd must have at least one trial but had none");
    assertThatThrownBy(() -> ExpectedBest.of("sgd", new double[] {Double.NaN}, 0, 0.1))
        .hasMessage("a score must be finite but was NaN");
  }

  private static void assertPoint(ExpectedBest curve, int trials, double mean, double sd) {
    ExpectedBest.Point point = curve.points().get(trials - 1);
    assertThat(point.trials()).isEqualTo(trials);
    assertThat(point.mean()).isCloseTo(mean, within(1e-12));
    assertThat(point.sd()).isCloseTo(sd, within(1e-9));
  }
}
