package optbench.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import optbench.descent.DescentPath.Point;
import optbench.descent.PathStudy;
import optbench.descent.PathStudy.Follower;
import optbench.descent.PlaneArea;
import optbench.descent.PlanePoint;
import optbench.report.ClippedLine.Spot;
import optbench.text.NumberText;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Paths over the contours of a function. The lower the function, the more layers of colour lie on
 * each other.
 */
record PathChart(Heading heading, PathStudy study, PlaneArea view, SeriesStyles styles)
    implements Picture {
  private static final float WIDTH = 2;
  private static final double LABEL_SIZE = 13;
  private static final double SMALL_SIZE = 11.5;
  private static final double LEAST_LABEL_SIZE = 8;
  private static final double SWATCH = 26;
  private static final double GAP = 22;
  private static final double TITLE_HEIGHT = 18;
  private static final double KEY_LINE = 18;
  private static final double LAYER_WIDTH = 18;
  private static final double LAYER_LINE = 14;
  private static final int LAYER_ALPHA = 17;
  private static final int LINE_ALPHA = 90;

  @Override
  public void draw(Graphics2D g, Rectangle2D area, Look look) {
    Font labels = look.semibold(labelSize(look));
    Font small = look.regular(SMALL_SIZE);
    Map<Double, List<List<Spot>>> contours = Contours.of(study.function(), view);
    double room = GAP + legendWidth(g, labels, small, look);
    NumberAxis x = axis("x", view.xLow(), view.xHigh());
    NumberAxis y = axis(null, view.yLow(), view.yHigh());
    g.setFont(look.regular(LABEL_SIZE));
    g.setColor(look.theme().ink());
    g.drawString("y", (float) area.getX(), (float) (area.getY() + LABEL_SIZE));
    Axes.style(x, look);
    Axes.style(y, look);
    XYPlot plot =
        new XYPlot(new XYSeriesCollection(), x, y, new XYLineAndShapeRenderer(true, false));
    Axes.style(plot, 0, room, look);
    plot.setRangeGridlinesVisible(false);
    plot.setDomainGridlinesVisible(false);
    Rectangle2D below =
        new Rectangle2D.Double(
            area.getX(),
            area.getY() + TITLE_HEIGHT,
            area.getWidth(),
            area.getHeight() - TITLE_HEIGHT);
    Rectangle2D data = Axes.draw(g, plot, below, look);
    Paper paper = new Paper(g, data, x, y, look);
    Shape outer = g.getClip();
    g.clip(data);
    contours.values().forEach(paper::layer);
    drawPaths(paper);
    g.setClip(outer);
    g.setColor(look.theme().axis());
    g.setStroke(new BasicStroke(1));
    g.draw(data);
    drawLegend(paper, contours, labels, small);
  }

  /** With the minus sign that printers set. */
  private static NumberAxis axis(String label, double low, double high) {
    NumberAxis axis = Axes.linear(label, low, high, 0);
    DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
    symbols.setMinusSign('−');
    double step = LogTicks.step(high - low, 10);
    axis.setTickUnit(new NumberTickUnit(step, new DecimalFormat("0.######", symbols)));
    return axis;
  }

  private void drawPaths(Paper paper) {
    for (PlanePoint minimum : study.function().minima()) {
      paper.star(paper.at(minimum.x(), minimum.y()), 9);
    }
    for (Follower follower : study.followers()) {
      paper.path(follower, styles.of(follower.label()), view);
    }
    for (Follower follower : study.followers()) {
      paper.marks(follower, styles.of(follower.label()), view, study.steps());
    }
    paper.ring(paper.at(study.start().x(), study.start().y()));
  }

  private double labelSize(Look look) {
    double room = look.ofHeight(270) / Math.max(1, study.followers().size());
    return Math.max(LEAST_LABEL_SIZE, Math.min(LABEL_SIZE, room * LABEL_SIZE / KEY_LINE));
  }

  private double legendWidth(Graphics2D g, Font labels, Font small, Look look) {
    double names =
        study.followers().stream()
            .mapToDouble(
                f ->
                    Look.width(g, labels, look.label(g, labels, f.label()))
                        + Look.width(g, small, rate(f))
                        + 8)
            .max()
            .orElse(0);
    double keys = Math.max(Look.width(g, small, startText()), Look.width(g, small, minimumText()));
    return SWATCH + 8 + Math.max(names, keys);
  }

  private static String rate(Follower follower) {
    return NumberText.exact(follower.learningRate());
  }

  private String startText() {
    return "start " + PathText.point(study.start());
  }

  private String minimumText() {
    return study.function().minima().size() > 1
        ? "minima"
        : "minimum " + PathText.point(study.function().minima().get(0));
  }

  private void drawLegend(
      Paper paper, Map<Double, List<List<Spot>>> contours, Font labels, Font small) {
    double left = paper.data.getMaxX() + GAP;
    double line = Math.max(12, KEY_LINE * labels.getSize2D() / LABEL_SIZE);
    double y = paper.data.getMinY() + 6;
    paper.words("learning rate", small, paper.look.theme().gray(), left + SWATCH + 8, y);
    y += line;
    for (Follower follower : study.followers()) {
      paper.entry(follower, styles.of(follower.label()), left, y, labels, small);
      y += line;
    }
    y += 8;
    paper.ring(new Point2D.Double(left + SWATCH / 2, y));
    paper.words(startText(), small, paper.look.theme().gray(), left + SWATCH + 8, y);
    y += KEY_LINE;
    paper.star(new Point2D.Double(left + SWATCH / 2, y), 8);
    paper.words(minimumText(), small, paper.look.theme().gray(), left + SWATCH + 8, y);
    if (study.followers().stream().anyMatch(f -> f.path().diverged())) {
      y += KEY_LINE;
      paper.cross(new Point2D.Double(left + SWATCH / 2, y), paper.look.theme().ink());
      paper.words("diverged", small, paper.look.theme().gray(), left + SWATCH + 8, y);
    }
    y += KEY_LINE + 6;
    drawLayers(paper, contours, small, left, y);
  }

  /** What the layers of colour stand for, as far as there is room. */
  private static void drawLayers(
      Paper paper, Map<Double, List<List<Spot>>> contours, Font small, double left, double top) {
    if (top + (contours.size() + 1) * LAYER_LINE > paper.data.getMaxY() + LAYER_LINE) {
      return;
    }
    double y = top;
    paper.words("f(x, y) below", small, paper.look.theme().gray(), left, y);
    int layers = 0;
    for (double level : contours.keySet()) {
      y += LAYER_LINE;
      layers++;
      paper.sample(layers, new Rectangle2D.Double(left, y - 6, LAYER_WIDTH, LAYER_LINE));
      paper.words(
          PathText.value(level), small, paper.look.theme().gray(), left + LAYER_WIDTH + 8, y);
    }
  }

  /** Draws in the units of the function. */
  private static final class Paper {
    private final Graphics2D g;
    private final Rectangle2D data;
    private final NumberAxis x;
    private final NumberAxis y;
    private final Look look;

    Paper(Graphics2D g, Rectangle2D data, NumberAxis x, NumberAxis y, Look look) {
      this.g = g;
      this.data = data;
      this.x = x;
      this.y = y;
      this.look = look;
    }

    Point2D at(double px, double py) {
      return new Point2D.Double(
          x.valueToJava2D(px, data, RectangleEdge.BOTTOM),
          y.valueToJava2D(py, data, RectangleEdge.LEFT));
    }

    void layer(List<List<Spot>> outlines) {
      Path2D shape = new Path2D.Double(Path2D.WIND_EVEN_ODD);
      for (List<Spot> outline : outlines) {
        add(shape, outline);
        shape.closePath();
      }
      g.setColor(layerColor(LAYER_ALPHA));
      g.fill(shape);
      g.setColor(layerColor(LINE_ALPHA));
      g.setStroke(new BasicStroke(0.7f));
      g.draw(shape);
    }

    /** As many layers on each other as there are at this level. */
    void sample(int layers, Rectangle2D box) {
      g.setColor(layerColor(LAYER_ALPHA));
      for (int i = 0; i < layers; i++) {
        g.fill(box);
      }
      g.setColor(layerColor(LINE_ALPHA));
      g.setStroke(new BasicStroke(0.7f));
      g.draw(box);
    }

    private Color layerColor(int alpha) {
      Color gray = look.theme().gray();
      return new Color(gray.getRed(), gray.getGreen(), gray.getBlue(), alpha);
    }

    private void add(Path2D shape, List<Spot> spots) {
      for (int i = 0; i < spots.size(); i++) {
        Point2D at = at(spots.get(i).x(), spots.get(i).y());
        if (i == 0) {
          shape.moveTo(at.getX(), at.getY());
        } else {
          shape.lineTo(at.getX(), at.getY());
        }
      }
    }

    void path(Follower follower, SeriesStyle style, PlaneArea view) {
      Path2D shape = new Path2D.Double();
      List<List<Spot>> runs = ClippedLine.of(follower.path().points(), view);
      runs.forEach(run -> add(shape, run));
      g.setColor(look.theme().color(style));
      g.setStroke(Palette.stroke(style, WIDTH));
      g.draw(shape);
      if (follower.path().diverged() && !runs.isEmpty()) {
        List<Spot> last = runs.get(runs.size() - 1);
        Spot end = last.get(last.size() - 1);
        cross(at(end.x(), end.y()), look.theme().color(style));
      }
    }

    /** Where it was after 1, 2, 5, 10, ... steps, and where it ended. */
    void marks(Follower follower, SeriesStyle style, PlaneArea view, int steps) {
      List<Point> points = follower.path().points();
      g.setColor(look.theme().color(style));
      for (int step : PathText.marked(steps)) {
        if (step < points.size()) {
          mark(points.get(step), style, view, 2.6);
        }
      }
      if (!follower.path().diverged()) {
        mark(follower.path().end(), style, view, 4.6);
      }
    }

    private void mark(Point point, SeriesStyle style, PlaneArea view, double radius) {
      if (view.contains(point.x(), point.y())) {
        Point2D at = at(point.x(), point.y());
        Path2D shape = Marks.path(style, at.getX(), at.getY(), radius);
        g.setColor(look.theme().paper());
        g.setStroke(new BasicStroke(1.6f));
        g.draw(shape);
        g.setColor(look.theme().color(style));
        g.fill(shape);
      }
    }

    void ring(Point2D at) {
      Ellipse2D circle = new Ellipse2D.Double(at.getX() - 5, at.getY() - 5, 10, 10);
      g.setColor(look.theme().paper());
      g.fill(circle);
      g.setColor(look.theme().ink());
      g.setStroke(new BasicStroke(2));
      g.draw(circle);
    }

    void star(Point2D at, double radius) {
      Path2D star = new Path2D.Double();
      for (int i = 0; i < 10; i++) {
        double r = i % 2 == 0 ? radius : 0.42 * radius;
        double angle = Math.toRadians(36.0 * i - 90);
        double px = at.getX() + r * Math.cos(angle);
        double py = at.getY() + r * Math.sin(angle);
        if (i == 0) {
          star.moveTo(px, py);
        } else {
          star.lineTo(px, py);
        }
      }
      star.closePath();
      g.setColor(look.theme().paper());
      g.setStroke(new BasicStroke(2.5f));
      g.draw(star);
      g.setColor(look.theme().ink());
      g.fill(star);
    }

    void cross(Point2D at, Color color) {
      double r = 5;
      g.setColor(color);
      g.setStroke(new BasicStroke(WIDTH));
      g.draw(new Line2D.Double(at.getX() - r, at.getY() - r, at.getX() + r, at.getY() + r));
      g.draw(new Line2D.Double(at.getX() - r, at.getY() + r, at.getX() + r, at.getY() - r));
    }

    void words(String text, Font font, Color color, double left, double middle) {
      g.setFont(font);
      g.setColor(color);
      g.drawString(text, (float) left, (float) (middle + 0.36 * font.getSize2D()));
    }

    void entry(
        Follower follower, SeriesStyle style, double left, double y, Font labels, Font small) {
      g.setColor(look.theme().color(style));
      g.setStroke(Palette.stroke(style, WIDTH));
      g.draw(new Line2D.Double(left, y, left + SWATCH, y));
      String label = look.label(g, labels, follower.label());
      double text = left + SWATCH + 8;
      words(label, labels, look.theme().text(style), text, y);
      words(rate(follower), small, look.theme().gray(), text + Look.width(g, labels, label) + 8, y);
    }
  }
}
