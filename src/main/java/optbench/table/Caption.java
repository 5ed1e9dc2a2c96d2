package optbench.table;

import java.util.List;

/**
 * What is said about a table.
 *
 * @param notice what must not be overlooked about the data; may be empty
 * @param warnings what else must not be overlooked, a sentence without a full stop each
 * @param notes what explains the table, a sentence or more each
 */
public record Caption(
    String title, String conditions, String notice, List<String> warnings, List<String> notes) {
  /** Of a table that needs none. */
  public static final Caption NONE = new Caption("", "");

  public Caption {
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
  }

  public Caption(String title, String conditions, String... notes) {
    this(title, conditions, "", List.of(), List.of(notes));
  }
}
