package optbench.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import optbench.text.NumberText;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * A log axis with labels at 1, 2 and 5.
 *
 * <p>For accuracy it runs over the error, 1 less the accuracy, upside down and labelled with
 * accuracies: so 30 % and 97 % fit on one axis, and 97.0 and 97.6 can still be told apart.
 */
final class LogScale extends LogAxis {
  private static final long serialVersionUID = 1L;

  private final transient DoubleFunction<String> format;

  private LogScale(DoubleFunction<String> format, double low, double high) {
    super(null);
    this.format = format;
    setRange(low, high);
  }

  /** An axis for positive values from {@code min} to {@code max}, widened to the next label. */
  static LogScale of(double min, double max) {
    boolean narrow = max / min < 2.5;
    double low = narrow ? min / 1.05 : LogTicks.below(min);
    double high = narrow ? max * 1.05 : LogTicks.above(max);
    return new LogScale(NumberText::tick, low, high);
  }

  /** An axis for positive values, with a little room at both ends for what is drawn there. */
  static LogScale around(double min, double max) {
    double room = Math.max(1.05, Math.pow(max / min, 0.03));
    return new LogScale(NumberText::tick, min / room, max * room);
  }

  /** An axis for accuracies whose errors lie between the given ones. */
  static LogScale ofErrors(double min, double max) {
    LogScale plain = of(min, Math.min(max, 1));
    double high = Math.min(plain.getUpperBound(), 1);
    LogScale axis =
        new LogScale(
            error -> NumberText.tick(Math.round((1 - error) * 1e7) / 1e5) + " %",
            plain.getLowerBound(),
            high);
    axis.setInverted(true);
    return axis;
  }

  /** The value, or the end of the axis if it lies beyond. */
  double clamp(double value) {
    return Math.max(getLowerBound(), Math.min(getUpperBound(), value));
  }

  /** What stands at a tick. */
  String text(double value) {
    return format.apply(value);
  }

  @Override
  public List<NumberTick> refreshTicks(
      Graphics2D g, AxisState state, Rectangle2D dataArea, RectangleEdge edge) {
    TextAnchor anchor =
        RectangleEdge.isLeftOrRight(edge) ? TextAnchor.CENTER_RIGHT : TextAnchor.TOP_CENTER;
    List<NumberTick> ticks = new ArrayList<>();
    LogTicks.major(getLowerBound(), getUpperBound())
        .forEach(v -> ticks.add(tick(TickType.MAJOR, v, format.apply(v), anchor)));
    LogTicks.minor(getLowerBound(), getUpperBound())
        .forEach(v -> ticks.add(tick(TickType.MINOR, v, "", anchor)));
    return ticks;
  }

  private static NumberTick tick(TickType type, double value, String label, TextAnchor anchor) {
    return new NumberTick(type, value, label, anchor, TextAnchor.CENTER, 0);
  }
}
