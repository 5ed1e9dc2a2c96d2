package optbench.report;

import java.awt.Color;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** On what ground charts are drawn, and in which colours. */
public enum ChartTheme {
  /** Dark on white, as for paper. */
  LIGHT(0xFFFFFF, 0x1A1A1A, 0x666666, 0xE4E4E4, 0x8C8C8C, 0xA33B00, 0.14f),
  /** Light on a dark gray. */
  DARK(0x14171B, 0xECEFF2, 0xA9B1BA, 0x2B3036, 0x6B747E, 0xFFB784, 0.22f);

  /** What WCAG 2 asks of text. */
  private static final double TEXT_CONTRAST = 4.5;

  private final Color paper;
  private final Color ink;
  private final Color gray;
  private final Color grid;
  private final Color axis;
  private final Color warning;
  private final float bandAlpha;

  ChartTheme(int paper, int ink, int gray, int grid, int axis, int warning, float bandAlpha) {
    this.paper = new Color(paper);
    this.ink = new Color(ink);
    this.gray = new Color(gray);
    this.grid = new Color(grid);
    this.axis = new Color(axis);
    this.warning = new Color(warning);
    this.bandAlpha = bandAlpha;
  }

  /** As it is named on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The theme of this name. */
  public static Optional<ChartTheme> of(String id) {
    return Stream.of(values()).filter(t -> t.id().equals(id)).findFirst();
  }

  Color paper() {
    return paper;
  }

  Color ink() {
    return ink;
  }

  Color gray() {
    return gray;
  }

  Color grid() {
    return grid;
  }

  Color axis() {
    return axis;
  }

  Color warning() {
    return warning;
  }

  float bandAlpha() {
    return bandAlpha;
  }

  Color color(SeriesStyle style) {
    return color(style.color());
  }

  private Color color(int color) {
    return this == LIGHT ? Palette.color(color) : Palette.colorOnDark(color);
  }

  /** Such as {@code --s0:#0072b2;--s1:#d55e00}, for a page on this ground. */
  String css() {
    return IntStream.range(0, Palette.colors())
        .mapToObj(i -> String.format(Locale.ROOT, "--s%d:#%06x", i, color(i).getRGB() & 0xffffff))
        .collect(Collectors.joining(";"));
  }

  /** The colour, moved away from the ground as far as text in it needs. */
  Color text(SeriesStyle style) {
    Color full = color(style);
    Color color = full;
    double scale = 1;
    while (Palette.contrast(color, paper) < TEXT_CONTRAST) {
      scale -= 0.01;
      color = this == LIGHT ? towards(full, Color.BLACK, scale) : towards(full, Color.WHITE, scale);
    }
    return color;
  }

  /** The colour on the ground, as if it let the rest of the ground shine through. */
  Color tint(Color color, double strength) {
    return new Color(
        (int) Math.round(mixed(color.getRed(), paper.getRed(), strength)),
        (int) Math.round(mixed(color.getGreen(), paper.getGreen(), strength)),
        (int) Math.round(mixed(color.getBlue(), paper.getBlue(), strength)));
  }

  private static Color towards(Color from, Color to, double share) {
    return new Color(
        (int) mixed(from.getRed(), to.getRed(), share),
        (int) mixed(from.getGreen(), to.getGreen(), share),
        (int) mixed(from.getBlue(), to.getBlue(), share));
  }

  private static double mixed(int color, int ground, double share) {
    return ground - share * (ground - color);
  }
}
