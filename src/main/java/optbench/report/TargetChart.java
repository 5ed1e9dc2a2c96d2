package optbench.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * A row for each optimizer, with a dot for what each target cost it: the harder the target, the
 * stronger the colour.
 *
 * @param heads of the columns at the right: the targets, rising
 */
record TargetChart(Heading heading, List<String> heads, List<Row> rows, LogScale axis, String title)
    implements Picture {
  private static final double TEXT_SIZE = 13;
  private static final double MOST_ROW_HEIGHT = 64;
  private static final double HEAD_HEIGHT = 20;
  private static final double COLUMN_GAP = 16;
  private static final double LIGHTEST = 0.45;
  private static final double OPEN_END = 16;

  TargetChart {
    heads = List.copyOf(heads);
    rows = List.copyOf(rows);
  }

  /**
   * An optimizer.
   *
   * @param style decides the colour
   * @param dots one for each head
   */
  record Row(SeriesStyle style, String label, List<Dot> dots) {
    Row {
      dots = List.copyOf(dots);
    }
  }

  /**
   * What one target cost.
   *
   * @param median empty if too few seeds arrived, or before the first evaluation
   * @param lessThan where they arrived before it: what it cost
   * @param low of the interval; empty if there is none
   * @param high empty if the interval is open
   * @param moreThan where there is no median: what it cost at least; empty if it would never arrive
   * @param text the same in figures
   */
  record Dot(
      OptionalDouble median,
      OptionalDouble lessThan,
      OptionalDouble low,
      OptionalDouble high,
      OptionalDouble moreThan,
      String text) {}

  @Override
  public void draw(Graphics2D g, Rectangle2D area, Look look) {
    double textSize = Math.max(8, Math.min(TEXT_SIZE, look.ofHeight(320) / rows.size() * 0.75));
    Font labels = look.semibold(textSize);
    Font texts = look.regular(textSize);
    double left =
        widest(g, labels, rows.stream().map(r -> look.label(g, labels, r.label())).toList()) + 14;
    double[] columns = columnWidths(g, texts, look.semibold(TEXT_SIZE));
    double right = 14 + Arrays.stream(columns).sum();
    Rectangle2D data = drawAxis(g, area, left, right, look);
    drawHeads(g, data, columns, look.semibold(TEXT_SIZE), look);
    double rowHeight = data.getHeight() / rows.size();
    for (int i = 0; i < rows.size(); i++) {
      double y = data.getY() + (i + 0.5) * rowHeight;
      g.setColor(look.theme().grid());
      g.setStroke(new BasicStroke(0.6f));
      g.draw(new Line2D.Double(data.getMinX(), y, data.getMaxX(), y));
      drawDots(g, rows.get(i), y, rowHeight, data, look);
      drawTexts(g, rows.get(i), y, data, columns, labels, texts, look);
    }
  }

  private Rectangle2D drawAxis(
      Graphics2D g, Rectangle2D area, double left, double right, Look look) {
    NumberAxis vertical = Axes.linear(null, 0, rows.size(), 1);
    vertical.setVisible(false);
    Axes.style(vertical, look);
    Axes.style(axis, look);
    axis.setLabel(title);
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

  private void drawDots(
      Graphics2D g, Row row, double y, double rowHeight, Rectangle2D data, Look look) {
    int n = row.dots().size();
    double spread = Math.min(rowHeight * 0.6, 11.0 * (n - 1));
    double radius = Math.min(5, Math.max(2.5, rowHeight * 0.19));
    for (int i = 0; i < n; i++) {
      double at = n == 1 ? y : y - spread / 2 + i * spread / (n - 1);
      Color color = look.theme().tint(look.theme().color(row.style()), strength(i, n));
      drawDot(g, row.dots().get(i), at, radius, color, data);
    }
  }

  private void drawDot(
      Graphics2D g, Dot dot, double y, double radius, Color color, Rectangle2D data) {
    g.setColor(color);
    if (dot.median().isPresent()) {
      double x = x(dot.median().getAsDouble(), data);
      if (dot.low().isPresent()) {
        drawInterval(g, dot, x, y, data);
      }
      g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    } else if (dot.lessThan().isPresent()) {
      drawArrow(g, x(dot.lessThan().getAsDouble(), data), y, -radius, radius);
    } else if (dot.moreThan().isPresent()) {
      drawArrow(g, x(dot.moreThan().getAsDouble(), data), y, radius, radius);
    }
  }

  private void drawInterval(Graphics2D g, Dot dot, double x, double y, Rectangle2D data) {
    double low = x(dot.low().getAsDouble(), data);
    g.setStroke(new BasicStroke(1.6f));
    g.draw(new Line2D.Double(low, y - 3, low, y + 3));
    if (dot.high().isPresent()) {
      double high = x(dot.high().getAsDouble(), data);
      g.draw(new Line2D.Double(low, y, high, y));
      g.draw(new Line2D.Double(high, y - 3, high, y + 3));
      return;
    }
    g.draw(new Line2D.Double(low, y, x, y));
    g.setStroke(
        new BasicStroke(
            1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {2, 2.5f}, 0));
    g.draw(new Line2D.Double(x, y, Math.min(x + OPEN_END, data.getMaxX()), y));
  }

  /** Open, and pointing to where the cost may lie. */
  private static void drawArrow(Graphics2D g, double x, double y, double to, double radius) {
    Path2D arrow = new Path2D.Double();
    arrow.moveTo(x, y - radius);
    arrow.lineTo(x + 1.7 * to, y);
    arrow.lineTo(x, y + radius);
    arrow.closePath();
    g.setStroke(new BasicStroke(1.4f));
    g.draw(arrow);
  }

  private void drawHeads(Graphics2D g, Rectangle2D data, double[] columns, Font font, Look look) {
    double x = data.getMaxX() + 14;
    double baseline = data.getMinY() - 10;
    g.setFont(font);
    for (int i = 0; i < columns.length; i++) {
      x += columns[i];
      double width = Look.width(g, font, heads.get(i));
      g.setColor(look.theme().tint(look.theme().gray(), strength(i, columns.length)));
      g.fill(new Ellipse2D.Double(x - width - 15, baseline - 9, 9, 9));
      g.setColor(look.theme().ink());
      g.drawString(heads.get(i), (float) (x - width), (float) baseline);
    }
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
    g.setFont(labels);
    g.setColor(look.theme().text(row.style()));
    String label = look.label(g, labels, row.label());
    g.drawString(label, (float) (data.getMinX() - 14 - Look.width(g, labels, label)), baseline);
    g.setFont(texts);
    g.setColor(look.theme().ink());
    double x = data.getMaxX() + 14;
    for (int i = 0; i < columns.length; i++) {
      x += columns[i];
      String text = row.dots().get(i).text();
      g.drawString(text, (float) (x - Look.width(g, texts, text)), baseline);
    }
  }

  private double[] columnWidths(Graphics2D g, Font texts, Font headFont) {
    double[] widths = new double[heads.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      double cells = widest(g, texts, rows.stream().map(r -> r.dots().get(column).text()).toList());
      widths[i] = Math.max(cells, Look.width(g, headFont, heads.get(i)) + 15) + COLUMN_GAP;
    }
    return widths;
  }

  /** How much of its colour a dot has: the last of them all. */
  private static double strength(int index, int count) {
    return count == 1 ? 1 : LIGHTEST + (1 - LIGHTEST) * index / (count - 1);
  }

  private double x(double cost, Rectangle2D data) {
    return axis.valueToJava2D(axis.clamp(cost), data, RectangleEdge.BOTTOM);
  }

  private static double widest(Graphics2D g, Font font, List<String> texts) {
    return texts.stream().mapToDouble(t -> Look.width(g, font, t)).max().orElse(0);
  }
}
