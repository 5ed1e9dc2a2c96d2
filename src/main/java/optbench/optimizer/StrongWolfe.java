package optbench.optimizer;

import java.util.function.DoubleFunction;
import optbench.optimizer.Minimizer.Ending;

/**
 * A line search for the strong Wolfe conditions: Nocedal and Wright, Numerical Optimization, 2nd
 * edition, algorithms 3.5 (find an interval) and 3.6 (shrink it), each new step at the minimum of a
 * cubic through values and slopes of two points (their equation 3.59). Ends after a limited number
 * of evaluations.
 */
final class StrongWolfe {
  /** Sufficient decrease: the loss falls by this share of what the slope promises. */
  static final double C1 = 1e-4;

  /** Curvature: the slope shrinks to this share of what it was. */
  static final double C2 = 0.9;

  /** A new step keeps this share of the interval away from its ends, so that it always shrinks. */
  private static final double MARGIN = 0.1;

  /** Where the loss falls almost straight, rounding decides where a cubic has its minimum. */
  private static final double LEAST_GROWTH = 2;

  private static final double MOST_GROWTH = 10;

  private final DoubleFunction<Point> line;
  private final Point start;
  private final int maxEvaluations;
  private final double narrowest;
  private int evaluations;

  /**
   * A search that has not begun.
   *
   * @param line value and slope at a step along the direction
   * @param start at step 0; its slope is negative
   * @param narrowest an interval of steps not worth dividing
   */
  StrongWolfe(DoubleFunction<Point> line, Point start, int maxEvaluations, double narrowest) {
    this.line = line;
    this.start = start;
    this.maxEvaluations = maxEvaluations;
    this.narrowest = narrowest;
  }

  /**
   * A place on the line.
   *
   * @param step multiple of the direction
   * @param value the loss
   * @param slope its derivative along the direction
   */
  record Point(double step, double value, double slope) {
    boolean isFinite() {
      return Double.isFinite(value) && Double.isFinite(slope);
    }
  }

  /**
   * What was found: if it ended in {@link Ending#WOLFE}, the point is the one last evaluated; if in
   * {@link Ending#FAILED}, it is the start.
   */
  record Found(Point point, Ending ending) {}

  /** Searches, from this step on. */
  Found search(double firstStep) {
    Point last = start;
    double step = firstStep;
    while (evaluations < maxEvaluations) {
      Point now = evaluate(step);
      if (tooHigh(now) || (last.step() > 0 && now.value() >= last.value())) {
        return shrink(last, now);
      }
      if (flat(now)) {
        return new Found(now, Ending.WOLFE);
      }
      if (now.slope() >= 0) {
        return shrink(now, last);
      }
      step = Math.min(Math.max(cubicMinimum(last, now), LEAST_GROWTH * step), MOST_GROWTH * step);
      last = now;
    }
    return best(last);
  }

  /** {@code low} has the lowest value so far, and the loss falls from it towards the other end. */
  private Found shrink(Point low, Point high) {
    Point lowest = low;
    Point other = high;
    while (evaluations < maxEvaluations && Math.abs(other.step() - lowest.step()) > narrowest) {
      Point now = evaluate(between(lowest, other));
      if (tooHigh(now) || now.value() >= lowest.value()) {
        other = now;
        continue;
      }
      if (flat(now)) {
        return new Found(now, Ending.WOLFE);
      }
      if (now.slope() * (other.step() - lowest.step()) >= 0) {
        other = lowest;
      }
      lowest = now;
    }
    return best(lowest);
  }

  private Found best(Point lowest) {
    boolean lower = lowest.step() > 0 && lowest.value() < start.value();
    return lower ? new Found(lowest, Ending.DECREASED) : new Found(start, Ending.FAILED);
  }

  private Point evaluate(double step) {
    evaluations++;
    return line.apply(step);
  }

  /** Whether sufficient decrease is missing; what is not a number is too high. */
  private boolean tooHigh(Point now) {
    return !now.isFinite() || now.value() > start.value() + C1 * now.step() * start.slope();
  }

  private boolean flat(Point now) {
    return Math.abs(now.slope()) <= -C2 * start.slope();
  }

  private static double between(Point lowest, Point other) {
    double width = other.step() - lowest.step();
    if (!other.isFinite()) {
      return lowest.step() + MARGIN * width;
    }
    double share = (cubicMinimum(lowest, other) - lowest.step()) / width;
    return lowest.step() + Math.min(Math.max(share, MARGIN), 1 - MARGIN) * width;
  }

  /** Of the cubic with these values and slopes; the middle, if it has none. */
  private static double cubicMinimum(Point a, Point b) {
    double width = b.step() - a.step();
    double d1 = a.slope() + b.slope() - 3 * (b.value() - a.value()) / width;
    double square = d1 * d1 - a.slope() * b.slope();
    double d2 = Math.signum(width) * Math.sqrt(square);
    double minimum = b.step() - width * (b.slope() + d2 - d1) / (b.slope() - a.slope() + 2 * d2);
    return Double.isFinite(minimum) ? minimum : (a.step() + b.step()) / 2;
  }
}
