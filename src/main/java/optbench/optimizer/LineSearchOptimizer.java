package optbench.optimizer;

import java.util.List;

/** An optimizer that searches along a line in every step, and so has no {@link UpdateRule}. */
public interface LineSearchOptimizer extends Optimizer {
  /** The optimizer before its first step, on parameters of this layout. */
  Minimizer minimizer(OptimizerSettings settings, ParameterLayout layout);

  /** Vectors as long as the parameters that it keeps from step to step, by name. */
  List<String> stateVectors(OptimizerSettings settings);

  @Override
  default UpdateRule rule(OptimizerSettings settings) {
    throw new UnsupportedOperationException(
        description().id() + " searches along a line: it has a minimizer and no update rule");
  }
}
