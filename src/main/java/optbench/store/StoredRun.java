package optbench.store;

import java.util.List;
import optbench.result.Run;

/**
 * A run, as found in its results folder.
 *
 * @param unreadable files that were passed over
 */
public record StoredRun(Run run, List<UnreadableTrial> unreadable) {
  public StoredRun {
    unreadable = List.copyOf(unreadable);
  }
}
