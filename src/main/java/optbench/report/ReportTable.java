package optbench.report;

import java.util.List;

/**
 * A table for people, before it is known where it is shown.
 *
 * @param notice what must not be overlooked about the data; may be empty
 * @param warnings what else must not be overlooked, a sentence without a full stop each
 * @param notes what explains the table, a sentence or more each
 */
record ReportTable(
    String title,
    String conditions,
    String notice,
    List<String> warnings,
    List<Column> columns,
    List<Row> rows,
    List<String> notes) {
  ReportTable(
      String title,
      String conditions,
      String notice,
      List<Column> columns,
      List<Row> rows,
      List<String> notes) {
    this(title, conditions, notice, List.of(), columns, rows, notes);
  }

  ReportTable {
    warnings = List.copyOf(warnings);
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /**
   * A column.
   *
   * @param head names what is in it, with its unit
   * @param wide left out where there is little room
   */
  record Column(String head, boolean number, boolean wide) {
    static Column text(String head) {
      return new Column(head, false, false);
    }

    static Column number(String head) {
      return new Column(head, true, false);
    }

    static Column wideNumber(String head) {
      return new Column(head, true, true);
    }
  }

  /** How a row stands out, by a symbol first: colour may be missing. */
  enum Mark {
    NONE(""),
    BEST("★"),
    GROUP("≈"),
    DIVERGED("×"),
    HOLDS("✓"),
    REVERSED("✗"),
    OPEN("?"),
    LEFT_OUT("–");

    private final String symbol;

    Mark(String symbol) {
      this.symbol = symbol;
    }

    String symbol() {
      return symbol;
    }
  }

  /** A row; as many cells as there are columns. */
  record Row(Mark mark, List<String> cells) {
    Row {
      cells = List.copyOf(cells);
    }
  }
}
