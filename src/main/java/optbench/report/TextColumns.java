package optbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Columns of text under their heads, with a blank on both sides of each.
 *
 * <p>Not a library's: ascii-table turns its tables into bytes of the machine's charset and back, so
 * that marks and letters become question marks where that is ASCII.
 */
final class TextColumns {
  private static final String ELLIPSIS = "…";

  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param widest longer cells are cut
   */
  private record Column(String head, boolean right, int widest) {}

  /** Adds a column, of numbers if they are to stand on the right. */
  void column(String head, boolean right, int widest) {
    columns.add(new Column(head, right, widest));
  }

  /** Adds a row with a cell for each column. */
  void row(List<String> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          "a row must have " + columns.size() + " cells but had " + cells.size());
    }
    rows.add(List.copyOf(cells));
  }

  /** The heads, and a line for each row. */
  List<String> lines() {
    List<StringBuilder> lines = new ArrayList<>();
    for (int i = 0; i <= rows.size(); i++) {
      lines.add(new StringBuilder());
    }
    for (int i = 0; i < columns.size(); i++) {
      int index = i;
      Column column = columns.get(i);
      List<String> cells =
          Stream.concat(Stream.of(column.head()), rows.stream().map(row -> row.get(index)))
              .map(cell -> cut(cell, column.widest()))
              .toList();
      int width = cells.stream().mapToInt(String::length).max().orElse(0);
      for (int line = 0; line < cells.size(); line++) {
        String cell = cells.get(line);
        String blanks = " ".repeat(width - cell.length());
        lines
            .get(line)
            .append(' ')
            .append(column.right() ? blanks + cell : cell + blanks)
            .append(' ');
      }
    }
    return lines.stream().map(line -> line.toString().stripTrailing()).toList();
  }

  private static String cut(String cell, int widest) {
    if (cell.length() <= widest) {
      return cell;
    }
    int end = widest - ELLIPSIS.length();
    // Never half of a letter.
    return cell.substring(0, Character.isHighSurrogate(cell.charAt(end - 1)) ? end - 1 : end)
        + ELLIPSIS;
  }
}
