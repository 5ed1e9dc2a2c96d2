package optbench.report;

import java.awt.Font;
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
  private static final double TITLE_LINE = 24;
  private static final double TEXT_SIZE = 12.5;
  private static final double LINE = 17;

  /** Beyond it, a list of warnings would leave no room for the chart. */
  private static final int MOST_LINES = 4;

  Heading {
    warnings = List.copyOf(warnings);
  }

  /** Draws it, left-aligned, and says how much height it took. */
  double draw(Graphics2D g, double x, double y, double width, Look look) {
    g.setColor(look.theme().ink());
    g.setFont(look.semibold(TITLE_SIZE));
    double baseline = y + TITLE_SIZE;
    for (String line : wrapped(title, width, g.getFontRenderContext(), g.getFont())) {
      g.drawString(line, (float) x, (float) baseline);
      baseline += TITLE_LINE;
    }
    baseline += 6 - TITLE_LINE;
    g.setFont(look.regular(TEXT_SIZE));
    g.setColor(look.theme().gray());
    for (String line : wrapped(subtitle, width, g.getFontRenderContext(), g.getFont())) {
      baseline += LINE;
      g.drawString(line, (float) x, (float) baseline);
    }
    g.setColor(look.theme().warning());
    for (String line : warningLines(width, g.getFontRenderContext(), g.getFont())) {
      baseline += LINE;
      g.drawString(line, (float) x, (float) baseline);
    }
    return baseline - y;
  }

  private List<String> warningLines(double width, FontRenderContext context, Font font) {
    List<String> lines = new ArrayList<>();
    warnings.forEach(w -> lines.addAll(wrapped(w, width, context, font)));
    if (lines.size() <= MOST_LINES) {
      return lines;
    }
    List<String> first = new ArrayList<>(lines.subList(0, MOST_LINES));
    first.set(MOST_LINES - 1, first.get(MOST_LINES - 1) + " …");
    return first;
  }

  /** Breaks between words, and within a word that is longer than a line. */
  private static List<String> wrapped(
      String text, double width, FontRenderContext context, Font font) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.split(" ", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (fits(longer, width, context, font)) {
        line = longer;
      } else {
        if (!line.isEmpty()) {
          lines.add(line);
        }
        line = word;
        while (!fits(line, width, context, font)) {
          int end = lettersThatFit(line, width, context, font);
          lines.add(line.substring(0, end));
          line = line.substring(end);
        }
      }
    }
    lines.add(line);
    return lines;
  }

  private static int lettersThatFit(
      String word, double width, FontRenderContext context, Font font) {
    int end = word.offsetByCodePoints(0, 1);
    while (end < word.length()
        && fits(word.substring(0, word.offsetByCodePoints(end, 1)), width, context, font)) {
      end = word.offsetByCodePoints(end, 1);
    }
    return end;
  }

  private static boolean fits(String text, double width, FontRenderContext context, Font font) {
    return text.codePointCount(0, text.length()) < 2
        || font.getStringBounds(text, context).getWidth() <= width;
  }
}
