package optbench.run;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import optbench.engine.Failure;
import optbench.result.Outcome;
import optbench.result.Run;
import optbench.result.TrialResult;

/**
 * A run with all its trials.
 *
 * @param run of both stages, where hyper-parameters were tuned
 * @param reused how many trials were there already
 * @param displayFault what broke the display of progress, if anything did; the trials are whole
 */
public record FinishedRun(Run run, int reused, Optional<String> displayFault) {
  /** The whole of which this was the first part; the record of the second speaks of both. */
  FinishedRun and(FinishedRun second) {
    return new FinishedRun(
        new Run(
            second.run().record(),
            Stream.concat(run.results().stream(), second.run().results().stream()).toList()),
        reused + second.reused(),
        displayFault.or(second::displayFault));
  }

  /** Whether each of its trials finished or diverged. */
  boolean settled() {
    return run.missing().isEmpty() && run.results().stream().allMatch(TrialResult::settled);
  }

  /** Trials that broke off with an error. */
  public List<TrialResult> failed() {
    return run.results().stream().filter(r -> r.outcome() == Outcome.FAILED).toList();
  }

  /** Whether one of them did for want of memory. */
  public boolean ranOutOfMemory() {
    return failed().stream()
        .anyMatch(
            r -> r.reason().filter(reason -> reason.startsWith(Failure.OUT_OF_MEMORY)).isPresent());
  }
}
