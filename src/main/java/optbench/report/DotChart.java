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
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYSeriesCollection;

/** A row for each optimizer: its mean, its interval, its seeds. Values are errors. */
record DotChart(Heading heading, List<Row> rows, LogScale axis, String title) implements Picture {
  private static final double TEXT_SIZE = 13;
  private static final double MOST_ROW_HEIGHT = 80;

  DotChart {
    rows = List.copyOf(rows);
  }

  /**
   * An optimizer.
   *
   * @param style decides the colour
   * @param mean empty if no seed finished
   * @param low of the interval; equal to {@code high} if there is none
   * @param filled whether it is the best or cannot be told from it
   * @param text what stands at the right
   */
  record Row(
      SeriesStyle style,
      String label,
      OptionalDouble mean,
      double low,
      double high,
      List<Double> seeds,
      boolean filled,
      String text) {
    Row {
      seeds = List.copyOf(seeds);
    }
  }

  @Override
  public void draw(Graphics2D g, Rectangle2D area, Look look) {
    double textSize = Math.max(8, Math.min(TEXT_SIZE, look.ofHeight(340) / rows.size() * 0.75));
    Font labels = look.semibold(textSize);
    Font texts = look.regular(textSize);
    double left =
        widest(g, labels, rows.stream().map(r -> look.label(g, labels, r.label())).toList()) + 14;
    double right = widest(g, texts, rows.stream().map(Row::text).toList()) + 14;
    NumberAxis vertical = Axes.linear(null, 0, rows.size(), 1);
    vertical.setVisible(false);
    // Even an axis that is not drawn measures its labels, and there may be no other font.
    Axes.style(vertical, look);
    Axes.style(axis, look);
    axis.setLabel(title);
    XYPlot plot =
        new XYPlot(
            new XYSeriesCollection(), axis, vertical, new XYLineAndShapeRenderer(false, true));
    Axes.style(plot, left, right, look);
    plot.setRangeGridlinesVisible(false);
    // Few rows would stand far apart; the chart then ends early.
    double height = Math.min(area.getHeight(), MOST_ROW_HEIGHT * rows.size() + 60);
    Rectangle2D used = new Rectangle2D.Double(area.getX(), area.getY(), area.getWidth(), height);
    Rectangle2D data = Axes.draw(g, plot, used, look);
    double rowHeight = data.getHeight() / rows.size();
    for (int i = 0; i < rows.size(); i++) {
      double y = data.getY() + (i + 0.5) * rowHeight;
      draw(g, rows.get(i), y, data, look);
      drawTexts(g, rows.get(i), y, data, labels, texts, look);
    }
  }

  private void draw(Graphics2D g, Row row, double y, Rectangle2D data, Look look) {
    if (row.mean().isEmpty()) {
      return;
    }
    Color color = look.theme().color(row.style());
    g.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), 90));
    for (double seed : row.seeds()) {
      g.fill(new Ellipse2D.Double(x(seed, data) - 2.5, y + 8, 5, 5));
    }
    g.setColor(color);
    if (row.low() < row.high()) {
      g.setStroke(new BasicStroke(2));
      g.draw(new Line2D.Double(x(row.low(), data), y, x(row.high(), data), y));
      drawCap(g, row.low(), y, data);
      drawCap(g, row.high(), y, data);
    }
    Ellipse2D dot = new Ellipse2D.Double(x(row.mean().getAsDouble(), data) - 5.5, y - 5.5, 11, 11);
    g.setColor(row.filled() ? color : look.theme().paper());
    g.fill(dot);
    g.setColor(color);
    g.setStroke(new BasicStroke(2));
    g.draw(dot);
  }

  /** No cap where the interval goes on beyond the axis. */
  private void drawCap(Graphics2D g, double error, double y, Rectangle2D data) {
    if (axis.clamp(error) == error) {
      g.draw(new Line2D.Double(x(error, data), y - 4, x(error, data), y + 4));
    }
  }

  private static void drawTexts(
      Graphics2D g, Row row, double y, Rectangle2D data, Font labels, Font texts, Look look) {
    float baseline = (float) (y + 0.36 * labels.getSize2D());
    String label = look.label(g, labels, row.label());
    double width = Look.width(g, labels, label);
    g.setFont(labels);
    g.setColor(look.theme().text(row.style()));
    g.drawString(label, (float) (data.getMinX() - 14 - width), baseline);
    g.setFont(texts);
    g.setColor(look.theme().ink());
    g.drawString(row.text(), (float) (data.getMaxX() + 14), baseline);
  }

  private double x(double error, Rectangle2D data) {
    return axis.valueToJava2D(axis.clamp(error), data, RectangleEdge.BOTTOM);
  }

  private static double widest(Graphics2D g, Font font, List<String> texts) {
    return texts.stream().mapToDouble(t -> Look.width(g, font, t)).max().orElse(0);
  }
}
