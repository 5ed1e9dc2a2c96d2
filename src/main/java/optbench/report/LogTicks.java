package optbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Where a log axis has its ticks. */
final class LogTicks {
  private static final int[] ONE_TWO_FIVE = {1, 2, 5};
  private static final int[] ONE_ONLY = {1};

  /** Labels closer than these would crowd. */
  private static final int MOST_LABELS = 12;

  private static final int FEWEST_LABELS = 3;

  private LogTicks() {}

  /** The largest of 1, 2, 5 times a power of ten that is at most the value. */
  static double below(double value) {
    double result = 0;
    int decade = (int) Math.floor(Math.log10(value));
    for (int exponent = decade - 1; exponent <= decade + 1; exponent++) {
      for (int digit : ONE_TWO_FIVE) {
        double tick = times(digit, exponent);
        if (tick <= value * (1 + 1e-9)) {
          result = Math.max(result, tick);
        }
      }
    }
    return result;
  }

  /** The smallest of 1, 2, 5 times a power of ten that is at least the value. */
  static double above(double value) {
    // 10 over what lies below 10 over the value, as 1-2-5 is its own mirror image.
    return 10 / below(10 / value);
  }

  /**
   * Labelled ticks: 1-2-5; powers of ten only where the range is too long for that, and even steps
   * where it is too short.
   */
  static List<Double> major(double low, double high) {
    List<Double> ticks = within(low, high, ONE_TWO_FIVE);
    if (ticks.size() > MOST_LABELS) {
      return within(low, high, ONE_ONLY);
    }
    return ticks.size() < FEWEST_LABELS ? even(low, high) : ticks;
  }

  /** Ticks without a label or a gridline: the other digits. */
  static List<Double> minor(double low, double high) {
    TreeSet<Double> ticks = new TreeSet<>(within(low, high, new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9}));
    List<Double> major = major(low, high);
    ticks.removeIf(t -> major.stream().anyMatch(m -> Math.abs(m - t) < 1e-9 * t));
    return List.copyOf(ticks);
  }

  /** A step of 1, 2 or 5 times a power of ten that divides the range into at most so many. */
  static double step(double range, int most) {
    return above(range / most);
  }

  private static List<Double> even(double low, double high) {
    double step = step(high - low, 6);
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-6); i * step <= high * (1 + 1e-9); i++) {
      if (i > 0) {
        ticks.add(i * step);
      }
    }
    return ticks;
  }

  private static List<Double> within(double low, double high, int... digits) {
    List<Double> ticks = new ArrayList<>();
    int last = (int) Math.ceil(Math.log10(high));
    for (int exponent = (int) Math.floor(Math.log10(low)); exponent <= last; exponent++) {
      for (int digit : digits) {
        double tick = times(digit, exponent);
        if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  /** Exact for what doubles can hold exactly: 5e-2 is 0.05. */
  private static double times(int digit, int exponent) {
    return exponent < 0 ? digit / Math.pow(10, -exponent) : digit * Math.pow(10, exponent);
  }
}
