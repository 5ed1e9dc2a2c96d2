package optbench.store;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Something wrong in a spec.
 *
 * @param message what was found and what is allowed, in one sentence
 */
record Fault(Place place, String message) {
  private static final int LONGEST_QUOTE = 60;

  /** What would change the terminal's colours, or turn the text around, if it were printed. */
  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cc}\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

  /** A text as part of a message: in quotes, on one line, and not too long. */
  static String quote(String text) {
    String line = text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    return "'" + shorten(line) + "'";
  }

  private static String escaped(MatchResult control) {
    return String.format(Locale.ROOT, "\\\\u%04x", (int) control.group().charAt(0));
  }

  static String shorten(String text) {
    return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
  }

  @Override
  public String toString() {
    String line = place.source().isEmpty() ? message : place + ": " + message;
    return CONTROL.matcher(line).replaceAll(Fault::escaped);
  }
}
