package optbench.report;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;

/**
 * The look of plots: what the library would draw otherwise depends on fonts that may be missing.
 */
final class Axes {
  private static final double TICK_SIZE = 12.5;
  private static final double LABEL_SIZE = 13;
  private static final int MOST_STEPS = 10;

  private Axes() {}

  /** A linear axis with steps of 1, 2 or 5 times a power of ten, at least {@code leastStep}. */
  static NumberAxis linear(String label, double low, double high, double leastStep) {
    NumberAxis axis = new NumberAxis(label);
    axis.setRange(low, high);
    double step = Math.max(leastStep, LogTicks.step(high - low, MOST_STEPS));
    axis.setTickUnit(
        new NumberTickUnit(
            step, new DecimalFormat("0.######", DecimalFormatSymbols.getInstance(Locale.ROOT))));
    return axis;
  }

  static void style(ValueAxis axis, Look look) {
    axis.setLabelFont(look.regular(LABEL_SIZE));
    axis.setLabelPaint(look.theme().ink());
    axis.setTickLabelFont(look.regular(TICK_SIZE));
    axis.setTickLabelPaint(look.theme().gray());
    axis.setTickMarkPaint(look.theme().axis());
    axis.setAxisLinePaint(look.theme().axis());
    axis.setAxisLineStroke(new BasicStroke(1));
    axis.setTickMarkOutsideLength(4);
    axis.setMinorTickMarkOutsideLength(2.5f);
    axis.setMinorTickMarksVisible(true);
  }

  static void style(XYPlot plot, double left, double right, Look look) {
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    // The topmost tick label is as high above its tick as below.
    plot.setInsets(new RectangleInsets(TICK_SIZE * 0.7, left, 0, right));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setRangeGridlinePaint(look.theme().grid());
    plot.setRangeGridlineStroke(new BasicStroke(1));
    plot.setDomainGridlinePaint(look.theme().grid());
    plot.setDomainGridlineStroke(new BasicStroke(1));
    plot.setRangeMinorGridlinesVisible(false);
    plot.setDomainMinorGridlinesVisible(false);
  }

  /** Draws the plot and says where the data area came to lie. */
  static Rectangle2D draw(Graphics2D g, XYPlot plot, Rectangle2D area, Look look) {
    JFreeChart chart = new JFreeChart(null, look.semibold(LABEL_SIZE), plot, false);
    chart.setBackgroundPaint(look.theme().paper());
    chart.setPadding(RectangleInsets.ZERO_INSETS);
    chart.getRenderingHints().add(g.getRenderingHints());
    ChartRenderingInfo info = new ChartRenderingInfo();
    chart.draw(g, area, info);
    return info.getPlotInfo().getDataArea();
  }
}
