package optbench.check;

import java.util.OptionalDouble;
import optbench.stats.Interval;
import optbench.stats.Percent;

/** Numbers as all of a check's outputs show them. */
public final class Figures {
  private static final String NONE = "–";

  private Figures() {}

  /** An accuracy in percent, without its sign; a dash if there is none. */
  public static String percent(OptionalDouble accuracy) {
    return accuracy.isPresent() ? Percent.of(accuracy.getAsDouble()) : NONE;
  }

  /** A difference in points with its sign, such as {@code -0.52}. */
  public static String points(OptionalDouble difference) {
    return difference.isPresent() ? signed(difference.getAsDouble()) : NONE;
  }

  /** Such as {@code -0.61 to -0.42}. */
  public static String interval(Interval interval) {
    return signed(interval.low()) + " to " + signed(interval.high());
  }

  private static String signed(double fraction) {
    String digits = Percent.of(fraction);
    if (digits.matches("-?0\\.00")) {
      return "0.00";
    }
    return fraction > 0 ? "+" + digits : digits;
  }
}
