package optbench.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.OptionalInt;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * A small chart for each optimizer: bands around zero would hide each other in one.
 *
 * @param lastEpoch at least 2
 */
record DifferencePanels(Heading heading, List<Panel> panels, int lastEpoch) implements Picture {
  private static final double GAP = 18;
  private static final double TITLE_HEIGHT = 20;
  private static final double TITLE_SIZE = 12.5;
  private static final double REMARK_SIZE = 11.5;
  private static final int MOST_COLUMNS = 5;
  private static final float BAND_ALPHA = 0.2f;

  DifferencePanels {
    panels = List.copyOf(panels);
  }

  /**
   * An optimizer; values in points.
   *
   * @param style decides the colour
   * @param points by epoch
   * @param apartFrom the epoch that is ringed, if one is
   * @param remark stands beside the label
   * @param range of the vertical axis
   */
  record Panel(
      SeriesStyle style,
      String label,
      List<Line.Point> points,
      OptionalInt apartFrom,
      String remark,
      Range range) {
    Panel {
      points = List.copyOf(points);
    }

    Panel within(Range newRange) {
      return new Panel(style, label, points, apartFrom, remark, newRange);
    }
  }

  /** From below zero to above it, in points. */
  record Range(double low, double high) {
    double span() {
      return high - low;
    }
  }

  @Override
  public void draw(Graphics2D g, Rectangle2D area, Look look) {
    int columns = columns(panels.size());
    int rows = (panels.size() + columns - 1) / columns;
    double width = (area.getWidth() - GAP * (columns - 1)) / columns;
    double height = (area.getHeight() - GAP * (rows - 1)) / rows;
    for (int i = 0; i < panels.size(); i++) {
      int column = i % columns;
      int row = i / columns;
      Rectangle2D place =
          new Rectangle2D.Double(
              area.getX() + column * (width + GAP),
              area.getY() + row * (height + GAP),
              width,
              height);
      drawPanel(g, panels.get(i), place, i + columns >= panels.size(), look);
    }
  }

  private static int columns(int panels) {
    return Math.min(MOST_COLUMNS, (int) Math.ceil(Math.sqrt(panels)));
  }

  private void drawPanel(Graphics2D g, Panel panel, Rectangle2D area, boolean lowest, Look look) {
    drawTitle(g, panel, area, look);
    NumberAxis x = Axes.linear(lowest ? "Epoch" : null, 1, lastEpoch, 1);
    x.setTickUnit(Axes.linear(null, 1, 1 + 2.0 * (lastEpoch - 1), 1).getTickUnit());
    double air = 0.04 * panel.range().span();
    NumberAxis y = Axes.linear(null, panel.range().low() - air, panel.range().high() + air, 0);
    // Half as many ticks as a chart of its own would have.
    y.setTickUnit(Axes.linear(null, 0, 2 * panel.range().span(), 0).getTickUnit());
    Axes.style(x, look);
    Axes.style(y, look);
    x.setMinorTickMarksVisible(false);
    y.setMinorTickMarksVisible(false);
    y.setAxisLineVisible(false);
    XYPlot plot =
        new XYPlot(new XYSeriesCollection(), x, y, new XYLineAndShapeRenderer(true, false));
    Axes.style(plot, 0, 6, look);
    plot.setDomainGridlinesVisible(false);
    Rectangle2D data =
        Axes.draw(
            g,
            plot,
            new Rectangle2D.Double(
                area.getX(),
                area.getY() + TITLE_HEIGHT,
                area.getWidth(),
                area.getHeight() - TITLE_HEIGHT),
            look);
    Shape clip = g.getClip();
    g.clip(
        new Rectangle2D.Double(
            data.getX() - 8, data.getY(), data.getWidth() + 14, data.getHeight()));
    drawCurve(g, panel, new Scale(x, y, data), look);
    g.setClip(clip);
  }

  private static void drawTitle(Graphics2D g, Panel panel, Rectangle2D area, Look look) {
    Font labelFont = look.semibold(TITLE_SIZE);
    Font remarkFont = look.regular(REMARK_SIZE);
    double remarkWidth = Look.width(g, remarkFont, panel.remark());
    float baseline = (float) (area.getY() + TITLE_SIZE);
    g.setFont(labelFont);
    g.setColor(look.theme().text(panel.style()));
    g.drawString(
        Look.fitted(g, labelFont, panel.label(), area.getWidth() - remarkWidth - 10),
        (float) area.getX(),
        baseline);
    g.setFont(remarkFont);
    g.setColor(look.theme().gray());
    g.drawString(panel.remark(), (float) (area.getMaxX() - remarkWidth - 6), baseline);
  }

  private record Scale(NumberAxis x, NumberAxis y, Rectangle2D data) {
    double left(Line.Point p) {
      return x.valueToJava2D(p.x(), data, RectangleEdge.BOTTOM);
    }

    double top(double points) {
      return y.valueToJava2D(points, data, RectangleEdge.LEFT);
    }
  }

  private static void drawCurve(Graphics2D g, Panel panel, Scale scale, Look look) {
    g.setColor(look.theme().axis());
    g.setStroke(new BasicStroke(1.2f));
    double zero = scale.top(0);
    g.draw(new Line2D.Double(scale.data().getMinX(), zero, scale.data().getMaxX(), zero));
    if (panel.points().isEmpty()) {
      return;
    }
    Path2D line = new Path2D.Double();
    Path2D band = new Path2D.Double();
    for (Line.Point p : panel.points()) {
      add(line, scale.left(p), scale.top(p.y()));
      add(band, scale.left(p), scale.top(p.high()));
    }
    for (int i = panel.points().size() - 1; i >= 0; i--) {
      add(band, scale.left(panel.points().get(i)), scale.top(panel.points().get(i).low()));
    }
    band.closePath();
    Color color = look.theme().color(panel.style());
    g.setColor(
        new Color(color.getRed(), color.getGreen(), color.getBlue(), Math.round(255 * BAND_ALPHA)));
    g.fill(band);
    g.setColor(color);
    g.setStroke(new BasicStroke(2));
    g.draw(line);
    for (Line.Point p : panel.points()) {
      boolean ringed = panel.apartFrom().orElse(0) == (int) p.x();
      double r = ringed ? 6 : 2.2;
      Ellipse2D circle =
          new Ellipse2D.Double(scale.left(p) - r, scale.top(p.y()) - r, 2 * r, 2 * r);
      if (ringed) {
        g.draw(circle);
      } else {
        g.fill(circle);
      }
    }
  }

  private static void add(Path2D path, double x, double y) {
    if (path.getCurrentPoint() == null) {
      path.moveTo(x, y);
    } else {
      path.lineTo(x, y);
    }
  }
}
