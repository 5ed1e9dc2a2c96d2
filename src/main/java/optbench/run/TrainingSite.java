package optbench.run;

import java.util.List;
import java.util.Optional;
import optbench.data.Dataset;
import optbench.engine.Engine;
import optbench.engine.EngineRegistry;
import optbench.engine.TrialListener;
import optbench.plan.Trial;
import optbench.result.Environment;

/** Where groups of trials are trained. */
public interface TrainingSite {
  /**
   * How many groups it trains at once, at least 1.
   *
   * @param groupBytes what each group needs while it is trained
   * @param here this machine
   */
  int atOnce(List<Long> groupBytes, Environment here);

  /**
   * What does not fit into memory, before any of it is trained.
   *
   * @return a line that says how much is needed, how much is there and what to do; empty if it
   *     fits, or nobody can tell
   */
  Optional<String> shortage(
      List<Trial> trials, Dataset data, EngineRegistry engines, Environment here);

  /**
   * Has an engine train a group, and returns when that is over. Several groups may be trained at
   * once, each called for on a thread of its own.
   *
   * @throws RuntimeException if it cannot go on; trials that have finished until then stay so
   */
  void train(Engine engine, List<Trial> group, Dataset data, TrialListener listener);
}
