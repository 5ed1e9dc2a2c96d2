package optbench.check;

import java.util.Locale;

/**
 * Text from elsewhere in one harmless line: what would break the line, steer a terminal, turn the
 * direction of writing or be no character at all is shown by its number, as Java would write it.
 */
public final class OneLine {
  private OneLine() {}

  /** The text; letters of all scripts and symbols stay as they are. */
  public static String of(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (harmful(c)) {
                line.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                line.appendCodePoint(c);
              }
            });
    return line.toString();
  }

  private static boolean harmful(int c) {
    boolean joiner = c == 0x200d;
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      // Emoji are held together by joiners.
      case Character.FORMAT -> !joiner;
      default -> false;
    };
  }
}
