package optbench.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import optbench.text.Block;
import optbench.text.OneLine;

/**
 * Columns under their heads, two spaces apart. Only the last column is ever broken into lines: the
 * others hold names and numbers.
 */
final class AlignedTable {
  private static final String GAP = "  ";

  /** A last column narrower than this is not worth breaking. */
  private static final int NARROWEST = 24;

  private final int width;
  private final String indent;
  private final List<Column> columns = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  private record Column(String head, boolean right) {}

  /** A title has no cells. */
  private record Row(Optional<Block> title, List<String> cells) {}

  /**
   * @param width in characters
   * @param indent before every row
   */
  AlignedTable(int width, String indent) {
    this.width = width;
    this.indent = indent;
  }

  /** Adds a column of text; without heads at all, there is no line for them. */
  AlignedTable left(String head) {
    columns.add(new Column(head, false));
    return this;
  }

  /** Adds a column of numbers. */
  AlignedTable right(String head) {
    columns.add(new Column(head, true));
    return this;
  }

  AlignedTable row(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "a row must have " + columns.size() + " cells but had " + cells.length);
    }
    int last = cells.length - 1;
    rows.add(
        new Row(
            Optional.empty(),
            IntStream.range(0, cells.length)
                .mapToObj(i -> i < last ? OneLine.value(cells[i]) : OneLine.sentence(cells[i]))
                .toList()));
    return this;
  }

  /** Begins a group of rows. */
  AlignedTable title(Block title) {
    rows.add(new Row(Optional.of(title), List.of()));
    return this;
  }

  /** All lines. */
  Block text() {
    int[] widths = IntStream.range(0, columns.size()).map(this::widest).toArray();
    List<Block> parts = new ArrayList<>();
    if (columns.stream().anyMatch(c -> !c.head().isEmpty())) {
      parts.add(lines(columns.stream().map(Column::head).toList(), widths));
    }
    for (Row row : rows) {
      if (row.title().isPresent()) {
        if (!parts.isEmpty()) {
          parts.add(Block.of(""));
        }
        parts.add(row.title().get());
      } else {
        parts.add(lines(row.cells(), widths));
      }
    }
    return Block.join(parts);
  }

  private int widest(int column) {
    return Math.max(
        columns.get(column).head().length(),
        rows.stream()
            .filter(row -> row.title().isEmpty())
            .mapToInt(row -> row.cells().get(column).length())
            .max()
            .orElse(0));
  }

  private Block lines(List<String> cells, int[] widths) {
    int last = cells.size() - 1;
    int before = indent.length() + Arrays.stream(widths, 0, last).sum() + GAP.length() * last;
    StringBuilder line = new StringBuilder(indent);
    for (int i = 0; i < last; i++) {
      line.append(padded(cells.get(i), widths[i], columns.get(i).right())).append(GAP);
    }
    if (columns.get(last).right()) {
      return Block.of((line + padded(cells.get(last), widths[last], true)).stripTrailing());
    }
    List<String> pieces = Prose.wrap(cells.get(last), Math.max(NARROWEST, width - before));
    List<String> lines = new ArrayList<>();
    for (String piece : pieces) {
      lines.add((lines.isEmpty() ? line + piece : " ".repeat(before) + piece).stripTrailing());
    }
    return Block.of(lines);
  }

  private static String padded(String text, int width, boolean right) {
    String blanks = " ".repeat(width - text.length());
    return right ? blanks + text : text + blanks;
  }
}
