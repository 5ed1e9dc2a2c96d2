package optbench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FlatTreeTest {
  /** What two runs differ in has the names that their files have. */
  @Test
  void keysOfAPartStandAmongThoseOfTheWhole() {
    assertThat(FlatTree.of(FakeTime.of(3, 2, 1, 1, 6, 21)).leaves().keySet())
        .startsWith("steps", "step_millis_median")
        .contains("jobs", "circumstances.isolated");
  }

  /** A GPU's memory is read as bytes, not as Java shows it. */
  @Test
  void whatIsThereIsItsValueAndWhatIsNotIsLeftOut() {
    assertThat(FlatTree.of(new Known(OptionalLong.of(12), OptionalInt.of(3))).leaves())
        .containsExactly(Map.entry("bytes", "12"), Map.entry("step", "3"));
    assertThat(FlatTree.of(new Known(OptionalLong.empty(), OptionalInt.empty())).leaves())
        .isEmpty();
  }

  private record Known(OptionalLong bytes, OptionalInt step) {}
}
