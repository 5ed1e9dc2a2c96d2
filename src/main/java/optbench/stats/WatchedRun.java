package optbench.stats;

import java.util.List;
import java.util.stream.IntStream;
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

  /**
   * Where the losses of several runs lie after each step, as far as all of them are finite; none
   * without a run.
   */
  public static List<Spread> spreads(List<WatchedRun> runs) {
    int steps = runs.stream().mapToInt(run -> run.finiteLosses().size()).min().orElse(0);
    return IntStream.range(0, steps)
        .mapToObj(
            step ->
                Spread.of(
                    runs.stream().mapToDouble(run -> run.probe().losses().get(step)).toArray()))
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
