package optbench.stats;

import java.util.List;
import optbench.result.Run;
import optbench.result.TrialProbe;
import optbench.result.TrialResult;

/**
 * A trial that was watched from inside.
 *
 * @param label as the run calls it
 * @param result finished or diverged
 */
public record WatchedRun(String label, TrialResult result, TrialProbe probe) {
  /** Those of a run, in its order; none if it was not watched. */
  public static List<WatchedRun> of(Run run) {
    return run.settled().stream()
        .filter(trial -> trial.probe().isPresent())
        .map(trial -> new WatchedRun(trial.label(), trial, trial.probe().orElseThrow()))
        .toList();
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
