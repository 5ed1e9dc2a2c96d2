package optbench.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an unquoted word means: decimal numbers, true, false and null, as in JSON and YAML 1.2.
 *
 * <p>YAML 1.1 also knows {@code yes}, {@code 0x1F}, {@code 010} for 8, {@code 1_000} and {@code
 * .inf}. Tools disagree on them, so here they are text, and refused where a number is due.
 */
final class Scalars {
  private static final Pattern INTEGER = Pattern.compile("[-+]?(0|[1-9][0-9]{0,299})");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");
  private static final Pattern LEADING_ZERO = Pattern.compile("[-+]?0[0-9]+");
  private static final Set<String> NOT_FINITE = Set.of("inf", "infinity", "nan");

  /** Surely fits a long. */
  private static final int LONG_DIGITS = 18;

  private Scalars() {}

  static JsonNode unquoted(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> NullNode.instance;
      case "true", "True", "TRUE" -> BooleanNode.TRUE;
      case "false", "False", "FALSE" -> BooleanNode.FALSE;
      default -> number(text);
    };
  }

  private static JsonNode number(String text) {
    if (INTEGER.matcher(text).matches()) {
      String digits = text.startsWith("+") ? text.substring(1) : text;
      return digits.length() <= LONG_DIGITS
          ? LongNode.valueOf(Long.parseLong(digits))
          : JsonNodeFactory.instance.numberNode(new BigInteger(digits));
    }
    if (looksLikeNumber(text)) {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return DoubleNode.valueOf(value);
      }
    }
    return TextNode.valueOf(text);
  }

  private static boolean looksLikeNumber(String text) {
    return DECIMAL.matcher(text).matches() && !LEADING_ZERO.matcher(text).matches();
  }

  /** What to do about a text that stands where a number is due; empty if there is no telling. */
  static String numberAdvice(String text) {
    if (!unquotedIsText(text)) {
      return ": write it without quotes";
    }
    if (looksLikeNumber(text)) {
      return ": numbers must be finite";
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
    return !unquoted(text).isNumber();
  }
}
