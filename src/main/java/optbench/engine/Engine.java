package optbench.engine;

import java.util.List;
import java.util.Optional;
import optbench.data.Dataset;
import optbench.plan.Trial;

/** Trains trials. */
public interface Engine {
  /** As written in specs, such as {@code dl4j}. */
  String id();

  /** Why this engine cannot run a trial, or empty if it can. */
  Optional<String> unsupported(Trial trial);

  /**
   * Trains each trial from its initial weights to its last epoch, and tells the listener of each
   * result.
   */
  void run(List<Trial> batch, Dataset data, TrialListener listener);
}
