package optbench.intake;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A log as it was read.
 *
 * @param name without its folder
 * @param sha256 of its bytes
 * @param modified when it was last written to
 * @param unused columns, or tags, of which nothing was taken
 * @param renamed columns that are called otherwise here, such as {@code test_accuracy is
 *     val_accuracy}
 */
public record LoggedFile(
    String name,
    String sha256,
    Instant modified,
    List<LoggedRow> rows,
    Set<String> unused,
    Set<String> renamed) {
  public LoggedFile {
    rows = List.copyOf(rows);
    unused = new TreeSet<>(unused);
    renamed = new TreeSet<>(renamed);
  }
}
