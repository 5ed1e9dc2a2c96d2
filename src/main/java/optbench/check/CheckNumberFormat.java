package optbench.check;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalDouble;
import optbench.stats.Interval;
import optbench.stats.Percent;

/** Numbers as all of a check's outputs show them. */
public final class CheckNumberFormat {
  private static final String NONE = "–";

  private CheckNumberFormat() {}

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

  /** Milliseconds, such as {@code 1.532}; a dash if there are none. */
  public static String millis(OptionalDouble millis) {
    return millis.isPresent() ? String.format(Locale.ROOT, "%.3f", millis.getAsDouble()) : NONE;
  }

  /** Such as {@code 1.034}; a dash if there is none. */
  public static String ratio(OptionalDouble ratio) {
    return ratio.isPresent() ? ratio(ratio.getAsDouble()) : NONE;
  }

  /** Such as {@code 0.981 to 1.034}. */
  public static String ratios(Interval interval) {
    return ratio(interval.low()) + " to " + ratio(interval.high());
  }

  /** A margin such as {@code 10 %} or {@code 2.5 %}. */
  static String wholePercent(double fraction) {
    return new BigDecimal(Double.toString(fraction))
            .movePointRight(2)
            .stripTrailingZeros()
            .toPlainString()
        + " %";
  }

  private static String ratio(double ratio) {
    return String.format(Locale.ROOT, "%.3f", ratio);
  }

  private static String signed(double fraction) {
    String digits = Percent.of(fraction);
    if (digits.matches("-?0\\.00")) {
      return "0.00";
    }
    return fraction > 0 ? "+" + digits : digits;
  }
}
