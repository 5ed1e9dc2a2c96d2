package optbench.fuzz;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a command did with an input.
 *
 * @param exitCode empty if it did not end in time, or threw
 * @param out standard output
 * @param err standard error
 * @param past what was printed past both, by a library or a plug-in
 * @param thrown what left the program that should never throw
 * @param took by the clock on the wall
 * @param stack where it hung; empty if it ended in time
 * @param changes of files that were not to be touched
 */
record Outcome(
    Optional<Integer> exitCode,
    String out,
    String err,
    String past,
    Optional<Throwable> thrown,
    Duration took,
    String stack,
    List<String> changes) {
  Outcome withChanges(List<String> found) {
    return new Outcome(exitCode, out, err, past, thrown, took, stack, found);
  }
}
