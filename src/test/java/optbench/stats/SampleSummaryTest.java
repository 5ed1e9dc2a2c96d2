package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleSummaryTest {
  private static final Offset<Double> EXACT = within(1e-12);

  /** Expected figures are from SciPy 1.10.1 and R 4.2.2 (t.test); both agree to 11 digits. */
  @Test
  void sumsUpSevenSeeds() {
    SampleSummary s =
        SampleSummary.ofFractions(0.9762, 0.9751, 0.9773, 0.9748, 0.9765, 0.9741, 0.9769);

    assertThat(s.n()).isEqualTo(7);
    assertThat(s.mean()).isCloseTo(0.9758428571428571, EXACT);
    assertThat(s.sd()).hasValueCloseTo(0.0011886366740333834, EXACT);
    assertThat(s.ci95().orElseThrow().low()).isCloseTo(0.974743551569, within(1e-11));
    assertThat(s.ci95().orElseThrow().high()).isCloseTo(0.976942162716, within(1e-11));
    assertThat(s.median()).isEqualTo(0.9762);
    assertThat(s.min()).isEqualTo(0.9741);
    assertThat(s.max()).isEqualTo(0.9773);
  }

  /**
   * By another way than the program's: every value written four times (NumPy), then as many as
   * there are values dropped at either end. Eight values agree with SciPy's trim_mean(0.25).
   */
  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "2 4, 3",
    "1 2 6, 2.5",
    "1 2 3 100, 2.5",
    "0 1 2 4 50, 2.3",
    "1 2 3 5 8 13, 4.333333333333333",
    "0.9762 0.9751 0.9773 0.9748 0.9765 0.9741 0.9769, 0.9759214285714285",
    "100 1 2 3 4 5 6 7, 4.5"
  })
  void cutsAQuarterOfTheWeightAtEitherEnd(String values, double expected) {
    double[] parsed = Arrays.stream(values.split(" ")).mapToDouble(Double::parseDouble).toArray();

    assertThat(SampleSummary.of(parsed).interquartileMean()).isCloseTo(expected, EXACT);
  }

  @Test
  void hasNoDeviationOfOneSeed() {
    SampleSummary s = SampleSummary.of(0.5);

    assertThat(s.mean()).isEqualTo(0.5);
    assertThat(s.median()).isEqualTo(0.5);
    assertThat(s.sd()).isEmpty();
    assertThat(s.ci95()).isEmpty();
  }

  /** Ten times 0.1, added up and divided, is not 0.1: constant values must stay what they are. */
  @Test
  void keepsValuesThatDoNotVary() {
    double[] same = new double[10];
    Arrays.fill(same, 0.1);
    SampleSummary s = SampleSummary.of(same);

    assertThat(s.mean()).isEqualTo(0.1);
    assertThat(s.interquartileMean()).isEqualTo(0.1);
    assertThat(s.sd()).hasValue(0);
    assertThat(s.ci95()).hasValue(new Interval(0.1, 0.1));
  }

  /** SciPy: -0.997 to 2.687, of which 0 to 1 is what a mean of fractions can be. */
  @Test
  void clipsIntervalsOfFractionsAndOnlyThose() {
    Interval clipped = SampleSummary.ofFractions(0.99, 0.70).ci95().orElseThrow();
    Interval whole = SampleSummary.of(0.99, 0.70).ci95().orElseThrow();

    assertThat(clipped).isEqualTo(new Interval(0, 1));
    assertThat(whole.low()).isCloseTo(-0.997399686782654, within(1e-9));
    assertThat(whole.high()).isCloseTo(2.687399686782654, within(1e-9));
  }

  @Test
  void refusesWhatIsNoFigure() {
    assertThatThrownBy(SampleSummary::of).hasMessageContaining("at least one value");
    assertThatThrownBy(() -> SampleSummary.of(1, Double.NaN)).hasMessageContaining("but was NaN");
    assertThatThrownBy(() -> SampleSummary.ofFractions(1.5))
        .hasMessage("a fraction must be from 0 to 1 but was 1.5");
  }

  @Property
  void middlesLieWithinTheValues(
      @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = 0, max = 1) Double> list) {
    double[] values = list.stream().mapToDouble(d -> d).toArray();
    SampleSummary s = SampleSummary.ofFractions(values);

    assertThat(s.interquartileMean()).isBetween(s.min() - 1e-12, s.max() + 1e-12);
    assertThat(s.median()).isBetween(s.min(), s.max());
    s.ci95().ifPresent(i -> assertThat(s.mean()).isBetween(i.low() - 1e-12, i.high() + 1e-12));
  }
}
