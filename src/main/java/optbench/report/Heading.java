package optbench.report;

import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands above a chart.
 *
 * @param subtitle says what line and band mean
 * @param warnings what must not be overlooked, such as the notice about the data; may be empty
 */
record Heading(String title, String subtitle, List<String> warnings) {
  private static final double TITLE_SIZE = 19;
  private static final double TEXT_SIZE = 12.5;
  private static final double LINE = 17;

  /** Beyond it, a list of warnings would leave no room for the chart. */
  private static final int MOST_LINES = 4;

  Heading {
    warnings = List.copyOf(warnings);
  }

  /** Draws it, left-aligned, and says how much height it took. */
  double draw(Graphics2D g, double x, double y, double width, Fonts fonts) {
    g.setFont(fonts.semibold(TITLE_SIZE));
    g.setColor(Palette.INK);
    g.drawString(title, (float) x, (float) (y + TITLE_SIZE));
    double baseline = y + TITLE_SIZE + 6;
    g.setFont(fonts.regular(TEXT_SIZE));
    g.setColor(Palette.GRAY);
    for (String line : wrapped(subtitle, width, g.getFontRenderContext(), fonts)) {
      baseline += LINE;
      g.drawString(line, (float) x, (float) baseline);
    }
    g.setColor(Palette.WARNING);
    for (String line : warningLines(width, g.getFontRenderContext(), fonts)) {
      baseline += LINE;
      g.drawString(line, (float) x, (float) baseline);
    }
    return baseline - y;
  }

  private List<String> warningLines(double width, FontRenderContext context, Fonts fonts) {
    List<String> lines = new ArrayList<>();
    warnings.forEach(w -> lines.addAll(wrapped(w, width, context, fonts)));
    if (lines.size() <= MOST_LINES) {
      return lines;
    }
    List<String> first = new ArrayList<>(lines.subList(0, MOST_LINES));
    first.set(MOST_LINES - 1, first.get(MOST_LINES - 1) + " …");
    return first;
  }

  private static List<String> wrapped(
      String text, double width, FontRenderContext context, Fonts fonts) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.split(" ", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      boolean fits = fonts.regular(TEXT_SIZE).getStringBounds(longer, context).getWidth() <= width;
      if (fits || line.isEmpty()) {
        line = longer;
      } else {
        lines.add(line);
        line = word;
      }
    }
    lines.add(line);
    return lines;
  }
}
