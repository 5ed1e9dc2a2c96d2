package optbench.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlatTreeTest {
  /** What two runs differ in has the names that their files have. */
  @Test
  void keysOfAPartStandAmongThoseOfTheWhole() {
    assertThat(FlatTree.of(FakeTime.of(3, 2, 1, 1, 6, 21)).leaves().keySet())
        .startsWith("steps", "step_millis_median")
        .contains("jobs", "circumstances.isolated");
  }
}
