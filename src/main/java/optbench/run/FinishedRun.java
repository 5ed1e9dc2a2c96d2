package optbench.run;

import java.util.List;
import optbench.result.Outcome;
import optbench.result.RunRecord;
import optbench.result.TrialResult;

/**
 * A run with all its trials.
 *
 * @param reused how many trials were there already
 */
public record FinishedRun(RunRecord run, List<TrialResult> results, int reused) {
  public FinishedRun {
    results = List.copyOf(results);
  }

  /** Trials that broke off with an error. */
  public List<TrialResult> failed() {
    return results.stream().filter(r -> r.outcome() == Outcome.FAILED).toList();
  }
}
