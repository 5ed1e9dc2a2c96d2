package optbench.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Tables as the templates of pages take them, which escape whatever they hold. Each cell has, as
 * its key, the value that its row is sorted by.
 */
public final class HtmlTable {
  private HtmlTable() {}

  /**
   * A table.
   *
   * @param words what its marks mean
   */
  public static Map<String, Object> tree(String id, Table table, Function<Mark, String> words) {
    int label = firstOfWords(table);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Table.Row row : table.rows()) {
      List<Map<String, Object>> cells = new ArrayList<>();
      for (int i = 0; i < row.cells().size(); i++) {
        cells.add(cell(row.cells().get(i), table.columns().get(i).number()));
      }
      if (label >= 0) {
        cells.get(label).put("mark", mark(row.mark(), words));
      }
      rows.add(new LinkedHashMap<>(Map.of("cells", cells)));
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", id);
    tree.put("title", table.caption().title());
    tree.put("conditions", table.caption().conditions());
    tree.put("warnings", table.caption().warnings());
    tree.put(
        "columns",
        table.columns().stream()
            .map(c -> Map.<String, Object>of("head", c.title(), "number", c.number()))
            .toList());
    tree.put("rows", rows);
    tree.put("marked", table.marked());
    tree.put("notes", table.caption().notes());
    return tree;
  }

  private static Map<String, Object> cell(Cell content, boolean number) {
    Map<String, Object> cell = new LinkedHashMap<>();
    cell.put("text", content.text());
    cell.put("number", number);
    OptionalDouble key = content.sortKey();
    if (number && key.isPresent()) {
      cell.put("key", Double.toString(key.getAsDouble()));
    }
    if (!content.reason().isEmpty()) {
      cell.put("reason", content.reason());
    }
    return cell;
  }

  private static Map<String, Object> mark(Mark mark, Function<Mark, String> words) {
    return Map.of(
        "name",
        mark.name().toLowerCase(Locale.ROOT),
        "symbol",
        mark.symbol(),
        "words",
        words.apply(mark));
  }

  private static int firstOfWords(Table table) {
    return table.columns().stream().map(Column::number).toList().indexOf(false);
  }
}
