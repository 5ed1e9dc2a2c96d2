package optbench.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import optbench.result.TrialResult;

/**
 * Trials in a results folder.
 *
 * @param byId in the order of their ids, whatever their outcome
 * @param unreadable files that were passed over
 */
public record StoredTrials(Map<String, TrialResult> byId, List<UnreadableTrial> unreadable) {
  public StoredTrials {
    byId = Collections.unmodifiableMap(new LinkedHashMap<>(byId));
    unreadable = List.copyOf(unreadable);
  }

  /** Those that need not be run again. */
  public Map<String, TrialResult> settled() {
    Map<String, TrialResult> settled = new LinkedHashMap<>(byId);
    settled.values().removeIf(result -> !result.settled());
    return settled;
  }
}
