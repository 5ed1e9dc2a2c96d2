package optbench.result;

import java.util.List;

/**
 * A table with a head, on its way to a file or the terminal.
 *
 * @param rows each as long as {@code columns}; cells are strings, numbers or empty strings
 */
public record Table(List<String> columns, List<List<Object>> rows) {
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    int width = columns.size();
    rows.forEach(
        row -> {
          if (row.size() != width) {
            throw new IllegalArgumentException(
                "row of " + row.size() + " cells in a table of " + width + " columns: " + row);
          }
        });
  }
}
