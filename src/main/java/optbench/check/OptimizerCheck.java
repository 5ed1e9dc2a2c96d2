package optbench.check;

import java.util.Optional;
import java.util.OptionalDouble;
import optbench.stats.Interval;
import optbench.stats.MarginComparison;
import optbench.stats.MarginVerdict;
import optbench.stats.PairedTest;
import optbench.stats.Protocol;

/**
 * What was found of one optimizer. Accuracies are fractions of 1.
 *
 * @param seeds how many were compared, diverged ones among them
 * @param before mean test accuracy of the baseline over the seeds that finished both times
 * @param now likewise, of the run
 * @param difference now less before
 * @param ci95 of the difference, for this optimizer alone; not corrected for their number
 * @param verdict of the test; empty if none was made
 * @param reason what the finding rests on, in a sentence without a full stop
 */
public record OptimizerCheck(
    String label,
    GateOutcome finding,
    int seeds,
    OptionalDouble before,
    OptionalDouble now,
    OptionalDouble difference,
    Optional<Interval> ci95,
    Optional<MarginVerdict> verdict,
    OptionalDouble pNotWorse,
    OptionalDouble pWorse,
    String reason) {
  /** Of one whose accuracies were not looked at. */
  static OptimizerCheck untested(String label, GateOutcome finding, int seeds, String reason) {
    return new OptimizerCheck(
        label,
        finding,
        seeds,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        reason);
  }

  /** Of one whose accuracies were. */
  static OptimizerCheck of(
      BaselineMatch match, MarginComparison test, GateOutcome finding, String reason) {
    return new OptimizerCheck(
        match.label(),
        finding,
        match.seeds(),
        match.contenders().secondMean(test(match)),
        match.contenders().firstMean(test(match)),
        test.mean(),
        test.ci95(),
        test.pNotWorse().isPresent() || test.verdict() == MarginVerdict.SAME
            ? Optional.of(test.verdict())
            : Optional.empty(),
        test.pNotWorse(),
        test.pWorse(),
        reason);
  }

  private static PairedTest test(BaselineMatch match) {
    return Protocol.DEFAULT.pairedIf(match.paired()).test();
  }

  /** The same, taken for something else. */
  OptimizerCheck withFinding(GateOutcome other) {
    return new OptimizerCheck(
        label, other, seeds, before, now, difference, ci95, verdict, pNotWorse, pWorse, reason);
  }
}
