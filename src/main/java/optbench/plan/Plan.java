package optbench.plan;

import java.util.List;
import optbench.spec.ExperimentSpec;

/**
 * An experiment with everything decided. The trials stand in the order of the spec, seeds in order
 * within each optimizer.
 */
public record Plan(ExperimentSpec spec, List<Trial> trials) {
  public Plan {
    trials = List.copyOf(trials);
  }
}
