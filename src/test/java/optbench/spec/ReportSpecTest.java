package optbench.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportSpecTest {
  @Test
  void takesUpToTwentyRisingTargets() {
    List<Double> twenty =
        IntStream.rangeClosed(1, 20).mapToObj(i -> 0.5 + 0.02 * i).map(t -> t - 0.01).toList();

    assertThat(ReportSpec.DEFAULT.withTargets(twenty).targets()).isEqualTo(twenty);
    assertThatThrownBy(() -> ReportSpec.DEFAULT.withTargets(Collections.nCopies(21, 0.5)))
        .hasMessage("must be 1 to 20 accuracies but were 21");
    assertThatThrownBy(() -> ReportSpec.DEFAULT.withTargets(List.of()))
        .hasMessage("must be 1 to 20 accuracies but were 0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1, 0, -0.5, Double.NaN})
  void refusesTargetsThatAreNoTest(double target) {
    assertThatThrownBy(() -> ReportSpec.DEFAULT.withTargets(List.of(target)))
        .hasMessage("must be greater than 0.1 and less than 1, a fraction, but was " + target);
  }

  @Test
  void explainsPercentages() {
    assertThatThrownBy(() -> ReportSpec.DEFAULT.withTargets(List.of(0.9, 97.0)))
        .isInstanceOfSatisfying(
            SpecException.class, e -> assertThat(e.path()).isEqualTo("/targets/1"))
        .hasMessage(
            "must be greater than 0.1 and less than 1, a fraction, but was 97.0: write 0.97 for"
                + " 97.0 %");
  }

  @Test
  void refusesTargetsThatDoNotRise() {
    assertThatThrownBy(() -> ReportSpec.DEFAULT.withTargets(List.of(0.9, 0.9)))
        .hasMessage("must be greater than the one before it, 0.9, but was 0.9");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.002, Double.NaN})
  void refusesMarginsThatAreNone(double margin) {
    assertThatThrownBy(() -> new ReportSpec(List.of(0.9), margin))
        .hasMessage("must be greater than 0 and less than 1, a fraction, but was " + margin);
  }
}
