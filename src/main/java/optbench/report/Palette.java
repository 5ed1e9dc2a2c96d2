package optbench.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import optbench.text.NumberText;

/**
 * Colours and dashes of the series; {@link SeriesStyles} says whose they are, and {@link
 * ChartTheme} which colours go with the ground.
 *
 * <p>The colours are those of Okabe and Ito (Color Universal Design, 2008), which people with any
 * kind of colour vision can tell apart, without the yellow, which white paper swallows. Seven
 * colours with three dashes tell the optimizers apart that come with optbench; the other dashes are
 * for other settings of them.
 */
final class Palette {
  private static final List<Color> COLORS =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00),
          new Color(0x56B4E9),
          new Color(0x000000));

  /** The same, lightened where they would sink into the ground; the two blues apart. */
  private static final List<Color> COLORS_ON_DARK =
      List.of(
          new Color(0x2F8FD8),
          new Color(0xE5691A),
          new Color(0x12AE82),
          new Color(0xD38DB5),
          new Color(0xE69F00),
          new Color(0x9AD5F7),
          new Color(0xF2F2F2));

  private static final List<float[]> DASHES =
      List.of(
          new float[] {},
          new float[] {9, 4},
          new float[] {2.5f, 2.5f},
          new float[] {9, 3, 2, 3},
          new float[] {16, 4},
          new float[] {2, 5},
          new float[] {9, 3, 2, 3, 2, 3},
          new float[] {16, 3, 5, 3},
          new float[] {5, 3},
          new float[] {16, 3, 2, 3, 2, 3, 2, 3});

  private Palette() {}

  /** How many colours there are before they recur. */
  static int colors() {
    return COLORS.size();
  }

  /** How many dashes there are, the first of which is a solid line. */
  static int dashes() {
    return DASHES.size();
  }

  /** For {@code stroke-dasharray}, such as {@code 9 4} or {@code none}. */
  static String dash(SeriesStyle style) {
    float[] dash = DASHES.get(style.dash());
    return dash.length == 0
        ? "none"
        : IntStream.range(0, dash.length)
            .mapToObj(i -> NumberText.tick(dash[i]))
            .collect(Collectors.joining(" "));
  }

  static Color color(int color) {
    return COLORS.get(color);
  }

  static Color colorOnDark(int color) {
    return COLORS_ON_DARK.get(color);
  }

  static BasicStroke stroke(SeriesStyle style, float width) {
    float[] dash = DASHES.get(style.dash());
    return dash.length == 0
        ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
        : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0);
  }

  /** Contrast as WCAG 2 defines it: from 1 to 21. */
  static double contrast(Color a, Color b) {
    double first = luminance(a);
    double second = luminance(b);
    return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
  }

  private static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  private static double linear(int channel) {
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }
}
