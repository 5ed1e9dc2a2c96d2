package optbench.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
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
    assertThat(NumberText.rounded(value)).hasToString(cell);
  }

  @ParameterizedTest
  @CsvSource({"0.97615, 97.62", "-0.0029, −0.29", "-0.00001, 0.00", "1, 100.00"})
  void saysPercentToTwoPlaces(double fraction, String text) {
    assertThat(NumberText.percent(fraction)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.0051, +0.51", "-0.0093, −0.93", "0.00004, 0.00", "-0.00004, 0.00"})
  void givesDifferencesTheirSign(double fraction, String text) {
    assertThat(NumberText.points(fraction)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0432, 0.043, p = 0.043",
    "0.1, 0.1, p = 0.1",
    "1, 1, p = 1",
    "0.00009999, < 0.0001, p < 0.0001",
    "0, < 0.0001, p < 0.0001"
  })
  void saysPValuesToTwoDigits(double p, String bare, String sentence) {
    assertThat(NumberText.p(p)).isEqualTo(bare);
    assertThat(NumberText.pEquals(p)).isEqualTo(sentence);
  }

  @ParameterizedTest
  @CsvSource({"0.05, 5 %", "0.025, 2.5 %", "0.1, 10 %", "0.07, 7 %"})
  void saysLevelsAsTheyWereGiven(double fraction, String text) {
    assertThat(NumberText.wholePercent(fraction)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.44, 0.4 s", "45.2, 45 s", "200, 3 min 20 s", "7500, 2 h 5 min"})
  void saysDurations(double seconds, String text) {
    assertThat(NumberText.seconds(seconds)).isEqualTo(text);
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
    assertThat(NumberText.brief(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "40, 40 B", "1023, 1023 B", "407080, 398 KiB", "1628320, 1.55 MiB"})
  void namesBytes(long bytes, String text) {
    assertThat(NumberText.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "7, 7",
    "'3,1,2,1001', '1..3, 1001'",
    "'1,2,4', '1..2, 4'",
    "'-1,0,1', -1..1",
    "'5,5,5', 5",
    "'9223372036854775807,-9223372036854775808', '-9223372036854775808, 9223372036854775807'"
  })
  void integersInARowAreARange(String integers, String text) {
    List<Long> given =
        Stream.of(integers.split(",")).filter(i -> !i.isEmpty()).map(Long::valueOf).toList();

    assertThat(NumberText.ranges(given)).isEqualTo(text);
  }
}
