package optbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaletteTest {
  @Test
  void measuresContrastAsWcagDoes() {
    assertThat(Palette.contrastWithWhite(Color.WHITE)).isEqualTo(1);
    assertThat(Palette.contrastWithWhite(Color.BLACK)).isCloseTo(21, within(1e-9));
    // 0x767676 is the lightest gray that passes AA on white.
    assertThat(Palette.contrastWithWhite(new Color(0x767676))).isCloseTo(4.54, within(0.005));
  }

  @Test
  void keepsTextReadable() {
    assertThat(IntStream.range(0, 42).mapToObj(Palette::text))
        .allSatisfy(c -> assertThat(Palette.contrastWithWhite(c)).isGreaterThanOrEqualTo(4.5));
    assertThat(Palette.contrastWithWhite(Palette.GRAY)).isGreaterThanOrEqualTo(4.5);
    assertThat(Palette.contrastWithWhite(Palette.WARNING)).isGreaterThanOrEqualTo(4.5);
  }

  @Test
  void repeatsNoLookBefore42Series() {
    assertThat(
            IntStream.range(0, 42)
                .mapToObj(
                    i -> Palette.color(i) + Arrays.toString(Palette.stroke(i, 2).getDashArray()))
                .collect(Collectors.toSet()))
        .hasSize(42);
  }
}
