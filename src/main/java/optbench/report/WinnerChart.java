package optbench.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * A band for each cost, coloured by who is first to a target.
 *
 * @param targets errors at which a mark stands above the bands
 */
record WinnerChart(
    Heading heading, List<Band> bands, List<Double> targets, LogScale axis, String title)
    implements Picture {
  private static final double TEXT_SIZE = 13;
  private static final double MOST_BAND_HEIGHT = 110;
  private static final double GAP = 26;
  private static final double LEGEND_LINE = 22;
  private static final double SWATCH = 14;
  private static final double PADDING = 8;
  private static final double AXIS_HEIGHT = 48;

  /** Of stripes, each with few and with many of them. */
  private static final List<List<Integer>> SLOPES =
      List.of(List.of(1), List.of(-1), List.of(1, -1), List.of(0), List.of(1, -1, 0));

  /** Narrower parts would be nothing but the line that parts them from the next. */
  private static final double PARTED_FROM = 4;

  WinnerChart {
    bands = List.copyOf(bands);
    targets = List.copyOf(targets);
  }

  /**
   * A band.
   *
   * @param lines what stands at its left
   */
  record Band(List<String> lines, List<Segment> segments) {
    Band {
      lines = List.copyOf(lines);
      segments = List.copyOf(segments);
    }
  }

  /**
   * A part of a band, from the easier target to the harder.
   *
   * @param winners none; one; or several that are equal
   */
  record Segment(double fromError, double toError, List<Winner> winners) {
    Segment {
      winners = List.copyOf(winners);
    }
  }

  /** Look and name of an optimizer. */
  record Winner(SeriesStyle style, String label) {}

  @Override
  public void draw(Graphics2D g, Rectangle2D area, Look look) {
    Font names = look.semibold(TEXT_SIZE);
    FontRenderContext context = g.getFontRenderContext();
    double left =
        bands.stream()
                .flatMap(b -> b.lines().stream())
                .mapToDouble(l -> names.getStringBounds(l, context).getWidth())
                .max()
                .orElse(0)
            + 14;
    List<Winner> legend =
        bands.stream()
            .flatMap(b -> b.segments().stream())
            .flatMap(s -> s.winners().stream())
            .distinct()
            .toList();
    double legendHeight = drawLegend(g, legend, area, left, names, look);
    Rectangle2D data = drawAxis(g, area, left, legendHeight, look);
    double height = data.getHeight() / bands.size();
    for (int i = 0; i < bands.size(); i++) {
      double y = data.getY() + i * height + GAP / 2;
      drawBand(g, bands.get(i), y, height - GAP, data, names, look);
    }
    drawTargets(g, data, look);
  }

  private Rectangle2D drawAxis(
      Graphics2D g, Rectangle2D area, double left, double legendHeight, Look look) {
    NumberAxis vertical = Axes.linear(null, 0, 1, 1);
    vertical.setVisible(false);
    Axes.style(vertical, look);
    Axes.style(axis, look);
    axis.setLabel(title);
    XYPlot plot =
        new XYPlot(
            new XYSeriesCollection(), axis, vertical, new XYLineAndShapeRenderer(false, true));
    Axes.style(plot, left, 24, look);
    plot.setRangeGridlinesVisible(false);
    double most = bands.size() * (MOST_BAND_HEIGHT + GAP) + AXIS_HEIGHT;
    return Axes.draw(
        g,
        plot,
        new Rectangle2D.Double(
            area.getX(),
            area.getY() + legendHeight,
            area.getWidth(),
            Math.min(area.getHeight() - legendHeight, most)),
        look);
  }

  private void drawBand(
      Graphics2D g, Band band, double y, double height, Rectangle2D data, Font names, Look look) {
    for (Segment segment : band.segments()) {
      double from = x(segment.fromError(), data);
      double width = x(segment.toError(), data) - from;
      int winners = Math.max(1, segment.winners().size());
      for (int i = 0; i < winners; i++) {
        Rectangle2D part =
            new Rectangle2D.Double(from, y + i * height / winners, width, height / winners);
        if (segment.winners().isEmpty()) {
          drawNone(g, part, names, look);
        } else {
          drawWinner(g, segment.winners().get(i), part, names, look);
        }
      }
      if (width >= PARTED_FROM && from > data.getMinX()) {
        g.setColor(look.theme().paper());
        g.setStroke(new BasicStroke(1.2f));
        g.draw(new Line2D.Double(from, y, from, y + height));
      }
    }
    g.setFont(names);
    g.setColor(look.theme().ink());
    double line = TEXT_SIZE * 1.3;
    double baseline = y + height / 2 - (band.lines().size() - 1) * line / 2 + 0.36 * TEXT_SIZE;
    for (String text : band.lines()) {
      double width = names.getStringBounds(text, g.getFontRenderContext()).getWidth();
      g.drawString(text, (float) (data.getMinX() - 14 - width), (float) baseline);
      baseline += line;
    }
  }

  private static void drawNone(Graphics2D g, Rectangle2D part, Font names, Look look) {
    g.setColor(look.theme().grid());
    g.fill(part);
    drawName(g, "none", part, look.theme().grid(), look.theme().gray(), names);
  }

  private static void drawWinner(
      Graphics2D g, Winner winner, Rectangle2D part, Font names, Look look) {
    fill(g, winner.style(), part, look);
    Color color = look.theme().color(winner.style());
    drawName(
        g,
        winner.label(),
        part,
        color,
        Palette.contrast(color, Color.WHITE) < 3 ? ChartTheme.LIGHT.ink() : Color.WHITE,
        names);
  }

  /** Optimizers that share a colour differ in their stripes. */
  private static void fill(Graphics2D g, SeriesStyle style, Rectangle2D part, Look look) {
    g.setColor(look.theme().color(style));
    g.fill(part);
    if (style.dash() == 0) {
      return;
    }
    Shape clip = g.getClip();
    g.clip(part);
    Color paper = look.theme().paper();
    g.setColor(new Color(paper.getRed(), paper.getGreen(), paper.getBlue(), 110));
    g.setStroke(new BasicStroke(1.5f));
    double step = style.dash() % 2 == 1 ? 12 : 6;
    for (int slope : SLOPES.get((style.dash() - 1) / 2 % SLOPES.size())) {
      double aside = slope * part.getHeight();
      for (double x = part.getMinX() - part.getHeight();
          x < part.getMaxX() + part.getHeight();
          x += step) {
        g.draw(new Line2D.Double(x, part.getMaxY(), x + aside, part.getMinY()));
      }
    }
    g.setClip(clip);
  }

  /** Where there is room; on a ground of its own, which stripes do not cross. */
  private static void drawName(
      Graphics2D g, String name, Rectangle2D part, Color ground, Color color, Font names) {
    double width = names.getStringBounds(name, g.getFontRenderContext()).getWidth();
    if (width + 2 * PADDING > part.getWidth() || part.getHeight() < TEXT_SIZE * 1.4) {
      return;
    }
    g.setFont(names);
    g.setColor(ground);
    g.fill(
        new Rectangle2D.Double(
            part.getCenterX() - width / 2 - 4,
            part.getCenterY() - TEXT_SIZE * 0.7,
            width + 8,
            TEXT_SIZE * 1.4));
    g.setColor(color);
    g.drawString(
        name,
        (float) (part.getCenterX() - width / 2),
        (float) (part.getCenterY() + 0.36 * TEXT_SIZE));
  }

  private void drawTargets(Graphics2D g, Rectangle2D data, Look look) {
    for (double error : targets) {
      if (axis.clamp(error) == error) {
        double x = x(error, data);
        double y = data.getMinY() + 2;
        Path2D mark = new Path2D.Double();
        mark.moveTo(x - 4.5, y);
        mark.lineTo(x + 4.5, y);
        mark.lineTo(x, y + 7);
        mark.closePath();
        g.setColor(look.theme().ink());
        g.fill(mark);
      }
    }
  }

  /** In as many lines as it takes; says how high they are. */
  private static double drawLegend(
      Graphics2D g, List<Winner> legend, Rectangle2D area, double left, Font names, Look look) {
    double x = area.getX() + left;
    double y = area.getY();
    for (Winner winner : legend) {
      double width = names.getStringBounds(winner.label(), g.getFontRenderContext()).getWidth();
      if (x + SWATCH + 6 + width > area.getMaxX() && x > area.getX() + left) {
        x = area.getX() + left;
        y += LEGEND_LINE;
      }
      fill(g, winner.style(), new Rectangle2D.Double(x, y, SWATCH, SWATCH), look);
      g.setFont(names);
      g.setColor(look.theme().text(winner.style()));
      g.drawString(winner.label(), (float) (x + SWATCH + 6), (float) (y + SWATCH - 2));
      x += SWATCH + 6 + width + 18;
    }
    return y - area.getY() + LEGEND_LINE + 4;
  }

  private double x(double error, Rectangle2D data) {
    return axis.valueToJava2D(axis.clamp(error), data, RectangleEdge.BOTTOM);
  }
}
