package optbench.store;

import java.nio.charset.StandardCharsets;
import optbench.table.Table;

/** Tables as CSV text, in the form of the files. */
public final class CsvText {
  private CsvText() {}

  /** With a head, and a line end behind each row. */
  public static String of(Table table) {
    return new String(CsvFormat.bytes(table), StandardCharsets.UTF_8);
  }
}
