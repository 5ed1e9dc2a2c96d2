package optbench.spec;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Where values of one hyper-parameter are looked for.
 *
 * <p>Values between the ends are rounded to four significant digits: what a table shows is then
 * what was trained, on every JVM. The ends are taken as they are.
 */
public sealed interface SearchRange {
  /** More points of one hyper-parameter would be a slip of the finger. */
  int MOST_POINTS = 1000;

  /**
   * All values of a grid, in the order in which they are tried.
   *
   * @throws IllegalStateException if it is not said how many there are
   */
  List<Double> grid();

  /** How many there are in a grid; empty if that is not said. */
  OptionalInt gridSize();

  /** Whether it says how many points a grid has, of which random search has no use. */
  boolean asksForPoints();

  /** What it means to somebody: of a list, and of two ends. */
  <R> R either(Function<Values, R> list, Function<Between, R> ends);

  /**
   * A value for random search.
   *
   * @param share how far along the range, at least 0 and below 1
   */
  double at(double share);

  /**
   * A list.
   *
   * @param values at least two, all different and finite
   */
  record Values(List<Double> values) implements SearchRange {
    public Values {
      values = List.copyOf(values);
      if (values.size() < 2 || new HashSet<>(values).size() < values.size()) {
        throw new SpecException(
            "/values", "must be at least two different numbers but was " + values);
      }
      values.forEach(value -> requireFinite("/values", value));
    }

    @Override
    public List<Double> grid() {
      return values;
    }

    @Override
    public OptionalInt gridSize() {
      return OptionalInt.of(values.size());
    }

    @Override
    public boolean asksForPoints() {
      return false;
    }

    @Override
    public <R> R either(Function<Values, R> list, Function<Between, R> ends) {
      return list.apply(this);
    }

    @Override
    public double at(double share) {
      return values.get((int) (share * values.size()));
    }
  }

  /**
   * From one number to another.
   *
   * @param low the smallest value
   * @param high the largest
   * @param log whether steps are of equal ratio, not of equal difference; then {@code low} is
   *     greater than 0
   * @param points of a grid, both ends included; at least 2
   */
  record Between(double low, double high, boolean log, OptionalInt points) implements SearchRange {
    private static final MathContext DIGITS = new MathContext(4);

    public Between {
      String path = log ? "/log" : "/linear";
      requireFinite(path, low);
      requireFinite(path, high);
      if (!(low < high)) {
        throw new SpecException(
            path, "must go from a smaller to a larger number but was [" + low + ", " + high + "]");
      }
      if (log && !(low > 0)) {
        throw new SpecException(path, "must begin above 0 but was [" + low + ", " + high + "]");
      }
      if (points.isPresent() && (points.getAsInt() < 2 || points.getAsInt() > MOST_POINTS)) {
        throw new SpecException(
            "/points",
            "must be an integer from 2 to " + MOST_POINTS + " but was " + points.getAsInt());
      }
      if (points.isPresent()) {
        List<Double> grid = grid(low, high, log, points.getAsInt());
        if (new HashSet<>(grid).size() < grid.size()) {
          throw new SpecException(
              "/points",
              "must be fewer for so narrow a range: values have four digits, and some would be the same");
        }
      }
    }

    @Override
    public List<Double> grid() {
      return grid(
          low, high, log, points.orElseThrow(() -> new IllegalStateException("has no points")));
    }

    @Override
    public OptionalInt gridSize() {
      return points;
    }

    @Override
    public boolean asksForPoints() {
      return points.isPresent();
    }

    @Override
    public <R> R either(Function<Values, R> list, Function<Between, R> ends) {
      return ends.apply(this);
    }

    @Override
    public double at(double share) {
      return at(low, high, log, share);
    }

    private static List<Double> grid(double low, double high, boolean log, int points) {
      return IntStream.range(0, points)
          .mapToObj(i -> i == points - 1 ? high : at(low, high, log, i / (points - 1.0)))
          .toList();
    }

    private static double at(double low, double high, boolean log, double share) {
      if (share == 0) {
        return low;
      }
      // StrictMath, for the same bits and so the same trials everywhere.
      double value = log ? low * StrictMath.pow(high / low, share) : low + (high - low) * share;
      double rounded = new BigDecimal(value).round(DIGITS).doubleValue();
      return Math.max(low, Math.min(high, rounded));
    }
  }

  private static void requireFinite(String path, double value) {
    if (!Double.isFinite(value)) {
      throw new SpecException(path, "must be finite numbers but held " + value);
    }
  }
}
