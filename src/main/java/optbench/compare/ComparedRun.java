package optbench.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import optbench.result.RunRecord;
import optbench.result.RunRecord.PlannedTrial;
import optbench.result.TrialResult;

/**
 * A run that is to be compared.
 *
 * @param folder as it was given
 * @param results at most one for each id; of the run's tuning they may be among them, and are
 *     passed over
 */
public record ComparedRun(String folder, RunRecord run, List<TrialResult> results) {
  public ComparedRun {
    results = List.copyOf(results);
  }

  /** What its tables call the optimizers, in order. */
  public List<String> labels() {
    return run.trials().stream().map(PlannedTrial::label).distinct().toList();
  }

  /** Trials that finished or diverged, by label and seed; every label is there. */
  Map<String, NavigableMap<Long, TrialResult>> settled() {
    Map<String, TrialResult> byId =
        results.stream()
            .filter(TrialResult::settled)
            .collect(Collectors.toMap(TrialResult::id, r -> r));
    Map<String, NavigableMap<Long, TrialResult>> settled = new LinkedHashMap<>();
    for (PlannedTrial planned : run.trials()) {
      NavigableMap<Long, TrialResult> seeds =
          settled.computeIfAbsent(planned.label(), label -> new TreeMap<>());
      if (byId.containsKey(planned.id())) {
        seeds.put(planned.seed(), byId.get(planned.id()));
      }
    }
    return settled;
  }

  /** All of them, in the order of the run. */
  List<TrialResult> settledTrials() {
    List<TrialResult> all = new ArrayList<>();
    settled().values().forEach(seeds -> all.addAll(seeds.values()));
    return all;
  }
}
