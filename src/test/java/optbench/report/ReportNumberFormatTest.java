package optbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportNumberFormatTest {
  @ParameterizedTest
  @CsvSource({
    "0.97621234, 0.976212",
    "0.5, 0.5",
    "0.00012, 0.00012",
    "1234567.8, 1234570",
    "60000, 60000",
    "0, 0",
    "-0.001066666666, -0.00106667"
  })
  void roundsCellsToSixDigits(double value, String cell) {
    assertThat(ReportNumberFormat.cell(value)).hasToString(cell);
  }

  @Test
  void leavesUndefinedCellsEmpty() {
    assertThat(ReportNumberFormat.cell(OptionalDouble.empty())).isEqualTo("");
    assertThat(ReportNumberFormat.cell(Double.NaN)).isEqualTo("");
  }

  @ParameterizedTest
  @CsvSource({
    "0.0811501, 0.0812",
    "0, 0",
    "1.2, 1.20",
    "9.996, 10.0",
    "17.349, 17.3",
    "99.96, 100",
    "73818.4, 73818"
  })
  void shortensForReaders(double value, String text) {
    assertThat(ReportNumberFormat.brief(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "40, 40 B", "1023, 1023 B", "407080, 398 KiB", "1628320, 1.55 MiB"})
  void namesBytes(long bytes, String text) {
    assertThat(ReportNumberFormat.bytes(bytes)).isEqualTo(text);
  }
}
