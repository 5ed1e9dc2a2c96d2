package optbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    assertThat(styles().map(theme::text))
        .allSatisfy(
            c -> assertThat(Palette.contrast(c, theme.paper())).isGreaterThanOrEqualTo(4.5));
    assertThat(List.of(theme.ink(), theme.gray(), theme.warning()))
        .allSatisfy(
            c -> assertThat(Palette.contrast(c, theme.paper())).isGreaterThanOrEqualTo(4.5));
  }

  /** What WCAG 2 asks of graphics; the palette's light colours on white have dashes as well. */
  @Test
  void keepsLinesVisibleOnDark() {
    assertThat(styles().map(ChartTheme.DARK::color))
        .allSatisfy(
            c ->
                assertThat(Palette.contrast(c, ChartTheme.DARK.paper())).isGreaterThanOrEqualTo(3));
  }

  /**
   * On either ground and with every kind of colour vision: by the matrices of Machado, Oliveira and
   * Fernandes (A physiologically-based model for simulation of color vision deficiency, 2009) for
   * its complete absence, and the distance in CIELAB, where 2.3 is just noticeable.
   */
  @ParameterizedTest
  @EnumSource
  void tellsColoursApartWithAnyColourVision(ChartTheme theme) {
    for (double[][] vision : List.of(NORMAL, PROTANOPE, DEUTERANOPE, TRITANOPE)) {
      for (int a = 0; a < Palette.colors(); a++) {
        for (int b = 0; b < a; b++) {
          double[] first = lab(vision, theme.color(new SeriesStyle(a, 0)));
          double[] second = lab(vision, theme.color(new SeriesStyle(b, 0)));
          assertThat(
                  Math.sqrt(
                      Math.pow(first[0] - second[0], 2)
                          + Math.pow(first[1] - second[1], 2)
                          + Math.pow(first[2] - second[2], 2)))
              .as(a + " and " + b)
              .isGreaterThan(14);
        }
      }
    }
  }

  /** Known values: pure red and mid grey. */
  @Test
  void measuresDistancesAsCielabDoes() {
    assertThat(lab(NORMAL, Color.RED))
        .containsExactly(new double[] {53.24, 80.09, 67.20}, within(0.02));
    assertThat(lab(NORMAL, new Color(0x777777)))
        .containsExactly(new double[] {50.03, 0, 0}, within(0.02));
  }

  private static final double[][] NORMAL = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

  private static final double[][] PROTANOPE = {
    {0.152286, 1.052583, -0.204868},
    {0.114503, 0.786281, 0.099216},
    {-0.003882, -0.048116, 1.051998}
  };

  private static final double[][] DEUTERANOPE = {
    {0.367322, 0.860646, -0.227968},
    {0.280085, 0.672501, 0.047413},
    {-0.011820, 0.042940, 0.968881}
  };

  private static final double[][] TRITANOPE = {
    {1.255528, -0.076749, -0.178779},
    {-0.078411, 0.930809, 0.147602},
    {0.004733, 0.691367, 0.303900}
  };

  private static final double[][] XYZ_OF_WHITE = {
    {0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047},
    {0.2126729, 0.7151522, 0.0721750},
    {0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883}
  };

  private static double[] lab(double[][] vision, Color color) {
    double[] seen =
        times(vision, linear(color.getRed()), linear(color.getGreen()), linear(color.getBlue()));
    double[] xyz =
        times(XYZ_OF_WHITE, Arrays.stream(seen).map(c -> Math.max(0, Math.min(1, c))).toArray());
    double[] f =
        Arrays.stream(xyz)
            .map(t -> t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116)
            .toArray();
    return new double[] {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
  }

  private static double linear(int channel) {
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }

  private static double[] times(double[][] matrix, double... vector) {
    return Arrays.stream(matrix)
        .mapToDouble(row -> row[0] * vector[0] + row[1] * vector[1] + row[2] * vector[2])
        .toArray();
  }

  @Test
  void hasNoTwoDashesAlike() {
    assertThat(
            IntStream.range(0, Palette.dashes())
                .mapToObj(
                    d -> Arrays.toString(Palette.stroke(new SeriesStyle(0, d), 2).getDashArray())))
        .doesNotHaveDuplicates();
  }

  private static Stream<SeriesStyle> styles() {
    return IntStream.range(0, Palette.colors()).mapToObj(c -> new SeriesStyle(c, 0));
  }
}
