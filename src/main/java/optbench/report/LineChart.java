package optbench.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/**
 * Curves with bands, named where they end.
 *
 * @param yTitle stands above the axis, where it can be read without tilting the head
 */
record LineChart(Heading heading, List<Line> lines, ValueAxis x, ValueAxis y, String yTitle)
    implements Picture {
  private static final float WIDTH = 2;
  private static final double LABEL_SIZE = 13;
  private static final double LEAST_LABEL_SIZE = 8;
  private static final double LABEL_GAP = 18;
  private static final double SWATCH = 26;
  private static final double LEADER = 26;
  private static final double TITLE_HEIGHT = 18;

  LineChart {
    lines = lines.stream().filter(Line::drawn).toList();
  }

  @Override
  public void draw(Graphics2D g, Rectangle2D area, Look look) {
    g.setFont(look.regular(LABEL_SIZE));
    g.setColor(look.theme().ink());
    g.drawString(yTitle, (float) area.getX(), (float) (area.getY() + LABEL_SIZE));
    Font labelFont = look.semibold(labelSize(look));
    double room = labelWidth(g, labelFont, look) + LEADER + SWATCH + 8;
    Axes.style(x, look);
    Axes.style(y, look);
    XYPlot plot = new XYPlot(means(), x, y, renderer(look));
    Axes.style(plot, 0, room, look);
    plot.setDomainGridlinesVisible(false);
    y.setAxisLineVisible(false);
    Rectangle2D below =
        new Rectangle2D.Double(
            area.getX(),
            area.getY() + TITLE_HEIGHT,
            area.getWidth(),
            area.getHeight() - TITLE_HEIGHT);
    Rectangle2D data = Axes.draw(g, plot, below, look);
    if (x instanceof BrokenAxis broken) {
      broken.drawBreak(g, data, look);
    }
    lines.forEach(line -> drawWhatNoLineShows(g, line, data, look));
    drawLabels(g, data, labelFont, look);
  }

  private YIntervalSeriesCollection means() {
    YIntervalSeriesCollection means = new YIntervalSeriesCollection();
    for (Line line : lines) {
      YIntervalSeries series = new YIntervalSeries(means.getSeriesCount(), false, true);
      line.points().forEach(p -> series.add(p.x(), clamp(p.y()), clamp(p.low()), clamp(p.high())));
      means.addSeries(series);
    }
    return means;
  }

  private DeviationRenderer renderer(Look look) {
    DeviationRenderer renderer = new DeviationRenderer(true, false);
    renderer.setAlpha(look.theme().bandAlpha());
    for (int i = 0; i < lines.size(); i++) {
      SeriesStyle style = lines.get(i).style();
      renderer.setSeriesPaint(i, look.theme().color(style));
      renderer.setSeriesFillPaint(i, look.theme().color(style));
      renderer.setSeriesStroke(i, Palette.stroke(style, WIDTH));
    }
    return renderer;
  }

  /** A single point, and runs that diverged. */
  private void drawWhatNoLineShows(Graphics2D g, Line line, Rectangle2D data, Look look) {
    Color color = look.theme().color(line.style());
    g.setColor(color);
    if (line.points().size() == 1) {
      drawPoint(g, line.points().get(0), color, data, look.theme().bandAlpha());
    }
    line.marks().forEach(mark -> drawMark(g, mark, color, data));
    for (List<Line.Point> run : line.ended()) {
      g.setStroke(Palette.stroke(line.style(), 1.2f));
      Path2D path = new Path2D.Double();
      for (Line.Point p : run) {
        Point2D at = position(p, data);
        if (path.getCurrentPoint() == null) {
          path.moveTo(at.getX(), at.getY());
        } else {
          path.lineTo(at.getX(), at.getY());
        }
      }
      g.draw(path);
      drawCross(g, position(run.get(run.size() - 1), data));
    }
  }

  private void drawPoint(
      Graphics2D g, Line.Point point, Color color, Rectangle2D data, float bandAlpha) {
    Point2D at = position(point, data);
    double low = vertical(point.low(), data);
    double high = vertical(point.high(), data);
    g.setColor(
        new Color(
            color.getRed(), color.getGreen(), color.getBlue(), Math.round(255 * 2 * bandAlpha)));
    g.setStroke(new BasicStroke(5, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    g.draw(new Line2D.Double(at.getX(), low, at.getX(), high));
    g.setColor(color);
    g.fill(new Ellipse2D.Double(at.getX() - 4, at.getY() - 4, 8, 8));
  }

  private void drawMark(Graphics2D g, Line.Mark mark, Color color, Rectangle2D data) {
    Point2D at = position(mark.at(), data);
    double r = mark.ring() ? 7.5 : 3;
    Ellipse2D circle = new Ellipse2D.Double(at.getX() - r, at.getY() - r, 2 * r, 2 * r);
    g.setColor(color);
    if (mark.ring()) {
      g.setStroke(new BasicStroke(WIDTH));
      g.draw(circle);
    } else {
      g.fill(circle);
    }
  }

  private static void drawCross(Graphics2D g, Point2D at) {
    double r = 4.5;
    g.setStroke(new BasicStroke(WIDTH));
    g.draw(new Line2D.Double(at.getX() - r, at.getY() - r, at.getX() + r, at.getY() + r));
    g.draw(new Line2D.Double(at.getX() - r, at.getY() + r, at.getX() + r, at.getY() - r));
  }

  private void drawLabels(Graphics2D g, Rectangle2D data, Font font, Look look) {
    double[] wanted = lines.stream().mapToDouble(l -> position(l.end(), data).getY()).toArray();
    double gap = Math.min(LABEL_GAP, LABEL_GAP * font.getSize2D() / LABEL_SIZE);
    double[] placed = EndLabels.spread(wanted, gap, data.getMinY(), data.getMaxY());
    g.setFont(font);
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      Point2D end = position(line.end(), data);
      double left = data.getMaxX() + LEADER;
      double reach = end.getX() + 4;
      Color color = look.theme().color(line.style());
      g.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), 110));
      g.setStroke(new BasicStroke(0.8f));
      // Level as far as the plot goes, so that leaders do not pass for lines; then to the label.
      double bend = Math.max(reach, data.getMaxX() + 4);
      g.draw(new Line2D.Double(reach, end.getY(), bend, end.getY()));
      g.draw(new Line2D.Double(bend, end.getY(), left - 3, placed[i]));
      g.setColor(color);
      g.setStroke(Palette.stroke(line.style(), WIDTH));
      g.draw(new Line2D.Double(left, placed[i], left + SWATCH, placed[i]));
      g.setColor(look.theme().text(line.style()));
      g.drawString(
          look.label(g, font, line.label()),
          (float) (left + SWATCH + 6),
          (float) (placed[i] + 0.36 * font.getSize2D()));
    }
  }

  private double labelSize(Look look) {
    double room = look.ofHeight(330) / Math.max(1, lines.size());
    return Math.max(LEAST_LABEL_SIZE, Math.min(LABEL_SIZE, room * LABEL_SIZE / LABEL_GAP));
  }

  private double labelWidth(Graphics2D g, Font font, Look look) {
    return lines.stream()
        .mapToDouble(l -> Look.width(g, font, look.label(g, font, l.label())))
        .max()
        .orElse(0);
  }

  private Point2D position(Line.Point point, Rectangle2D data) {
    return new Point2D.Double(
        x.valueToJava2D(point.x(), data, RectangleEdge.BOTTOM), vertical(point.y(), data));
  }

  private double vertical(double value, Rectangle2D data) {
    return y.valueToJava2D(clamp(value), data, RectangleEdge.LEFT);
  }

  private double clamp(double value) {
    return Math.max(y.getLowerBound(), Math.min(y.getUpperBound(), value));
  }
}
