package optbench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DivergenceTest {
  @ParameterizedTest
  @CsvSource({
    "2.3, false",
    "9999.99, false",
    "-0.1, false",
    "10000, true",
    "1.44e11, true",
    "Infinity, true",
    "NaN, true"
  })
  void isShownByAnyHopelessLoss(double loss, boolean shown) {
    assertThat(Divergence.isHopeless(loss)).isEqualTo(shown);
    assertThat(Divergence.shownBy(epoch(1, loss, 1, Optional.of(1.0), 0.5))).isEqualTo(shown);
    assertThat(Divergence.shownBy(epoch(1, 1, loss, Optional.of(1.0), 0.5))).isEqualTo(shown);
    assertThat(Divergence.shownBy(epoch(1, 1, 1, Optional.of(loss), 0.5))).isEqualTo(shown);
  }

  @Test
  void endsATrialAtTheFirstEpochThatShowsIt() {
    TrialResult result = result(Outcome.FINISHED, OptionalLong.empty(), 2.3, 1.44e11, 0.1);

    assertThat(result.outcome()).isEqualTo(Outcome.DIVERGED);
    assertThat(result.divergedAtStep()).hasValue(20);
    assertThat(result.epochs())
        .extracting(e -> e.testLoss().orElseThrow())
        .containsExactly(2.3, 1.44e11);
  }

  @Test
  void endsATrialThatDivergedLaterAtTheEvaluationThatShowedIt() {
    TrialResult result = result(Outcome.DIVERGED, OptionalLong.of(23), 2.3, Double.NaN);

    assertThat(result.divergedAtStep()).hasValue(20);
  }

  @Test
  void leavesOtherTrialsAsTheyAre() {
    TrialResult finished = result(Outcome.FINISHED, OptionalLong.empty(), 2.3, 9000);
    TrialResult diverged = result(Outcome.DIVERGED, OptionalLong.of(23), 2.3, 9000);

    assertThat(finished.outcome()).isEqualTo(Outcome.FINISHED);
    assertThat(finished.divergedAtStep()).isEmpty();
    assertThat(finished.epochs()).hasSize(2);
    assertThat(diverged.divergedAtStep()).hasValue(23);
    assertThat(diverged.epochs()).hasSize(2);
  }

  /** They are trained again, whatever they have come to. */
  @ParameterizedTest
  @EnumSource(names = {"FAILED", "SKIPPED"})
  void makesNoResultOfATrialWithoutOne(Outcome outcome) {
    TrialResult result = result(outcome, OptionalLong.empty(), 1.44e11);

    assertThat(result.outcome()).isEqualTo(outcome);
    assertThat(result.settled()).isFalse();
  }

  private static TrialResult result(Outcome outcome, OptionalLong step, double... losses) {
    TrialSettings settings =
        FakeTrial.settings(
            "sgd",
            "keras",
            "keras",
            Map.of("learning_rate", 1e6),
            Map.of(),
            "mnist",
            "0".repeat(64),
            200,
            0,
            "mlp",
            "dense 128",
            101_770,
            20,
            losses.length,
            1,
            "dl4j",
            "cpu");
    EpochMetrics[] epochs = new EpochMetrics[losses.length];
    for (int i = 0; i < losses.length; i++) {
      epochs[i] = epoch(i + 1, 2.3, losses[i], Optional.empty(), 0.1);
    }
    return FakeTrial.result(
        settings.id(),
        "sgd",
        settings,
        outcome,
        List.of(epochs),
        Optional.empty(),
        0,
        "1".repeat(64),
        step,
        Optional.empty(),
        1,
        Instant.EPOCH);
  }

  private static EpochMetrics epoch(
      int epoch, double trainLoss, double testLoss, Optional<Double> validation, double accuracy) {
    return FakeTrial.epoch(
        epoch,
        10L * epoch,
        10L * epoch,
        trainLoss,
        0.1,
        testLoss,
        accuracy,
        validation,
        validation.map(loss -> 0.1),
        1);
  }
}
