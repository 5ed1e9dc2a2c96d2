package optbench.descent;

import java.util.List;
import java.util.OptionalInt;

/**
 * Where an optimizer went on a function.
 *
 * @param points the start, and where each step ended; the step that diverged is not among them
 * @param ending why it ended there
 * @param gradients that it took: one a step, but for optimizers that search along lines
 */
public record DescentPath(
    TestFunction function, List<Point> points, Ending ending, long gradients) {
  public DescentPath {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("must have a start but had no points");
    }
  }

  /** A point on the way, and the value of the function there. */
  public record Point(double x, double y, double value) {}

  /** Why a path ended. */
  public enum Ending {
    /** All steps were taken. */
    ALL_STEPS,
    /** The optimizer took the gradient for zero, and would not move any more. */
    STATIONARY,
    /** The next step led to no number, or farther than {@link Descent#FARTHEST}. */
    DIVERGED
  }

  /** Steps that were taken and did not diverge. */
  public int steps() {
    return points.size() - 1;
  }

  /** Whether a step led nowhere. */
  public boolean diverged() {
    return ending == Ending.DIVERGED;
  }

  /** Whether it was ever higher than at its start. */
  public boolean climbed() {
    return points.stream().anyMatch(point -> point.value() > points.get(0).value());
  }

  /** The last point. */
  public Point end() {
    return points.get(points.size() - 1);
  }

  /** Of the last point to the nearest minimum. */
  public double distance() {
    return function.distance(end().x(), end().y());
  }

  /** The first step from which on all points lie within a distance of a minimum, if any does. */
  public OptionalInt settled(double within) {
    if (diverged()) {
      return OptionalInt.empty();
    }
    int first = points.size();
    while (first > 0
        && function.distance(points.get(first - 1).x(), points.get(first - 1).y()) <= within) {
      first--;
    }
    return first < points.size() ? OptionalInt.of(first) : OptionalInt.empty();
  }
}
