package optbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaletteTest {
  @Test
  void measuresContrastAsWcagDoes() {
    assertThat(Palette.contrast(Color.WHITE, Color.WHITE)).isEqualTo(1);
    assertThat(Palette.contrast(Color.BLACK, Color.WHITE)).isCloseTo(21, within(1e-9));
    // 0x767676 is the lightest gray that passes AA on white.
    Color gray = new Color(0x767676);
    assertThat(Palette.contrast(gray, Color.WHITE)).isCloseTo(4.54, within(0.005));
    assertThat(Palette.contrast(Color.WHITE, gray)).isEqualTo(Palette.contrast(gray, Color.WHITE));
  }

  @ParameterizedTest
  @EnumSource
  void keepsTextReadableOnEitherGround(ChartTheme theme) {
    assertThat(IntStream.range(0, 42).mapToObj(theme::text))
        .allSatisfy(
            c -> assertThat(Palette.contrast(c, theme.paper())).isGreaterThanOrEqualTo(4.5));
    assertThat(List.of(theme.ink(), theme.gray(), theme.warning()))
        .allSatisfy(
            c -> assertThat(Palette.contrast(c, theme.paper())).isGreaterThanOrEqualTo(4.5));
  }

  /** What WCAG 2 asks of graphics; the palette's light colours on white have dashes as well. */
  @Test
  void keepsLinesVisibleOnDark() {
    assertThat(IntStream.range(0, Palette.colors()).mapToObj(ChartTheme.DARK::color))
        .allSatisfy(
            c ->
                assertThat(Palette.contrast(c, ChartTheme.DARK.paper())).isGreaterThanOrEqualTo(3));
  }

  @ParameterizedTest
  @EnumSource
  void repeatsNoLookBefore42Series(ChartTheme theme) {
    assertThat(
            IntStream.range(0, 42)
                .mapToObj(
                    i -> theme.color(i) + Arrays.toString(Palette.stroke(i, 2).getDashArray()))
                .collect(Collectors.toSet()))
        .hasSize(42);
  }
}
