package optbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import optbench.result.Circumstances;
import optbench.result.FakeTime;
import optbench.result.StepSpread;
import optbench.result.TimeSplit;
import optbench.result.TimeSplit.Measured;
import org.junit.jupiter.api.Test;

class StepTimeRecorderTest {
  private static final long MILLI = 1_000_000;

  @Test
  void ofATrialAloneGradientAndUpdateAddUp() {
    StepTimeRecorder times = new StepTimeRecorder();
    times.add(2 * MILLI, MILLI);
    times.add(4 * MILLI, MILLI);
    times.add(9 * MILLI, 3 * MILLI);

    assertThat(times.split(40))
        .hasValue(
            new TimeSplit(
                new Measured(3, 5, 4, 1, 0.02, 2000),
                1,
                1,
                Optional.of(new StepSpread(3, 3, 4, 8.5, 12)),
                Circumstances.UNKNOWN));
  }

  /** Ten disturbed steps in a row among a hundred fill two chunks of twenty. */
  @Test
  void chunksShowADisturbanceThatTheMedianHides() {
    StepTimeRecorder times = new StepTimeRecorder();
    for (int i = 0; i < 100; i++) {
      times.add(i >= 40 && i < 50 ? 9 * MILLI : MILLI, MILLI);
    }

    TimeSplit split = times.split(100).orElseThrow();

    assertThat(split.stepMillis()).isEqualTo(2);
    assertThat(split.spread()).hasValue(new StepSpread(20, 2, 2, 2, 10));
  }

  @Test
  void oneStepIsOneChunk() {
    StepTimeRecorder times = new StepTimeRecorder();
    times.add(2 * MILLI, MILLI);

    assertThat(times.split(1).orElseThrow().spread()).hasValue(new StepSpread(1, 3, 3, 3, 3));
  }

  @Test
  void ofTrialsTogetherEachBearsItsShareOfTheGradient() {
    StepTimeRecorder times = new StepTimeRecorder();
    times.add(12 * MILLI, 6, MILLI);
    times.add(12 * MILLI, 6, 2 * MILLI);
    times.add(12 * MILLI, 3, 2 * MILLI);

    TimeSplit split = times.split(10).orElseThrow();

    assertThat(split.sharedBy()).isEqualTo(6);
    assertThat(split.measured().gradientMillisMedian()).isCloseTo(12, within(1e-9));
    assertThat(split.measured().updateMillisMedian()).isCloseTo(2, within(1e-9));
    assertThat(split.stepMillis()).isCloseTo(4, within(1e-9));
    assertThat(split.measured().trainSeconds()).isCloseTo(0.013, within(1e-12));
    assertThat(split.measured().samplesPerSecond()).isCloseTo(10 / 0.013, within(1e-6));
    assertThat(times.seconds()).isEqualTo(split.measured().trainSeconds());
  }

  @Test
  void itGrowsWithTheSteps() {
    StepTimeRecorder times = new StepTimeRecorder();
    for (int i = 0; i < 5000; i++) {
      times.add(2 * MILLI, 2, MILLI);
    }

    TimeSplit split = times.split(1).orElseThrow();

    assertThat(split.measured().steps()).isEqualTo(5000);
    assertThat(split.stepMillis()).isCloseTo(2, within(1e-9));
    assertThat(split.sharedBy()).isEqualTo(2);
  }

  @Test
  void withoutAStepThereIsNoTime() {
    assertThat(new StepTimeRecorder().split(0)).isEmpty();
  }

  @Test
  void countsOfNobodyAreRefused() {
    assertThatThrownBy(() -> FakeTime.of(1, 1, 1, 1, 1, 1, 0, 1))
        .hasMessage("shared_by must be at least 1 but was 0");
    assertThatThrownBy(() -> FakeTime.of(1, 1, 1, 1, 1, 1, 1, 0))
        .hasMessage("jobs must be at least 1 but was 0");
  }
}
