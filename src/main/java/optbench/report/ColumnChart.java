package optbench.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Dots in columns, each named beside it.
 *
 * @param columns from left to right, all equally wide
 * @param axis of errors
 */
record ColumnChart(
    Heading heading, List<Column> columns, LogScale axis, String yTitle, String xTitle)
    implements Picture {
  private static final double TEXT_SIZE = 13;
  private static final double LEAST_TEXT_SIZE = 8;
  private static final double LINE = 1.25;
  private static final double TITLE_HEIGHT = 18;
  private static final double FOOT_HEIGHT = 62;

  /** Where the dots of a column stand: the rest of its width is for their names. */
  private static final double DOTS_AT = 0.14;

  private static final double LEADER = 16;
  private static final double RADIUS = 5;

  /** How far dots stand apart that would hide each other, and how many side by side. */
  private static final double LANE = 12;

  private static final int MOST_LANES = 5;

  /** Half of the lowest tick's label hangs below the plot. */
  private static final double OVERHANG = 8;

  ColumnChart {
    columns = List.copyOf(columns);
  }

  /**
   * A column.
   *
   * @param head stands below it
   * @param note stands below that
   */
  record Column(String head, String note, List<Dot> dots) {
    Column {
      dots = List.copyOf(dots);
    }
  }

  /**
   * An optimizer.
   *
   * @param style decides colour and shape
   * @param low of the interval; equal to {@code high} if there is none
   */
  record Dot(SeriesStyle style, String label, double error, double low, double high) {}

  @Override
  public void draw(Graphics2D g, Rectangle2D area, Look look) {
    g.setFont(look.regular(TEXT_SIZE));
    g.setColor(look.theme().ink());
    g.drawString(yTitle, (float) area.getX(), (float) (area.getY() + TEXT_SIZE));
    Rectangle2D data = drawAxis(g, area, look);
    double width = data.getWidth() / columns.size();
    double textSize =
        textSize(
            g, new Rectangle2D.Double(data.getX(), data.getY(), width, data.getHeight()), look);
    for (int i = 0; i < columns.size(); i++) {
      Rectangle2D own =
          new Rectangle2D.Double(data.getX() + i * width, data.getY(), width, data.getHeight());
      if (i > 0) {
        g.setColor(look.theme().grid());
        g.setStroke(new BasicStroke(1));
        g.draw(new Line2D.Double(own.getX(), own.getMinY(), own.getX(), own.getMaxY()));
      }
      drawColumn(g, columns.get(i), own, look.semibold(textSize), look);
      drawFoot(g, columns.get(i), own, look);
    }
    g.setFont(look.regular(TEXT_SIZE));
    g.setColor(look.theme().ink());
    g.drawString(
        xTitle,
        (float) (data.getCenterX() - Look.width(g, look.regular(TEXT_SIZE), xTitle) / 2),
        (float) (data.getMaxY() + FOOT_HEIGHT - 6));
  }

  private Rectangle2D drawAxis(Graphics2D g, Rectangle2D area, Look look) {
    NumberAxis horizontal = Axes.linear(null, 0, 1, 1);
    horizontal.setVisible(false);
    Axes.style(horizontal, look);
    Axes.style(axis, look);
    XYPlot plot =
        new XYPlot(
            new XYSeriesCollection(), horizontal, axis, new XYLineAndShapeRenderer(false, true));
    Axes.style(plot, 0, 0, look);
    RectangleInsets insets = plot.getInsets();
    plot.setInsets(new RectangleInsets(insets.getTop(), 0, OVERHANG, 0));
    plot.setDomainGridlinesVisible(false);
    axis.setAxisLineVisible(false);
    return Axes.draw(
        g,
        plot,
        new Rectangle2D.Double(
            area.getX(),
            area.getY() + TITLE_HEIGHT,
            area.getWidth(),
            area.getHeight() - TITLE_HEIGHT - FOOT_HEIGHT),
        look);
  }

  /** The largest at which every name fits beside its dots, and all of a column above each other. */
  private double textSize(Graphics2D g, Rectangle2D own, Look look) {
    int most = columns.stream().mapToInt(c -> c.dots().size()).max().orElse(1);
    double size = Math.min(TEXT_SIZE, own.getHeight() / most / LINE);
    double room = room(own);
    double widest =
        columns.stream()
            .flatMap(c -> c.dots().stream())
            .mapToDouble(d -> Look.width(g, look.semibold(TEXT_SIZE), d.label()))
            .max()
            .orElse(1);
    return Math.max(LEAST_TEXT_SIZE, Math.min(size, TEXT_SIZE * room / Math.max(1, widest)));
  }

  /** For names, beside as many lanes of dots as any column has. */
  private double room(Rectangle2D own) {
    int lanes =
        1 + columns.stream().flatMapToInt(c -> Arrays.stream(lanes(c, own))).max().orElse(0);
    return own.getWidth() * (1 - DOTS_AT) - (lanes - 1) * LANE - RADIUS - LEADER - 6;
  }

  private void drawColumn(Graphics2D g, Column column, Rectangle2D own, Font font, Look look) {
    double[] wanted = column.dots().stream().mapToDouble(d -> y(d.error(), own)).toArray();
    double gap = font.getSize2D() * LINE;
    double[] placed =
        EndLabels.spread(wanted, gap, own.getMinY() + gap / 2, own.getMaxY() - gap / 2);
    int[] lanes = lanes(column, own);
    int used = 1 + Arrays.stream(lanes).max().orElse(0);
    double first = own.getX() + DOTS_AT * own.getWidth();
    double left = first + (used - 1) * LANE + RADIUS + LEADER;
    for (int i = 0; i < wanted.length; i++) {
      Dot dot = column.dots().get(i);
      double x = first + lanes[i] * LANE;
      Color color = look.theme().color(dot.style());
      g.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), 130));
      g.setStroke(new BasicStroke(0.8f));
      g.draw(new Line2D.Double(x + RADIUS + 2, wanted[i], left - 3, placed[i]));
      drawDot(g, dot, x, own, look);
      g.setFont(font);
      g.setColor(look.theme().text(dot.style()));
      g.drawString(
          Look.fitted(g, font, dot.label(), room(own)),
          (float) left,
          (float) (placed[i] + 0.36 * font.getSize2D()));
    }
  }

  /** Dots and bars that would hide each other stand side by side. */
  private int[] lanes(Column column, Rectangle2D own) {
    int[] lanes = new int[column.dots().size()];
    double[] ends = new double[MOST_LANES];
    Arrays.fill(ends, Double.NEGATIVE_INFINITY);
    List<Integer> downwards =
        IntStream.range(0, lanes.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> top(column.dots().get(i), own)))
            .toList();
    for (int i : downwards) {
      Dot dot = column.dots().get(i);
      int lane = 0;
      while (lane < MOST_LANES - 1 && ends[lane] > top(dot, own)) {
        lane++;
      }
      lanes[i] = lane;
      ends[lane] = Math.max(y(dot.high(), own), y(dot.error(), own) + RADIUS) + 3;
    }
    return lanes;
  }

  private double top(Dot dot, Rectangle2D own) {
    return Math.min(y(dot.low(), own), y(dot.error(), own) - RADIUS);
  }

  private void drawDot(Graphics2D g, Dot dot, double x, Rectangle2D own, Look look) {
    double at = y(dot.error(), own);
    g.setColor(look.theme().color(dot.style()));
    g.setStroke(new BasicStroke(1.6f));
    if (dot.low() < dot.high()) {
      g.draw(new Line2D.Double(x, y(dot.low(), own), x, y(dot.high(), own)));
      drawCap(g, dot.low(), x, own);
      drawCap(g, dot.high(), x, own);
    }
    Path2D mark = Marks.path(dot.style(), x, at, RADIUS);
    g.fill(mark);
    g.setColor(look.theme().paper());
    g.setStroke(new BasicStroke(1));
    g.draw(mark);
  }

  /** No cap where the interval goes on beyond the axis. */
  private void drawCap(Graphics2D g, double error, double x, Rectangle2D own) {
    if (axis.clamp(error) == error) {
      g.draw(new Line2D.Double(x - 4, y(error, own), x + 4, y(error, own)));
    }
  }

  private static void drawFoot(Graphics2D g, Column column, Rectangle2D own, Look look) {
    Font head = look.semibold(TEXT_SIZE);
    Font note = look.regular(TEXT_SIZE - 2);
    g.setFont(head);
    g.setColor(look.theme().ink());
    drawCentered(g, head, column.head(), own, own.getMaxY() + 18);
    g.setFont(note);
    g.setColor(look.theme().gray());
    drawCentered(g, note, column.note(), own, own.getMaxY() + 34);
  }

  private static void drawCentered(
      Graphics2D g, Font font, String text, Rectangle2D own, double baseline) {
    String shown = Look.fitted(g, font, text, own.getWidth() - 4);
    g.drawString(
        shown, (float) (own.getCenterX() - Look.width(g, font, shown) / 2), (float) baseline);
  }

  private double y(double error, Rectangle2D own) {
    return axis.valueToJava2D(axis.clamp(error), own, RectangleEdge.LEFT);
  }
}
