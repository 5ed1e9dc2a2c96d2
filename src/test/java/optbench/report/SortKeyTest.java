package optbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SortKeyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "97.62 ± 0.11 (−0.20) | 97.62",
        "−0.29 to 0.51 | -0.29",
        "60,000 | 60000",
        "0 B | 0",
        "398 KiB | 407552",
        "1.5 MiB | 1572864",
        "1.68 † | 1.68",
        "3 of 5 | 3",
        "412 (398 to 430) | 412"
      })
  void readsTheLeadingNumber(String cell, double key) {
    assertThat(SortKey.of(cell)).hasValue(key);
  }

  @Test
  void putsWhatWasNotReachedBehindWhatWas() {
    assertThat(
            List.of("4000", "> 2345 (0 of 3 seeds)", "> 2400 (0 of 3 seeds)").stream()
                .map(cell -> SortKey.of(cell).orElseThrow()))
        .isSorted();
    assertThat(SortKey.of("< 0.0001").orElseThrow())
        .isLessThan(SortKey.of("0.0001").orElseThrow())
        .isGreaterThan(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "–", "never (0 of 3 seeds)", "adam", ">"})
  void knowsNoKeyWhereThereIsNoNumber(String cell) {
    assertThat(SortKey.of(cell)).isEmpty();
  }
}
