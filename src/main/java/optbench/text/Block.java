package optbench.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Several lines as they go to a terminal. Each was made harmless when it was added: only a block
 * has line breaks and colours, and they are the program's own.
 */
public final class Block {
  private static final String RESET = "\u001b[0m";

  private final List<String> lines;

  private Block(List<String> lines) {
    this.lines = List.copyOf(lines);
  }

  /** Lines, each of which may hold text from elsewhere. */
  public static Block of(List<String> lines) {
    return new Block(lines.stream().map(OneLine::of).toList());
  }

  /** Likewise. */
  public static Block of(String... lines) {
    return of(List.of(lines));
  }

  /**
   * JSON, a script or another document, whose breaks are those of lines: what it quotes is escaped
   * by its own rules, and what is left of it is harmless in JSON, too.
   */
  public static Block document(String text) {
    return of(text.lines().toList());
  }

  /** Lines in colour or another style. */
  public static Block styled(Style style, List<String> lines) {
    return new Block(
        lines.stream()
            .map(OneLine::of)
            .map(line -> line.isEmpty() ? line : style.code + line + RESET)
            .toList());
  }

  /** One below the other. */
  public static Block join(List<Block> blocks) {
    List<String> lines = new ArrayList<>();
    blocks.forEach(block -> lines.addAll(block.lines));
    return new Block(lines);
  }

  /** This one, and more text in its last line. */
  public Block followedBy(String text) {
    List<String> longer = new ArrayList<>(lines);
    int last = longer.size() - 1;
    longer.set(last, longer.get(last) + OneLine.of(text));
    return new Block(longer);
  }

  /** All lines, without a break after the last. */
  @Override
  public String toString() {
    return String.join("\n", lines);
  }

  /** How a line stands out. */
  public enum Style {
    /** A heading. */
    BOLD("1"),
    /** What matters less. */
    FAINT("2"),
    /** What must not be overlooked. */
    WARNING("33"),
    /** The best of all. */
    BEST("1;32"),
    /** Good. */
    GOOD("32"),
    /** Bad. */
    BAD("31");

    private final String code;

    Style(String code) {
      this.code = "\u001b[" + code + "m";
    }
  }
}
