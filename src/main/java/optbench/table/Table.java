package optbench.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A table, before it is known where it is shown.
 *
 * @param rows each with a cell for each column
 * @param alike whether all columns after the first say the same of other things: where they have no
 *     room beside each other, some stand below the others, and none is left out
 */
public record Table(Caption caption, List<Column<?>> columns, List<Row> rows, boolean alike) {
  public Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    int width = columns.size();
    rows.forEach(
        row -> {
          if (row.cells().size() != width) {
            throw new IllegalArgumentException(
                "a row must have " + width + " cells but had " + row.cells().size());
          }
        });
  }

  /** A row; as many cells as there are columns. */
  public record Row(Mark mark, List<Cell> cells) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /** A row of each. */
  public static <R> Table of(List<Column<R>> columns, Collection<? extends R> of) {
    return of(Caption.NONE, columns, of, row -> Mark.NONE);
  }

  /** Likewise, for people. */
  public static <R> Table of(Caption caption, List<Column<R>> columns, Collection<? extends R> of) {
    return of(caption, columns, of, row -> Mark.NONE);
  }

  public static <R> Table of(
      Caption caption,
      List<Column<R>> columns,
      Collection<? extends R> of,
      Function<? super R, Mark> mark) {
    List<Row> rows = new ArrayList<>();
    for (R each : of) {
      rows.add(new Row(mark.apply(each), columns.stream().map(c -> c.cell().apply(each)).toList()));
    }
    return new Table(caption, List.copyOf(columns), rows, false);
  }

  /** The same, whose columns after the first are alike. */
  public Table ofAlike() {
    return new Table(caption, columns, rows, true);
  }

  /** Names and values, without heads. */
  public static Table ofPairs(Map<String, String> values) {
    return of(
        List.of(Column.text("", Map.Entry::getKey), Column.text("", Map.Entry::getValue)),
        values.entrySet());
  }

  /** What programs call the columns. */
  public List<String> keys() {
    return columns.stream().map(c -> c.key()).toList();
  }

  /** What people call them. */
  public List<String> titles() {
    return columns.stream().map(c -> c.title()).toList();
  }

  /** Whether any row stands out. */
  public boolean marked() {
    return rows.stream().anyMatch(row -> row.mark() != Mark.NONE);
  }
}
