package optbench.stats;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import optbench.result.Run;

/**
 * One of several tasks that the same optimizers are compared on.
 *
 * @param target the test accuracy, a fraction of 1, whose cost counts; empty if none was stated
 * @param summary of its run
 */
public record SuiteTask(String name, OptionalDouble target, Summary summary) {
  public SuiteTask {
    Objects.requireNonNull(name);
    Objects.requireNonNull(target);
    Objects.requireNonNull(summary);
  }

  /** Sums up the run of a task. */
  public static SuiteTask of(String name, OptionalDouble target, Run run) {
    Run looked = target.isPresent() ? run.withTargets(List.of(target.getAsDouble())) : run;
    return new SuiteTask(name, target, Summary.of(looked));
  }

  /** The optimizer of a label that has a result here. */
  public Optional<OptimizerSummary> optimizer(String label) {
    return summary.optimizers().stream()
        .filter(o -> o.label().equals(label) && o.seeds() > 0)
        .findFirst();
  }

  /** How an optimizer did on the way to the target; empty without a target or a result. */
  public Optional<TargetResult> reaching(String label) {
    return target.isEmpty()
        ? Optional.empty()
        : summary.targets().at(target.getAsDouble()).stream()
            .filter(r -> r.label().equals(label) && r.seeds() > 0)
            .findFirst();
  }

  /**
   * Steps to the target: the median over seeds, of which those that did not arrive count as later
   * than all others. Infinite where fewer than half arrived.
   */
  public double steps(String label) {
    return reaching(label)
        .flatMap(r -> r.cost(Cost.STEPS))
        .map(c -> c.atMost().orElse(Double.POSITIVE_INFINITY))
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** The best of this task and all that may be as good. */
  public BestGroup bestGroup() {
    return summary.comparison().pairwise().bestGroup();
  }
}
