package optbench.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as people read them, the same in every locale and on every JVM. */
public final class NumberText {
  /** Smaller ones are easier to read as powers of ten. */
  private static final double SMALLEST_PLAIN = 1e-4;

  private static final double SMALLEST_P = 0.0001;
  private static final int PERCENT = 2;
  private static final MathContext SIX = new MathContext(6, RoundingMode.HALF_EVEN);
  private static final MathContext THREE = new MathContext(3, RoundingMode.HALF_UP);
  private static final MathContext TWO = new MathContext(2, RoundingMode.HALF_UP);
  private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  private NumberText() {}

  /** The shortest text that reads back as the same number: 0.001, 1e-7, 1. */
  public static String exact(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal exact = decimal(value).stripTrailingZeros();
    double size = Math.abs(value);
    if (size == 0 || (size >= SMALLEST_PLAIN && size < 1e9)) {
      return exact.toPlainString();
    }
    String digits = exact.unscaledValue().toString();
    int sign = digits.startsWith("-") ? 1 : 0;
    String mantissa =
        digits.length() - sign == 1
            ? digits
            : digits.substring(0, sign + 1) + "." + digits.substring(sign + 1);
    int exponent = exact.precision() - exact.scale() - 1;
    return mantissa + "e" + exponent;
  }

  /**
   * To six significant digits, without zeros at the end: enough for any comparison, and few enough
   * that no last bit of a sum shows.
   */
  public static BigDecimal rounded(double value) {
    BigDecimal stripped = decimal(value).round(SIX).stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
  }

  /** The shortest way to write a tick or a setting: 0.05, 20, 1000. */
  public static String tick(double value) {
    return rounded(value).toPlainString();
  }

  /** Three significant digits, and no digit before the point lost: 0.0812, 1.20, 5417. */
  public static String brief(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = decimal(value).round(THREE);
    int places = 2 - (rounded.precision() - rounded.scale() - 1);
    return decimal(value).setScale(Math.max(places, 0), RoundingMode.HALF_UP).toPlainString();
  }

  /** So many places behind the point. */
  public static String fixed(double value, int places) {
    return String.format(Locale.ROOT, "%." + places + "f", value);
  }

  /** A count with its thousands apart: 101,770. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Integers in rising order, those in a row as a range: {@code 1..5, 1001}. */
  public static String ranges(Collection<Long> integers) {
    List<Long> sorted = integers.stream().distinct().sorted().toList();
    List<String> parts = new ArrayList<>();
    int first = 0;
    for (int i = 1; i <= sorted.size(); i++) {
      if (i == sorted.size() || sorted.get(i) != sorted.get(i - 1) + 1) {
        long from = sorted.get(first);
        long to = sorted.get(i - 1);
        parts.add(from == to ? String.valueOf(from) : from + ".." + to);
        first = i;
      }
    }
    return String.join(", ", parts);
  }

  /** Of memory, a file or a disk: 398 KiB, 1.55 MiB. */
  public static String bytes(long bytes) {
    int unit = 0;
    double value = bytes;
    while (value >= 1024 && unit < BYTE_UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return (unit == 0 ? Long.toString(bytes) : brief(value)) + " " + BYTE_UNITS[unit];
  }

  /** A duration: 0.4 s, 45 s, 3 min 20 s, 2 h 5 min. */
  public static String seconds(double seconds) {
    if (seconds < 10) {
      return fixed(seconds, 1) + " s";
    }
    Duration time = Duration.ofSeconds(Math.round(seconds));
    if (time.toMinutes() == 0) {
      return time.toSeconds() + " s";
    }
    return time.toHours() == 0
        ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
        : time.toHours() + " h " + time.toMinutesPart() + " min";
  }

  /** How many times another a figure is: 1.034. */
  public static String ratio(double ratio) {
    return fixed(ratio, 3);
  }

  /**
   * A fraction of 1 in percent, to two places: 97.62. Without the sign for percent, which stands at
   * the head or the end.
   */
  public static String percent(double fraction) {
    // Rounds what a reader would round: 0.97615 is stored as slightly less.
    return minus(
        decimal(fraction)
            .movePointRight(PERCENT)
            .setScale(2, RoundingMode.HALF_UP)
            .toPlainString());
  }

  /** Such as 97.62 ± 0.11, or the mean alone where there is no deviation. */
  public static String percent(double mean, OptionalDouble deviation) {
    return deviation.isPresent()
        ? percent(mean) + " ± " + percent(deviation.getAsDouble())
        : percent(mean);
  }

  /** A level or a margin, in percent with its sign: 5 %, 2.5 %. */
  public static String wholePercent(double fraction) {
    return decimal(fraction).movePointRight(PERCENT).round(SIX).stripTrailingZeros().toPlainString()
        + " %";
  }

  /** A difference of fractions in points, always with its sign: +0.52, −0.31, 0.00. */
  public static String points(double fraction) {
    return signed(percent(fraction));
  }

  /** With a plus, where it is neither negative nor nothing. */
  public static String signed(String number) {
    return number.startsWith("−") || new BigDecimal(number).signum() == 0 ? number : "+" + number;
  }

  /** A p-value to two significant digits: {@code 0.043}, {@code < 0.0001}. */
  public static String p(double p) {
    return p < SMALLEST_P
        ? "< 0.0001"
        : new BigDecimal(p).round(TWO).stripTrailingZeros().toPlainString();
  }

  /** Such as {@code p = 0.043} and {@code p < 0.0001}. */
  public static String pEquals(double p) {
    return "p " + (p < SMALLEST_P ? "" : "= ") + p(p);
  }

  /** With the sign that printers set, not a hyphen. */
  public static String minus(String number) {
    return number.startsWith("-") ? "−" + number.substring(1) : number;
  }

  private static BigDecimal decimal(double value) {
    return new BigDecimal(Double.toString(value));
  }
}
