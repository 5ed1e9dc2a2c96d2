package optbench.result;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import optbench.result.RunRecord.PlannedTrial;

/**
 * A run with its results.
 *
 * @param results one for each trial that has any, whatever its outcome: those of the tuning first,
 *     in the order of the run and under its labels
 */
public record Run(RunRecord record, List<TrialResult> results) {
  /**
   * Puts them in order; what the run does not plan is passed over, since a results folder may hold
   * trials of an earlier spec.
   *
   * @param results at most one for each id, in any order; planned ones may be absent
   */
  public Run {
    Map<String, TrialResult> byId = byId(results);
    results =
        record.allTrials().stream()
            .filter(planned -> byId.containsKey(planned.id()))
            .map(planned -> byId.get(planned.id()).withLabel(planned.label()))
            .toList();
  }

  private static Map<String, TrialResult> byId(Collection<TrialResult> results) {
    return results.stream().collect(Collectors.toMap(TrialResult::id, Function.identity()));
  }

  /** Results by the ids of their trials. */
  public Map<String, TrialResult> byId() {
    return byId(results);
  }

  /** What the run calls its optimizers, in order. */
  public List<String> labels() {
    return record.trials().stream().map(PlannedTrial::label).distinct().toList();
  }

  /** Seeds of all optimizers, in order. */
  public List<Long> seeds() {
    return record.trials().stream().map(PlannedTrial::seed).distinct().toList();
  }

  /** The trials that an optimizer was to be trained in, in order. */
  public List<PlannedTrial> planned(String label) {
    return record.trials().stream().filter(trial -> trial.label().equals(label)).toList();
  }

  /** Those that it has no result of, those of the tuning first. */
  public List<PlannedTrial> missing() {
    Map<String, TrialResult> byId = byId();
    return record.allTrials().stream().filter(trial -> !byId.containsKey(trial.id())).toList();
  }

  /** Those of an optimizer, whatever their outcome, by seed in the order of the run. */
  public Map<Long, TrialResult> trials(String label) {
    Map<String, TrialResult> byId = byId();
    Map<Long, TrialResult> bySeed = new LinkedHashMap<>();
    planned(label).stream()
        .filter(planned -> byId.containsKey(planned.id()))
        .forEach(planned -> bySeed.put(planned.seed(), byId.get(planned.id())));
    return bySeed;
  }

  /** Those of an optimizer that finished or diverged, by seed in the order of the run. */
  public Map<Long, TrialResult> settled(String label) {
    Map<Long, TrialResult> settled = trials(label);
    settled.values().removeIf(trial -> !trial.settled());
    return settled;
  }

  /** Those of all optimizers, whatever their outcome and without those of the tuning. */
  public List<TrialResult> trials() {
    Map<String, TrialResult> byId = byId();
    return record.trials().stream()
        .map(planned -> byId.get(planned.id()))
        .filter(Objects::nonNull)
        .toList();
  }

  /** Those of all optimizers that finished or diverged. */
  public List<TrialResult> settled() {
    return trials().stream().filter(TrialResult::settled).toList();
  }

  /** The same without results of other optimizers than these. */
  public Run only(Collection<String> labels) {
    return new Run(
        record, results.stream().filter(trial -> labels.contains(trial.label())).toList());
  }

  /** The same, looked at by other targets. */
  public Run withTargets(List<Double> targets) {
    return new Run(record.withTargets(targets), results);
  }
}
