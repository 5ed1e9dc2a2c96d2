package optbench.run;

import java.util.List;
import java.util.Optional;
import optbench.result.Outcome;
import optbench.result.RunRecord;
import optbench.result.TrialResult;

/**
 * A run with all its trials.
 *
 * @param reused how many trials were there already
 * @param displayFault what broke the display of progress, if anything did; the trials are whole
 */
public record FinishedRun(
    RunRecord run, List<TrialResult> results, int reused, Optional<String> displayFault) {
  public FinishedRun {
    results = List.copyOf(results);
  }

  /** Trials that broke off with an error. */
  public List<TrialResult> failed() {
    return results.stream().filter(r -> r.outcome() == Outcome.FAILED).toList();
  }
}
