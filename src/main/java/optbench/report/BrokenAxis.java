package optbench.report;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import optbench.text.NumberText;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * A horizontal axis from 0 in two scales: most of it is for the lines that end before the break,
 * and the rest holds the tails of the few that go on far beyond.
 */
final class BrokenAxis extends NumberAxis {
  private static final long serialVersionUID = 1L;

  /** How many times as far as the last of the others a tail goes. */
  private static final double LEAST_FACTOR = 3;

  /** So much of the axis lies before the break. */
  private static final double SHARE = 0.8;

  private static final int MOST_STEPS = 8;
  private static final int MOST_STEPS_BEYOND = 3;

  /** No label so near after the break, as a share of what lies beyond it. */
  private static final double GAP = 0.25;

  private static final double SLASH = 5;

  private final double breakAt;

  private BrokenAxis(String label, double breakAt, double end) {
    super(label);
    this.breakAt = breakAt;
    setRange(0, end);
  }

  /**
   * Empty where nobody, or more than half, go on far beyond the others: then one scale does.
   *
   * @param ends where the lines end
   */
  static Optional<BrokenAxis> of(String label, double... ends) {
    double[] sorted = DoubleStream.of(ends).sorted().toArray();
    int kept = 0;
    double widest = LEAST_FACTOR;
    for (int next = Math.max(1, (sorted.length + 1) / 2); next < sorted.length; next++) {
      double factor = sorted[next] / sorted[next - 1];
      if (factor >= widest) {
        kept = next;
        widest = factor;
      }
    }
    return kept == 0
        ? Optional.empty()
        : Optional.of(
            new BrokenAxis(label, 1.02 * sorted[kept - 1], 1.01 * sorted[sorted.length - 1]));
  }

  double breakAt() {
    return breakAt;
  }

  @Override
  public double valueToJava2D(double value, Rectangle2D area, RectangleEdge edge) {
    double share =
        value <= breakAt
            ? SHARE * value / breakAt
            : SHARE + (1 - SHARE) * (value - breakAt) / (getUpperBound() - breakAt);
    return area.getX() + share * area.getWidth();
  }

  @Override
  public double java2DToValue(double place, Rectangle2D area, RectangleEdge edge) {
    double share = (place - area.getX()) / area.getWidth();
    return share <= SHARE
        ? breakAt * share / SHARE
        : breakAt + (getUpperBound() - breakAt) * (share - SHARE) / (1 - SHARE);
  }

  @Override
  public List<NumberTick> refreshTicks(
      Graphics2D g, AxisState state, Rectangle2D dataArea, RectangleEdge edge) {
    double beyond = getUpperBound() - breakAt;
    List<NumberTick> ticks = new ArrayList<>(ticks(0, breakAt, MOST_STEPS));
    ticks.addAll(ticks(breakAt + GAP * beyond, getUpperBound(), MOST_STEPS_BEYOND));
    return ticks;
  }

  private static List<NumberTick> ticks(double from, double to, int mostSteps) {
    double step = LogTicks.step(to - from, mostSteps);
    List<NumberTick> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(from / step); i * step <= to; i++) {
      ticks.add(
          new NumberTick(
              TickType.MAJOR,
              i * step,
              NumberText.tick(i * step),
              TextAnchor.TOP_CENTER,
              TextAnchor.CENTER,
              0));
    }
    return ticks;
  }

  /** Two strokes through the axis, and a line above it that parts the scales. */
  void drawBreak(Graphics2D g, Rectangle2D data, Look look) {
    double x = valueToJava2D(breakAt, data, RectangleEdge.BOTTOM);
    double y = data.getMaxY();
    g.setColor(look.theme().axis());
    g.setStroke(
        new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {2, 4}, 0));
    g.draw(new Line2D.Double(x, data.getMinY(), x, y - 2 * SLASH));
    g.setStroke(new BasicStroke(1.4f));
    for (double at : new double[] {x - 2.5, x + 2.5}) {
      g.draw(new Line2D.Double(at - SLASH / 2, y + SLASH, at + SLASH / 2, y - SLASH));
    }
  }
}
