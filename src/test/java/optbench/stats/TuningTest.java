package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import optbench.result.TuningRecord.Select;
import optbench.stats.TuningWarning.Kind;
import org.junit.jupiter.api.Test;

/** Which settings are chosen, and what is warned of. */
class TuningTest {
  @Test
  void theHighestMeanValidationAccuracyIsChosen() {
    Tuning tuning =
        tuning(
            new FakeRun()
                .tried("adam", 0.001, 0.95, 0.96)
                .tried("adam", 0.01, 0.97, 0.95)
                .tried("adam", 0.1, 0.98, 0.90)
                .tried("sgd", 0.001, 0.5, 0.6)
                .tried("sgd", 0.01, 0.7, 0.8)
                .tried("sgd", 0.1, 0.6, 0.7));

    assertThat(tuning.chosen())
        .isEqualTo(
            Map.of("adam", Map.of("learning_rate", 0.01), "sgd", Map.of("learning_rate", 0.01)));
    SettingResult best = tuning.optimizers().get(0).best().orElseThrow();
    assertThat(best.validationAccuracy()).hasValueCloseTo(0.96, within(1e-12));
    assertThat(best.validationLoss()).hasValueCloseTo(0.08, within(1e-12));
    assertThat(best.seeds()).containsExactly(1001L, 1002L);
    assertThat(tuning.warnings()).isEmpty();
  }

  /** The fake's figures of the test set say the contrary. */
  @Test
  void theTestSetHasNoSay() {
    Tuning tuning = tuning(new FakeRun().tried("adam", 0.001, 0.95).tried("adam", 0.01, 0.94));

    assertThat(tuning.chosen()).isEqualTo(Map.of("adam", Map.of("learning_rate", 0.001)));
  }

  @Test
  void theLowestLossIsChosenWhereThatIsAskedFor() {
    FakeRun run =
        new FakeRun()
            .triedWithLoss("adam", 0.001, 0.95, 0.3)
            .triedWithLoss("adam", 0.01, 0.94, 0.1)
            .triedWithLoss("adam", 0.1, 0.9, 0.2);

    assertThat(chosenRate(run)).isEqualTo(0.001);
    assertThat(chosenRate(run.select(Select.VALIDATION_LOSS))).isEqualTo(0.01);
  }

  @Test
  void ofEqualsTheOtherFigureDecidesAndThenTheOrder() {
    FakeRun accuracy =
        new FakeRun()
            .triedWithLoss("adam", 0.001, 0.95, 0.3)
            .triedWithLoss("adam", 0.01, 0.95, 0.1)
            .triedWithLoss("adam", 0.1, 0.95, 0.1);
    FakeRun loss =
        new FakeRun()
            .select(Select.VALIDATION_LOSS)
            .triedWithLoss("adam", 0.001, 0, 0.5)
            .triedWithLoss("adam", 0.01, 0.5, 0.5)
            .triedWithLoss("adam", 0.1, 0.5, 0.5);

    assertThat(chosenRate(accuracy)).isEqualTo(0.01);
    assertThat(chosenRate(loss)).isEqualTo(0.01);
  }

  @Test
  void aSettingThatDivergedEvenOnceComesLast() {
    FakeRun run =
        new FakeRun()
            .tried("adam", 0.001, 0.2, 0.1)
            .tried("adam", 0.01, 0.99, -7)
            .tried("adam", 0.1, -5, -6);

    assertThat(chosenRate(run)).isEqualTo(0.001);
    TunedOptimizer adam = tuning(run).optimizers().get(0);
    assertThat(adam.diverged()).isEqualTo(2);
    assertThat(adam.settings().get(1).diverged()).isEqualTo(1);
    assertThat(adam.settings().get(1).validationAccuracy()).isEmpty();
    assertThat(adam.accuracies().orElseThrow().n()).isEqualTo(1);
  }

  @Test
  void ifAllDivergedTheOneThatLastedIsChosenAndThatIsSaid() {
    Tuning tuning =
        tuning(
            new FakeRun()
                .tried("sgd", 0.1, -90, -10)
                .tried("sgd", 1, -60, -60)
                .tried("sgd", 10, -2, -3));

    assertThat(tuning.chosen()).isEqualTo(Map.of("sgd", Map.of("learning_rate", 1.0)));
    assertThat(tuning.warnings())
        .extracting(TuningWarning::kind, TuningWarning::text)
        .containsExactly(
            tuple(
                Kind.ALL_DIVERGED,
                "sgd diverged in every setting tried: try smaller learning rates"));
  }

  @Test
  void aLossThatIsHopelessHasDivergedWhateverItsAccuracy() {
    FakeRun run =
        new FakeRun()
            .triedWithLoss("adam", 0.001, 0.9, 0.5)
            .triedWithLoss("adam", 0.01, 0.99, Double.NaN)
            .triedWithLoss("adam", 0.1, 0.99, Double.POSITIVE_INFINITY)
            .triedWithLoss("adam", 1, 0.999, 1.44e11);

    assertThat(chosenRate(run)).isEqualTo(0.001);
    assertThat(chosenRate(run.select(Select.VALIDATION_LOSS))).isEqualTo(0.001);
    assertThat(tuning(run).optimizers().get(0).diverged()).isEqualTo(3);
  }

  @Test
  void whatHasNoResultCannotBeChosenAndThatIsSaid() {
    Tuning tuning =
        tuning(
            new FakeRun()
                .tried("adam", 0.001, 0.9, 0.9)
                .tried("adam", 0.01, 0.99, Double.NaN)
                .tried("sgd", 0.001, Double.NaN, Double.NaN)
                .tried("sgd", 0.01, Double.NaN, 0.9));

    assertThat(tuning.chosen()).isEqualTo(Map.of("adam", Map.of("learning_rate", 0.001)));
    assertThat(tuning.warnings())
        .extracting(TuningWarning::text)
        .containsExactly(
            "1 of 2 settings of adam have no result, and could not be chosen",
            "2 of 2 settings of sgd have no result, and could not be chosen: it has no final trials");
    assertThat(tuning.warnings()).extracting(TuningWarning::kind).containsOnly(Kind.INCOMPLETE);
  }

  @Test
  void aBestOnTheEdgeIsWarnedOf() {
    Tuning tuning =
        tuning(
            new FakeRun()
                .tried("adam", 0.1, 0.9)
                .tried("adam", 1, 0.99)
                .tried("adam", 0.01, 0.8)
                .tried("sgd", 0.0001, 0.9)
                .tried("sgd", 0.001, 0.8)
                .tried("sgd", 0.01, -3));

    assertThat(tuning.warnings())
        .containsExactly(
            new TuningWarning(
                Kind.LARGEST_TRIED,
                "adam",
                Optional.of("learning_rate"),
                OptionalDouble.of(1),
                "adam's best learning rate, 1, is the largest tried: widen the range"),
            new TuningWarning(
                Kind.SMALLEST_TRIED,
                "sgd",
                Optional.of("learning_rate"),
                OptionalDouble.of(0.0001),
                "sgd's best learning rate, 0.0001, is the smallest tried: widen the range"));
  }

  @Test
  void theEdgeOfEveryHyperParameterCounts() {
    FakeRun run = new FakeRun();
    for (double rate : new double[] {0.01, 0.1, 1}) {
      for (double momentum : new double[] {0.5, 0.9, 0.99}) {
        run.triedMomentum("momentum", rate, momentum, 0.9 + momentum / 20 - Math.abs(rate - 0.1));
      }
    }

    assertThat(tuning(run).warnings())
        .extracting(TuningWarning::text)
        .containsExactly("momentum's best momentum, 0.99, is the largest tried: widen the range");
  }

  @Test
  void twoValuesHaveNoInsideAndNothingIsBelowZero() {
    assertThat(tuning(new FakeRun().tried("a", 0.1, 0.9).tried("a", 1, 0.8)).warnings()).isEmpty();
    assertThat(
            tuning(new FakeRun().tried("a", 0, 0.9).tried("a", 1, 0.8).tried("a", 2, 0.7))
                .warnings())
        .isEmpty();
  }

  @Test
  void divergedSettingsCountAsGuessingInWhatOneMayExpect() {
    Tuning tuning =
        tuning(
            new FakeRun()
                .tried("steady", 0.01, 0.6)
                .tried("steady", 0.1, 0.7)
                .tried("wild", 0.01, 0.9)
                .tried("wild", 0.1, -3));

    ExpectedBest wild = tuning.optimizers().get(1).expectedBest().orElseThrow();
    assertThat(wild.points().get(0).mean()).isCloseTo(0.5, within(1e-12));
    assertThat(wild.points().get(1).mean()).isCloseTo(0.7, within(1e-12));
    assertThat(tuning.rankings())
        .extracting(ExpectedBest.BudgetRange::text)
        .containsExactly("1 trial: steady, wild", "2 trials: wild, steady");
  }

  private static double chosenRate(FakeRun run) {
    return tuning(run).chosen().get("adam").get("learning_rate");
  }

  private static Tuning tuning(FakeRun run) {
    return run.summary().tuning().orElseThrow();
  }
}
