package optbench.report;

import java.awt.Font;
import java.awt.Graphics2D;

/** How charts are drawn: fonts, colours and size. */
record Look(Fonts fonts, ChartTheme theme, ChartSize size) {
  /** No label takes more of the width: the plot needs some as well. */
  private static final double MOST_FOR_LABELS = 0.36;

  private static final String ELLIPSIS = "…";

  Font regular(double size) {
    return fonts.regular(size);
  }

  Font semibold(double size) {
    return fonts.semibold(size);
  }

  /** What takes so much of a chart of the standard height takes in this one. */
  double ofHeight(double atStandard) {
    return atStandard * size.height() / ChartSize.STANDARD.height();
  }

  /** The label, shortened if it would leave too little room beside it. */
  String label(Graphics2D g, Font font, String label) {
    return fitted(g, font, label, MOST_FOR_LABELS * size.width());
  }

  /** The text, shortened at its end to what fits. */
  static String fitted(Graphics2D g, Font font, String text, double most) {
    if (width(g, font, text) <= most) {
      return text;
    }
    int[] letters = text.codePoints().toArray();
    int kept = letters.length;
    String shorter = ELLIPSIS;
    do {
      kept--;
      shorter = new String(letters, 0, Math.max(0, kept)).strip() + ELLIPSIS;
    } while (kept > 0 && width(g, font, shorter) > most);
    return shorter;
  }

  static double width(Graphics2D g, Font font, String text) {
    return font.getStringBounds(text, g.getFontRenderContext()).getWidth();
  }
}
