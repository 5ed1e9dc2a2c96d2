package optbench.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import optbench.spec.key.ChoiceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeedsTest {
  private static final ChoiceType<Seeds> TYPE = Seeds.typeWithUntil("");

  @ParameterizedTest
  @CsvSource({
    "101..105, 101, 105, 5",
    "7..7, 7, 7, 1",
    "-2..2, -2, 2, 5",
    "1..1000, 1, 1000, 1000"
  })
  void aRangeStandsForAllFromItsFirstToItsLast(String text, long first, long last, int count) {
    Seeds seeds = TYPE.read(text);

    assertThat(seeds.values()).hasSize(count).startsWith(first).endsWith(last).isSorted();
    assertThat(seeds.until()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5..1", "1..1001", "-999999999999999999..999999999999999999"})
  void aRangeThatIsReversedOrTooLongIsRefused(String text) {
    assertThatThrownBy(() -> TYPE.read(text))
        .isInstanceOf(SpecException.class)
        .hasMessage("must be a range of 1 to 1000 seeds, such as 101..125, but was " + text);
  }

  /** What is recorded names each seed: so that older versions read it. */
  @Test
  void aRangeIsWrittenAsAList() {
    assertThat(TYPE.write(TYPE.read("3..5"))).hasToString("[3, 4, 5]");
  }
}
