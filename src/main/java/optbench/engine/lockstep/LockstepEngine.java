package optbench.engine.lockstep;

import java.util.List;
import java.util.Optional;
import optbench.data.Dataset;
import optbench.engine.Engine;
import optbench.engine.TrialListener;
import optbench.optimizer.LineSearchOptimizer;
import optbench.plan.Trial;

/**
 * Trains the trials of a seed together, step by step: one gradient computation for all, then each
 * optimizer's own update.
 */
public final class LockstepEngine implements Engine {
  @Override
  public String id() {
    return "lockstep";
  }

  @Override
  public Optional<String> unsupported(Trial trial) {
    return trial.optimizer().optimizer() instanceof LineSearchOptimizer
        ? Optional.of(
            trial.optimizer().id()
                + " takes as many gradients a step as it needs, so it cannot go in step with"
                + " others: train it with engine dl4j")
        : Optional.empty();
  }

  @Override
  public void run(List<Trial> batch, Dataset data, TrialListener listener) {
    new Group(batch, data, listener).run();
  }
}
