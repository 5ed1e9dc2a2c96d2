package optbench.stats;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import optbench.result.RunRecord;
import optbench.result.RunRecord.PlannedTrial;
import optbench.result.TrialProbe;
import optbench.result.TrialResult;

/**
 * A trial that was watched from inside.
 *
 * @param label as the run calls it
 * @param result finished or diverged
 */
public record WatchedRun(String label, TrialResult result, TrialProbe probe) {
  /**
   * Those of a run, in its order; none if it was not watched.
   *
   * @param results at most one for each id, in any order; planned ones may be absent
   */
  public static List<WatchedRun> of(RunRecord run, List<TrialResult> results) {
    Map<String, TrialResult> byId =
        results.stream()
            .filter(r -> r.settled() && r.probe().isPresent())
            .collect(Collectors.toMap(TrialResult::id, Function.identity()));
    return run.trials().stream()
        .filter(planned -> byId.containsKey(planned.id()))
        .map(planned -> of(planned, byId.get(planned.id())))
        .toList();
  }

  private static WatchedRun of(PlannedTrial planned, TrialResult result) {
    return new WatchedRun(planned.label(), result, result.probe().orElseThrow());
  }

  /** Whether it reached its last epoch. */
  public boolean finished() {
    return result.divergedAtStep().isEmpty();
  }

  /** The losses before the first one that is not finite. */
  public List<Double> finiteLosses() {
    return probe.losses().stream().takeWhile(Double::isFinite).toList();
  }
}
