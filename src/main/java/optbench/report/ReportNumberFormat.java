package optbench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import optbench.stats.OptimizerSummary;

/** Numbers as text and as cells, the same in every locale and on every JVM. */
final class ReportNumberFormat {
  /** Enough for any comparison, and few enough that no last bit of a sum shows. */
  private static final MathContext CELL = new MathContext(6, RoundingMode.HALF_EVEN);

  private static final MathContext SHORT = new MathContext(3, RoundingMode.HALF_UP);
  private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  private ReportNumberFormat() {}

  /** A cell of a CSV table: six significant digits, never in scientific notation from 1e-6 on. */
  static Object cell(OptionalDouble value) {
    return value.isPresent() ? cell(value.getAsDouble()) : "";
  }

  static Object cell(double value) {
    return Double.isFinite(value) ? rounded(value, CELL) : "";
  }

  static Object cell(OptionalInt value) {
    return value.isPresent() ? (Object) value.getAsInt() : "";
  }

  /** An optimizer's batch size, for a column of its own. */
  static String batch(OptimizerSummary optimizer) {
    return optimizer.batchSize().isPresent() ? count(optimizer.batchSize().getAsInt()) : "";
  }

  static Object cell(OptionalLong value) {
    return value.isPresent() ? (Object) value.getAsLong() : "";
  }

  /** Three significant digits, and no digit before the point lost: 0.0812, 1.20, 5417. */
  static String brief(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal exact = new BigDecimal(Double.toString(value));
    BigDecimal rounded = exact.round(SHORT);
    int places = 2 - (rounded.precision() - rounded.scale() - 1);
    return exact.setScale(Math.max(places, 0), RoundingMode.HALF_UP).toPlainString();
  }

  static String fixed(double value, int places) {
    return String.format(Locale.ROOT, "%." + places + "f", value);
  }

  /** Such as {@code 60,000}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Such as {@code 1.55 MiB}. */
  static String bytes(long bytes) {
    int unit = 0;
    double value = bytes;
    while (value >= 1024 && unit < BYTE_UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return (unit == 0 ? Long.toString(bytes) : brief(value)) + " " + BYTE_UNITS[unit];
  }

  /** The shortest way to write a tick: 0.05, 20, 1000. */
  static String tick(double value) {
    return rounded(value, CELL).toPlainString();
  }

  private static BigDecimal rounded(double value, MathContext digits) {
    BigDecimal stripped = new BigDecimal(Double.toString(value)).round(digits).stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
  }
}
