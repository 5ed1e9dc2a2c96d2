package optbench.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** Numbers and running text. */
class TextTest {
  @Example
  void numbersAreAsPeopleWriteThem() {
    assertThat(
            List.of(0.0, 1.0, 0.001, 1e-4, 1e-7, 2.5e-8, -3e-9, 128.0, 1e12).stream()
                .map(NumberText::exact))
        .containsExactly("0", "1", "0.001", "0.0001", "1e-7", "2.5e-8", "-3e-9", "128", "1e12");
    assertThat(NumberText.count(1_387_594)).isEqualTo("1,387,594");
    assertThat(NumberText.bytes(814_160)).isEqualTo("795 KiB");
    assertThat(NumberText.bytes(24_100_000_000L)).isEqualTo("22.4 GiB");
  }

  @Property
  void numbersReadBackAsTheSame(@ForAll double value) {
    assertThat(Double.parseDouble(NumberText.exact(value))).isEqualTo(value + 0.0);
  }

  @Property
  void wrappingLosesNoWordAndNoLineIsTooLong(
      @ForAll @Size(min = 1, max = 30)
          List<@AlphaChars @StringLength(min = 1, max = 12) String> words,
      @ForAll @IntRange(min = 12, max = 60) int width) {
    String text = String.join(" ", words);

    List<String> lines = Prose.wrap(text, width);

    assertThat(String.join(" ", lines)).isEqualTo(text);
    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
  }
}
