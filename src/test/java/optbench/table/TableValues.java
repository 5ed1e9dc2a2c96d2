package optbench.table;

import java.util.List;
import java.util.stream.IntStream;

/** What programs find in a table. */
public final class TableValues {
  private TableValues() {}

  /** The values of its cells. */
  public static List<List<Object>> of(Table table) {
    return table.rows().stream()
        .map(row -> row.cells().stream().map(Cell::value).toList())
        .toList();
  }

  /** A table of values. */
  public static Table table(List<String> keys, List<List<Object>> rows) {
    return Table.of(
        IntStream.range(0, keys.size())
            .mapToObj(i -> Column.<List<Object>>number(keys.get(i), row -> cell(row.get(i))))
            .toList(),
        rows);
  }

  private static Cell cell(Object value) {
    return value instanceof Number number ? Cell.of(number) : Cell.of(value.toString());
  }
}
