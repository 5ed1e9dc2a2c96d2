package optbench.cli;

import java.util.ArrayList;
import java.util.List;
import optbench.text.Block;
import optbench.text.OneLine;

/** Running text, broken between words. */
final class Prose {
  private Prose() {}

  /** Lines of at most so many characters; a longer word stands alone. At least one line. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** A paragraph, every line of it indented. */
  static Block paragraph(String text, int width, String indent) {
    return Block.of(
        wrap(OneLine.of(text), width - indent.length()).stream()
            .map(line -> indent + line)
            .toList());
  }
}
