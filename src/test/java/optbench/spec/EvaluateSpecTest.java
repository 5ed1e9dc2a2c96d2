package optbench.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class EvaluateSpecTest {
  @Test
  void stepsAreEvenOnALogScale() {
    assertThat(EvaluateSpec.DEFAULT.stepsBefore(469))
        .containsExactly(
            10L, 13L, 18L, 24L, 32L, 42L, 56L, 75L, 100L, 133L, 178L, 237L, 316L, 422L);
    assertThat(EvaluateSpec.DEFAULT.stepsBefore(100)).hasSize(8).endsWith(75L);
    assertThat(EvaluateSpec.DEFAULT.stepsBefore(101)).endsWith(100L);
  }

  @Test
  void anEpochThatEndsBeforeTheFirstHasNone() {
    assertThat(EvaluateSpec.DEFAULT.stepsBefore(1)).isEmpty();
    assertThat(EvaluateSpec.DEFAULT.stepsBefore(10)).isEmpty();
    assertThat(EvaluateSpec.DEFAULT.stepsBefore(11)).containsExactly(10L);
  }

  @Test
  void aStepIsTakenOnceHoweverManyADecade() {
    assertThat(new EvaluateSpec(1, 50, OptionalInt.empty()).stepsBefore(6))
        .containsExactly(1L, 2L, 3L, 4L, 5L);
  }
}
