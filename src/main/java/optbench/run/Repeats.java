package optbench.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.result.Outcome;
import optbench.result.TimeSplit;
import optbench.result.TrialResult;

/** Gathers the runs of each trial, until one of them can stand for all. */
final class Repeats {
  private final int count;
  private final Map<String, List<TrialResult>> runs = new HashMap<>();

  Repeats(int count) {
    this.count = count;
  }

  /**
   * Takes one more run.
   *
   * @return the run with the median time a step, of an even number the faster one of the middle,
   *     with the times of all of them; empty while runs are to come. A run that did not finish
   *     stands for all at once: the others would go the same way.
   */
  synchronized Optional<TrialResult> add(TrialResult run) {
    if (count == 1 || run.outcome() != Outcome.FINISHED) {
      return Optional.of(run);
    }
    List<TrialResult> sameTrial = runs.computeIfAbsent(run.id(), id -> new ArrayList<>());
    sameTrial.add(run);
    if (sameTrial.size() < count) {
      return Optional.empty();
    }
    runs.remove(run.id());
    List<Double> millis =
        sameTrial.stream().flatMap(r -> r.time().stream()).map(TimeSplit::stepMillis).toList();
    List<TrialResult> sorted =
        sameTrial.stream().sorted(Comparator.comparingDouble(Repeats::stepMillis)).toList();
    return Optional.of(sorted.get((count - 1) / 2).under(c -> c.among(millis)));
  }

  private static double stepMillis(TrialResult run) {
    return run.time().map(TimeSplit::stepMillis).orElse(0.0);
  }
}
