package optbench.spec.key;

/** Texts of a user's as part of a message. */
public final class QuotedText {
  private static final int LONGEST = 60;

  private QuotedText() {}

  /** In quotes, on one line, and not too long. */
  public static String quote(String text) {
    String line = text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    return "'" + shorten(line) + "'";
  }

  /** Not too long. */
  public static String shorten(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
