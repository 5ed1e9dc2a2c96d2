package optbench.text;

import java.util.ArrayList;
import java.util.List;

/** Running text, broken between words. */
public final class Prose {
  private Prose() {}

  /** Lines of at most so many characters; a longer word stands alone. At least one line. */
  public static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int length = 0;
    for (String word : text.split(" ", -1)) {
      int more = width(word);
      if (!line.isEmpty() && length + 1 + more > width) {
        lines.add(line.toString());
        line.setLength(0);
        length = 0;
      }
      length += (line.isEmpty() ? 0 : 1) + more;
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** A paragraph, every line of it indented. */
  public static Block paragraph(String text, int width, String indent) {
    return Block.of(
        wrap(OneLine.of(text), width - indent.length()).stream()
            .map(line -> indent + line)
            .toList());
  }

  /** How wide a text is taken to be: in characters, of which a surrogate pair is one. */
  public static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
