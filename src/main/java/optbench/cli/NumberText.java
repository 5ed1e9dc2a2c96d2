package optbench.cli;

import java.math.BigDecimal;
import java.util.Locale;
import optbench.optimizer.HyperParameter;

/** Numbers as people write them, whatever the locale. */
final class NumberText {
  /** Smaller ones are easier to read as powers of ten. */
  private static final double SMALLEST_PLAIN = 1e-4;

  private NumberText() {}

  /** The shortest text that reads back as the same number: 0.001, 1e-7, 1. */
  static String of(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
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

  /** A hyper-parameter's value: true or false for a flag. */
  static String of(HyperParameter parameter, double value) {
    return parameter.range() == HyperParameter.Range.FLAG
        ? Boolean.toString(value != 0)
        : of(value);
  }

  /** A count with its thousands apart: 101,770. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Of memory or a disk: 24.1 GB. */
  static String bytes(long bytes) {
    return bytes < 1_000_000_000L
        ? String.format(Locale.ROOT, "%.1f MB", bytes * 1e-6)
        : String.format(Locale.ROOT, "%.1f GB", bytes * 1e-9);
  }
}
