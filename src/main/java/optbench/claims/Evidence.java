package optbench.claims;

import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import optbench.result.RunRecord;
import optbench.result.RunRecord.PlannedTrial;
import optbench.result.TrialResult;

/**
 * A run that claims rest on.
 *
 * @param results of the run's trials, under its labels, at most one for each; some may be absent
 */
public record Evidence(RunRecord run, List<TrialResult> results) {
  public Evidence {
    results = List.copyOf(results);
  }

  List<String> labels() {
    return run.trials().stream().map(PlannedTrial::label).distinct().toList();
  }

  /** What there is of an optimizer, by seed; seeds that never settled have none. */
  NavigableMap<Long, TrialResult> settled(String label) {
    NavigableMap<Long, TrialResult> bySeed = new TreeMap<>();
    for (PlannedTrial planned : planned(label)) {
      results.stream()
          .filter(result -> result.id().equals(planned.id()) && result.settled())
          .findFirst()
          .ifPresent(result -> bySeed.put(planned.seed(), result));
    }
    return bySeed;
  }

  /** Seeds that were to be trained, in order. */
  List<Long> seeds(String label) {
    return planned(label).stream()
        .map(PlannedTrial::seed)
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  private List<PlannedTrial> planned(String label) {
    return run.trials().stream().filter(planned -> planned.label().equals(label)).toList();
  }
}
