package optbench.text;

import java.util.HexFormat;

/**
 * Text from elsewhere in one harmless line: what would break the line, steer a terminal, turn the
 * direction of writing or be no character at all is shown by its number, as Java and JSON write it.
 */
public final class OneLine {
  /** A longer name is not read. */
  private static final int LONGEST_VALUE = 200;

  private static final int LONGEST_SENTENCE = 1000;
  private static final String CUT = "...";
  private static final HexFormat HEX = HexFormat.of();

  private OneLine() {}

  /** The text; letters of all scripts and symbols stay as they are. */
  public static String of(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (harmful(c)) {
                for (char unit : Character.toChars(c)) {
                  line.append("\\u").append(HEX.toHexDigits(unit));
                }
              } else {
                line.appendCodePoint(c);
              }
            });
    return line.toString();
  }

  /** A name or another value; of a long one, the beginning. */
  public static String value(String text) {
    return text.length() <= LONGEST_VALUE ? of(text) : of(start(text, LONGEST_VALUE)) + CUT;
  }

  /** A message; of a long one, the beginning, and the end, where it says what to do. */
  public static String sentence(String text) {
    if (text.length() <= LONGEST_SENTENCE) {
      return of(text);
    }
    String end = text.substring(text.length() - LONGEST_SENTENCE / 4);
    String whole = Character.isLowSurrogate(end.charAt(0)) ? end.substring(1) : end;
    return of(start(text, LONGEST_SENTENCE / 2)) + " " + CUT + " " + of(whole);
  }

  /** No character is cut in two. */
  private static String start(String text, int length) {
    int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    return text.substring(0, end);
  }

  private static boolean harmful(int c) {
    boolean joiner = c == 0x200c || c == 0x200d;
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      // Emoji and letters of some scripts are held together, or apart, by joiners.
      case Character.FORMAT -> !joiner;
      default -> false;
    };
  }
}
