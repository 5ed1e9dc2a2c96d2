package optbench.spec.key;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an unquoted word means: decimal numbers, true, false and null, as in JSON and YAML 1.2.
 *
 * <p>YAML 1.1 also knows {@code yes}, {@code 0x1F}, {@code 010} for 8, {@code 1_000} and {@code
 * .inf}. Tools disagree on them, so here they are text, and refused where a number is due. So are
 * decimal numbers that no double holds: too large, or so near to 0 that they would be 0.
 */
public final class Scalars {
  private static final Pattern INTEGER = Pattern.compile("[-+]?(0|[1-9][0-9]{0,299})");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");
  private static final Pattern LEADING_ZERO = Pattern.compile("[-+]?0[0-9]+");
  private static final Set<String> NOT_FINITE = Set.of("inf", "infinity", "nan");

  /** Surely fits a long. */
  private static final int LONG_DIGITS = 18;

  private Scalars() {}

  /** A text, a number, true or false, or null. */
  public static Object unquoted(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> null;
      case "true", "True", "TRUE" -> true;
      case "false", "False", "FALSE" -> false;
      default -> number(text);
    };
  }

  private static Object number(String text) {
    if (INTEGER.matcher(text).matches()) {
      String digits = text.startsWith("+") ? text.substring(1) : text;
      if (digits.length() <= LONG_DIGITS) {
        return Long.parseLong(digits);
      }
      return new BigInteger(digits);
    }
    if (looksLikeNumber(text)) {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value) && (value != 0 || isZero(text))) {
        return value;
      }
    }
    return text;
  }

  private static boolean looksLikeNumber(String text) {
    return DECIMAL.matcher(text).matches() && !LEADING_ZERO.matcher(text).matches();
  }

  /** Whether all digits before the exponent are 0. */
  private static boolean isZero(String text) {
    return text.replaceFirst("[eE].*$", "").chars().noneMatch(c -> c >= '1' && c <= '9');
  }

  /** What to do about a text that stands where a number is due; empty if there is no telling. */
  static String numberAdvice(String text) {
    if (!unquotedIsText(text)) {
      return ": write it without quotes";
    }
    if (looksLikeNumber(text)) {
      return Double.parseDouble(text) == 0
          ? ": numbers must be 0, or at least " + Double.MIN_VALUE + " in size"
          : ": numbers must be finite";
    }
    String bare = text.replaceFirst("^[-+]?\\.?", "").toLowerCase(Locale.ROOT);
    if (NOT_FINITE.contains(bare)) {
      return ": numbers must be finite";
    }
    if (text.contains("_") && !unquotedIsText(text.replace("_", ""))) {
      return ": write it without '_'";
    }
    if (text.contains(",") && !unquotedIsText(text.replace(',', '.'))) {
      return ": write a decimal point";
    }
    if (LEADING_ZERO.matcher(text).matches() || text.matches("[-+]?0[xXoObB][0-9a-fA-F_]+")) {
      return ": write it in decimal, with no leading zero";
    }
    return "";
  }

  private static boolean unquotedIsText(String text) {
    return !(unquoted(text) instanceof Number);
  }
}
