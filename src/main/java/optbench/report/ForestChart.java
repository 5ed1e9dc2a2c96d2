package optbench.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import optbench.stats.Interval;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Differences and their intervals, a row each, around a line at zero.
 *
 * @param margin in points: what lies closer to zero is taken for none
 */
record ForestChart(Heading heading, List<Row> rows, double margin) implements Picture {
  private static final double TEXT_SIZE = 13;
  private static final double MOST_ROW_HEIGHT = 70;
  private static final double GAP = 14;

  ForestChart {
    rows = List.copyOf(rows);
  }

  /**
   * An optimizer; values in points.
   *
   * @param style decides the colour
   * @param mean empty without a pair
   * @param ci95 without width if there is none
   * @param filled whether the rows says something for certain
   * @param text what stands at the right
   */
  record Row(
      SeriesStyle style,
      String label,
      OptionalDouble mean,
      Interval ci95,
      boolean filled,
      String text) {}

  @Override
  public void draw(Graphics2D g, Rectangle2D area, Look look) {
    double textSize = Math.max(8, Math.min(TEXT_SIZE, 340.0 / rows.size() * 0.75));
    Font labels = look.semibold(textSize);
    Font texts = look.regular(textSize);
    double left = widest(g, labels, rows.stream().map(Row::label).toList()) + GAP;
    double right = widest(g, texts, rows.stream().map(Row::text).toList()) + GAP;
    NumberAxis vertical = Axes.linear(null, 0, rows.size(), 1);
    vertical.setVisible(false);
    // Even an axis that is not drawn measures its labels, and there may be no other font.
    Axes.style(vertical, look);
    NumberAxis axis = axis();
    Axes.style(axis, look);
    XYPlot plot =
        new XYPlot(
            new XYSeriesCollection(), axis, vertical, new XYLineAndShapeRenderer(false, true));
    Axes.style(plot, left, right, look);
    plot.setRangeGridlinesVisible(false);
    // Few rows would stand far apart; the chart then ends early.
    double height = Math.min(area.getHeight(), MOST_ROW_HEIGHT * rows.size() + 60);
    Rectangle2D used = new Rectangle2D.Double(area.getX(), area.getY(), area.getWidth(), height);
    Rectangle2D data = Axes.draw(g, plot, used, look);
    drawZero(g, axis, data, look);
    double rowHeight = data.getHeight() / rows.size();
    for (int i = 0; i < rows.size(); i++) {
      double y = data.getY() + (i + 0.5) * rowHeight;
      drawRow(g, rows.get(i), y, axis, data, look);
      drawTexts(g, rows.get(i), y, data, look, textSize);
    }
  }

  private NumberAxis axis() {
    double low = Math.min(-margin, values().min().orElse(0));
    double high = Math.max(margin, values().max().orElse(0));
    double air = 0.04 * (high - low);
    return Axes.linear(
        "Difference in points of test accuracy (right: B is better)", low - air, high + air, 0);
  }

  private DoubleStream values() {
    return rows.stream()
        .filter(r -> r.mean().isPresent())
        .flatMapToDouble(r -> DoubleStream.of(r.ci95().low(), r.ci95().high()));
  }

  private void drawZero(Graphics2D g, NumberAxis axis, Rectangle2D data, Look look) {
    double from = x(-margin, axis, data);
    g.setColor(look.theme().grid());
    g.fill(
        new Rectangle2D.Double(
            from, data.getMinY(), x(margin, axis, data) - from, data.getHeight() - 1));
    g.setColor(look.theme().axis());
    g.setStroke(new BasicStroke(1.2f));
    double zero = x(0, axis, data);
    g.draw(new Line2D.Double(zero, data.getMinY(), zero, data.getMaxY()));
  }

  private static void drawRow(
      Graphics2D g, Row row, double y, NumberAxis axis, Rectangle2D data, Look look) {
    if (row.mean().isEmpty()) {
      return;
    }
    Color color = look.theme().color(row.style());
    g.setColor(color);
    g.setStroke(new BasicStroke(2));
    if (row.ci95().low() < row.ci95().high()) {
      double low = x(row.ci95().low(), axis, data);
      double high = x(row.ci95().high(), axis, data);
      g.draw(new Line2D.Double(low, y, high, y));
      g.draw(new Line2D.Double(low, y - 4, low, y + 4));
      g.draw(new Line2D.Double(high, y - 4, high, y + 4));
    }
    double x = x(row.mean().getAsDouble(), axis, data);
    Ellipse2D dot = new Ellipse2D.Double(x - 5.5, y - 5.5, 11, 11);
    g.setColor(row.filled() ? color : look.theme().paper());
    g.fill(dot);
    g.setColor(color);
    g.draw(dot);
  }

  private static void drawTexts(
      Graphics2D g, Row row, double y, Rectangle2D data, Look look, double textSize) {
    Font labels = look.semibold(textSize);
    float baseline = (float) (y + 0.36 * textSize);
    double width = Look.width(g, labels, row.label());
    g.setFont(labels);
    g.setColor(look.theme().text(row.style()));
    g.drawString(row.label(), (float) (data.getMinX() - GAP - width), baseline);
    g.setFont(look.regular(textSize));
    g.setColor(look.theme().ink());
    g.drawString(row.text(), (float) (data.getMaxX() + GAP), baseline);
  }

  private static double x(double points, NumberAxis axis, Rectangle2D data) {
    return axis.valueToJava2D(points, data, RectangleEdge.BOTTOM);
  }

  private static double widest(Graphics2D g, Font font, List<String> texts) {
    return texts.stream().mapToDouble(t -> Look.width(g, font, t)).max().orElse(0);
  }
}
