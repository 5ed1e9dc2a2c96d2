package optbench.store;

import java.util.List;
import optbench.result.RunRecord;
import optbench.result.RunRecord.PlannedTrial;
import optbench.result.TrialResult;

/**
 * A run, as found in its results folder.
 *
 * @param results of the run's trials, those of its tuning first, in its order and under its labels;
 *     trials of earlier runs in the same folder are not among them
 * @param missing trials of the run that have no readable result
 * @param unreadable files that were passed over
 */
public record StoredRun(
    RunRecord run,
    List<TrialResult> results,
    List<PlannedTrial> missing,
    List<UnreadableTrial> unreadable) {
  public StoredRun {
    results = List.copyOf(results);
    missing = List.copyOf(missing);
    unreadable = List.copyOf(unreadable);
  }
}
