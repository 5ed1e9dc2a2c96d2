package optbench.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import optbench.text.NumberText;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * A bar of two parts for each optimizer: the first pale, the second in full colour and hatched, so
 * that they differ without colours too.
 *
 * @param firstHead names the first part, at the head of its column of figures
 * @param secondHead likewise
 */
record BarChart(Heading heading, String firstHead, String secondHead, List<Row> rows, String title)
    implements Picture {
  private static final double TEXT_SIZE = 13;
  private static final double MOST_ROW_HEIGHT = 64;
  private static final double HEAD_HEIGHT = 22;
  private static final double COLUMN_GAP = 18;
  private static final double SWATCH = 11;
  private static final double PALE = 0.35;
  private static final double HATCH = 5;

  BarChart {
    rows = List.copyOf(rows);
  }

  /**
   * An optimizer.
   *
   * @param style decides the colour
   */
  record Row(SeriesStyle style, String label, double first, double second) {}

  @Override
  public void draw(Graphics2D g, Rectangle2D area, Look look) {
    double textSize = Math.max(8, Math.min(TEXT_SIZE, look.ofHeight(320) / rows.size() * 0.75));
    Font labels = look.semibold(textSize);
    Font texts = look.regular(textSize);
    Font heads = look.semibold(TEXT_SIZE);
    double left =
        rows.stream()
                .mapToDouble(r -> Look.width(g, labels, look.label(g, labels, r.label())))
                .max()
                .orElse(0)
            + 14;
    double[] columns = {column(g, heads, firstHead), column(g, heads, secondHead)};
    double right = 14 + columns[0] + columns[1];
    NumberAxis axis = axis();
    Rectangle2D data = drawAxis(g, area, left, right, axis, look);
    double x = drawHead(g, data.getMaxX() + 14 + columns[0], data, firstHead, false, heads, look);
    drawHead(g, x + columns[1], data, secondHead, true, heads, look);
    double rowHeight = data.getHeight() / rows.size();
    for (int i = 0; i < rows.size(); i++) {
      double y = data.getY() + (i + 0.5) * rowHeight;
      drawBar(g, rows.get(i), y, Math.min(26, rowHeight * 0.62), axis, data, look);
      drawTexts(g, rows.get(i), y, data, columns, labels, texts, look);
    }
    // The axis' line lies below the bars that stand on it.
    g.setColor(look.theme().axis());
    g.setStroke(new BasicStroke(1));
    g.draw(new Line2D.Double(data.getMinX(), data.getMinY(), data.getMinX(), data.getMaxY()));
  }

  private NumberAxis axis() {
    double most = rows.stream().mapToDouble(r -> r.first() + r.second()).max().orElseThrow();
    return Axes.linear(title, 0, most > 0 ? most * 1.03 : 1, 0);
  }

  private Rectangle2D drawAxis(
      Graphics2D g, Rectangle2D area, double left, double right, NumberAxis axis, Look look) {
    NumberAxis vertical = Axes.linear(null, 0, rows.size(), 1);
    vertical.setVisible(false);
    Axes.style(vertical, look);
    Axes.style(axis, look);
    XYPlot plot =
        new XYPlot(
            new XYSeriesCollection(), axis, vertical, new XYLineAndShapeRenderer(false, true));
    Axes.style(plot, left, right, look);
    plot.setRangeGridlinesVisible(false);
    double height = Math.min(area.getHeight() - HEAD_HEIGHT, MOST_ROW_HEIGHT * rows.size() + 60);
    return Axes.draw(
        g,
        plot,
        new Rectangle2D.Double(area.getX(), area.getY() + HEAD_HEIGHT, area.getWidth(), height),
        look);
  }

  private static double column(Graphics2D g, Font font, String head) {
    return Look.width(g, font, head) + SWATCH + 6 + COLUMN_GAP;
  }

  private static double drawHead(
      Graphics2D g,
      double right,
      Rectangle2D data,
      String head,
      boolean second,
      Font font,
      Look look) {
    double width = Look.width(g, font, head);
    double baseline = data.getMinY() - 10;
    fill(
        g,
        new Rectangle2D.Double(right - width - SWATCH - 6, baseline - 10, SWATCH, SWATCH),
        look.theme().gray(),
        second,
        look);
    g.setFont(font);
    g.setColor(look.theme().ink());
    g.drawString(head, (float) (right - width), (float) baseline);
    return right;
  }

  private static void drawBar(
      Graphics2D g,
      Row row,
      double y,
      double height,
      NumberAxis axis,
      Rectangle2D data,
      Look look) {
    double start = x(0, axis, data);
    double middle = x(row.first(), axis, data);
    double end = x(row.first() + row.second(), axis, data);
    Color color = look.theme().color(row.style());
    fill(g, bar(start, middle, y, height), color, false, look);
    fill(g, bar(middle, end, y, height), color, true, look);
  }

  private static Rectangle2D bar(double from, double to, double y, double height) {
    return new Rectangle2D.Double(from, y - height / 2, to - from, height);
  }

  private static void fill(Graphics2D g, Rectangle2D part, Color color, boolean second, Look look) {
    g.setColor(second ? color : look.theme().tint(color, PALE));
    g.fill(part);
    if (second) {
      Color paper = look.theme().paper();
      g.setColor(new Color(paper.getRed(), paper.getGreen(), paper.getBlue(), 120));
      g.setStroke(new BasicStroke(1.1f));
      Shape outer = g.getClip();
      g.clip(part);
      for (double x = part.getMinX() - part.getHeight(); x < part.getMaxX(); x += HATCH) {
        g.draw(new Line2D.Double(x, part.getMaxY(), x + part.getHeight(), part.getMinY()));
      }
      g.setClip(outer);
    }
    g.setColor(color);
    g.setStroke(new BasicStroke(1));
    g.draw(part);
  }

  private static void drawTexts(
      Graphics2D g,
      Row row,
      double y,
      Rectangle2D data,
      double[] columns,
      Font labels,
      Font texts,
      Look look) {
    float baseline = (float) (y + 0.36 * labels.getSize2D());
    String label = look.label(g, labels, row.label());
    g.setFont(labels);
    g.setColor(look.theme().text(row.style()));
    g.drawString(label, (float) (data.getMinX() - 14 - Look.width(g, labels, label)), baseline);
    g.setFont(texts);
    g.setColor(look.theme().ink());
    double right = data.getMaxX() + 14 + columns[0];
    drawFigure(g, row.first(), right, baseline, texts);
    drawFigure(g, row.second(), right + columns[1], baseline, texts);
  }

  private static void drawFigure(
      Graphics2D g, double value, double right, float baseline, Font font) {
    String text = NumberText.brief(value);
    g.drawString(text, (float) (right - Look.width(g, font, text)), baseline);
  }

  private static double x(double millis, NumberAxis axis, Rectangle2D data) {
    return axis.valueToJava2D(millis, data, RectangleEdge.BOTTOM);
  }
}
