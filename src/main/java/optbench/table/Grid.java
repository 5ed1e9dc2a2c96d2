package optbench.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import optbench.text.Prose;

/**
 * Cells in columns of equal width, two spaces apart. Only the last column is ever broken into
 * lines: the others hold names and numbers.
 *
 * <p>Not a library's: ascii-table turns its tables into bytes of the machine's charset and back, so
 * that marks and letters become question marks where that is ASCII.
 *
 * @param indent before every line
 * @param width to which the last column is broken, unless it is one of numbers
 * @param widestCell longer cells are cut
 * @param numbers which columns are set to the right
 */
record Grid(String indent, int width, int widestCell, List<Boolean> numbers) {
  private static final String GAP = "  ";
  private static final String ELLIPSIS = "…";

  /** What stands under the rest of its row begins so much further right. */
  private static final String BELOW = "    ";

  /** A last column narrower than this is not worth breaking: it goes below the others. */
  private static final int NARROWEST = 24;

  /** Lines by row. */
  List<List<String>> lines(List<List<String>> rows) {
    List<List<String>> cut =
        rows.stream().map(row -> row.stream().map(this::cut).toList()).toList();
    int[] widths =
        IntStream.range(0, numbers.size())
            .map(i -> cut.stream().mapToInt(row -> Prose.width(row.get(i))).max().orElse(0))
            .toArray();
    return cut.stream().map(row -> lines(row, widths)).toList();
  }

  private List<String> lines(List<String> cells, int... widths) {
    int last = cells.size() - 1;
    int before = indent.length() + Arrays.stream(widths, 0, last).sum() + GAP.length() * last;
    StringBuilder line = new StringBuilder(indent);
    for (int i = 0; i < last; i++) {
      line.append(padded(cells.get(i), widths[i], numbers.get(i))).append(GAP);
    }
    if (numbers.get(last)) {
      return List.of((line + padded(cells.get(last), widths[last], true)).stripTrailing());
    }
    if (last > 0 && width - before < NARROWEST) {
      return below(line.toString(), cells.get(last));
    }
    List<String> lines = new ArrayList<>();
    for (String piece : Prose.wrap(cells.get(last), Math.max(NARROWEST, width - before))) {
      lines.add((lines.isEmpty() ? line + piece : " ".repeat(before) + piece).stripTrailing());
    }
    return lines;
  }

  /** The last cell under the others of its row. */
  private List<String> below(String others, String text) {
    String deeper = indent + BELOW;
    List<String> lines = new ArrayList<>(List.of(others.stripTrailing()));
    if (!text.isEmpty()) {
      Prose.wrap(text, Math.max(NARROWEST, width - deeper.length()))
          .forEach(piece -> lines.add(deeper + piece));
    }
    return lines;
  }

  private static String padded(String text, int width, boolean right) {
    String blanks = " ".repeat(width - Prose.width(text));
    return right ? blanks + text : text + blanks;
  }

  private String cut(String cell) {
    return Prose.width(cell) <= widestCell
        ? cell
        : cell.substring(0, cell.offsetByCodePoints(0, widestCell - ELLIPSIS.length())) + ELLIPSIS;
  }
}
