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
import java.util.ArrayList;
import java.util.List;
import optbench.text.NumberText;
import org.jfree.chart.ui.RectangleEdge;

/**
 * A panel for each optimizer, all with the same axes: many lines in one plot hide each other.
 *
 * @param firstX where the axis to the right begins
 * @param lastX where it ends
 * @param y an axis of errors
 */
record PanelChart(
    Heading heading,
    List<Panel> panels,
    double firstX,
    double lastX,
    LogScale y,
    String yTitle,
    String xTitle)
    implements Picture {
  private static final double TEXT_SIZE = 13;
  private static final double TICK_SIZE = 11;
  private static final double TITLE_HEIGHT = 20;
  private static final double HEAD_HEIGHT = 19;
  private static final double FOOT_HEIGHT = 20;
  private static final double GAP = 16;
  private static final double LEAST_TICK_GAP = 17;

  /** Panels are wider than high, as the chart is. */
  private static final double COLUMNS_TO_ROWS = 1.5;

  PanelChart {
    panels = List.copyOf(panels);
  }

  /**
   * An optimizer.
   *
   * @param style decides the colour
   * @param text stands at the right of the label
   * @param mean may have no points
   */
  record Panel(SeriesStyle style, String label, String text, Path mean, List<Path> runs) {
    Panel {
      runs = List.copyOf(runs);
    }
  }

  /**
   * A line.
   *
   * @param ended whether a cross stands at its end
   */
  record Path(List<Double> x, List<Double> error, boolean ended) {
    Path {
      x = List.copyOf(x);
      error = List.copyOf(error);
    }
  }

  @Override
  public void draw(Graphics2D g, Rectangle2D area, Look look) {
    Font ticks = look.regular(TICK_SIZE);
    g.setFont(look.regular(TEXT_SIZE));
    g.setColor(look.theme().ink());
    g.drawString(yTitle, (float) area.getX(), (float) (area.getY() + TEXT_SIZE));
    g.drawString(
        xTitle,
        (float) (area.getMaxX() - Look.width(g, g.getFont(), xTitle)),
        (float) (area.getMaxY() - 1));
    int columns = columns();
    int rows = (panels.size() + columns - 1) / columns;
    double left = tickWidth(g, ticks) + 8;
    double width = (area.getWidth() - left - (columns - 1) * GAP) / columns;
    double height = (area.getHeight() - TITLE_HEIGHT - FOOT_HEIGHT) / rows;
    for (int i = 0; i < panels.size(); i++) {
      int column = i % columns;
      int row = i / columns;
      Rectangle2D data =
          new Rectangle2D.Double(
              area.getX() + left + column * (width + GAP),
              area.getY() + TITLE_HEIGHT + row * height + HEAD_HEIGHT,
              width,
              height - HEAD_HEIGHT - GAP);
      drawGrid(g, data, column == 0, i + columns >= panels.size(), ticks, look);
      drawLines(g, i, data, look);
      drawHead(g, panels.get(i), data, look);
    }
  }

  private int columns() {
    return panels.size() <= 2
        ? panels.size()
        : (int) Math.ceil(Math.sqrt(COLUMNS_TO_ROWS * panels.size()));
  }

  private void drawGrid(
      Graphics2D g, Rectangle2D data, boolean first, boolean last, Font ticks, Look look) {
    g.setFont(ticks);
    g.setStroke(new BasicStroke(1));
    for (double tick : yTicks(data)) {
      double at = vertical(tick, data);
      g.setColor(look.theme().grid());
      g.draw(new Line2D.Double(data.getMinX(), at, data.getMaxX(), at));
      if (first) {
        String text = y.text(tick);
        g.setColor(look.theme().gray());
        g.drawString(
            text,
            (float) (data.getMinX() - 6 - Look.width(g, ticks, text)),
            (float) (at + 0.36 * TICK_SIZE));
      }
    }
    g.setColor(look.theme().axis());
    g.draw(new Line2D.Double(data.getMinX(), data.getMaxY(), data.getMaxX(), data.getMaxY()));
    for (double tick : xTicks(g, data, ticks)) {
      double at = horizontal(tick, data);
      g.setColor(look.theme().axis());
      g.draw(new Line2D.Double(at, data.getMaxY(), at, data.getMaxY() + 3));
      if (last) {
        String text = NumberText.tick(tick);
        g.setColor(look.theme().gray());
        g.drawString(
            text,
            (float) (at - Look.width(g, ticks, text) / 2),
            (float) (data.getMaxY() + 5 + TICK_SIZE));
      }
    }
  }

  /** As many as have room below each other. */
  private List<Double> yTicks(Rectangle2D data) {
    List<Double> ticks = new ArrayList<>();
    for (double tick : LogTicks.major(y.getLowerBound(), y.getUpperBound())) {
      double at = vertical(tick, data);
      if (ticks.isEmpty()
          || Math.abs(at - vertical(ticks.get(ticks.size() - 1), data)) >= LEAST_TICK_GAP) {
        ticks.add(tick);
      }
    }
    return ticks;
  }

  private List<Double> xTicks(Graphics2D g, Rectangle2D data, Font font) {
    if (lastX <= firstX) {
      return List.of(firstX);
    }
    double room = Look.width(g, font, NumberText.tick(lastX)) + 14;
    int most = (int) Math.max(1, Math.min(10, data.getWidth() / room));
    double step = Math.max(1, LogTicks.step(lastX - firstX, most));
    List<Double> ticks = new ArrayList<>();
    for (double tick = step; tick <= lastX; tick += step) {
      if (tick >= firstX) {
        ticks.add(tick);
      }
    }
    return ticks;
  }

  private void drawLines(Graphics2D g, int index, Rectangle2D data, Look look) {
    Panel panel = panels.get(index);
    for (int i = 0; i < panels.size(); i++) {
      if (i != index) {
        drawPath(
            g, panels.get(i).mean(), look.theme().tint(look.theme().gray(), 0.38), 1, data, look);
      }
    }
    Color color = look.theme().color(panel.style());
    boolean several = panel.runs().size() > 1;
    Color thin = new Color(color.getRed(), color.getGreen(), color.getBlue(), several ? 150 : 255);
    panel.runs().forEach(run -> drawPath(g, run, thin, several ? 1 : 2.2f, data, look));
    if (several) {
      drawPath(g, panel.mean(), color, 2.6f, data, look);
    }
  }

  private void drawPath(
      Graphics2D g, Path line, Color color, float width, Rectangle2D data, Look look) {
    if (line.x().isEmpty()) {
      return;
    }
    g.setColor(color);
    g.setStroke(new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    Path2D path = new Path2D.Double();
    Point2D at = point(line, 0, data);
    path.moveTo(at.getX(), at.getY());
    for (int i = 1; i < line.x().size(); i++) {
      at = point(line, i, data);
      path.lineTo(at.getX(), at.getY());
    }
    g.draw(path);
    if (line.x().size() == 1) {
      double r = width + 1;
      g.fill(new Ellipse2D.Double(at.getX() - r, at.getY() - r, 2 * r, 2 * r));
    }
    if (line.ended()) {
      g.setStroke(new BasicStroke(2));
      g.setColor(look.theme().warning());
      double r = 4;
      g.draw(new Line2D.Double(at.getX() - r, at.getY() - r, at.getX() + r, at.getY() + r));
      g.draw(new Line2D.Double(at.getX() - r, at.getY() + r, at.getX() + r, at.getY() - r));
    }
  }

  private void drawHead(Graphics2D g, Panel panel, Rectangle2D data, Look look) {
    double size = panels.size() > 12 ? 11 : TEXT_SIZE;
    Font names = look.semibold(size);
    Font texts = look.regular(size);
    float baseline = (float) (data.getMinY() - 6);
    double textWidth = Look.width(g, texts, panel.text());
    boolean room = textWidth < 0.6 * data.getWidth();
    g.setFont(names);
    g.setColor(look.theme().text(panel.style()));
    g.drawString(
        Look.fitted(g, names, panel.label(), data.getWidth() - (room ? textWidth + 8 : 0)),
        (float) data.getMinX(),
        baseline);
    if (room) {
      g.setFont(texts);
      g.setColor(look.theme().ink());
      g.drawString(panel.text(), (float) (data.getMaxX() - textWidth), baseline);
    }
  }

  private double tickWidth(Graphics2D g, Font font) {
    return LogTicks.major(y.getLowerBound(), y.getUpperBound()).stream()
        .mapToDouble(t -> Look.width(g, font, y.text(t)))
        .max()
        .orElse(0);
  }

  private Point2D point(Path line, int i, Rectangle2D data) {
    return new Point2D.Double(
        horizontal(line.x().get(i), data), vertical(line.error().get(i), data));
  }

  private double horizontal(double x, Rectangle2D data) {
    double low = lastX > firstX ? firstX - 0.03 * (lastX - firstX) : firstX - 0.5;
    double high = lastX > firstX ? lastX : lastX + 0.5;
    return data.getMinX() + (x - low) / (high - low) * data.getWidth();
  }

  private double vertical(double error, Rectangle2D data) {
    return y.valueToJava2D(y.clamp(error), data, RectangleEdge.LEFT);
  }
}
