package optbench.engine;

import java.util.List;
import java.util.Optional;
import optbench.data.Dataset;
import optbench.plan.Trial;

/** Trains trials. Several groups may be trained at once, each on a thread of its own. */
public interface Engine {
  /** Samples that networks are evaluated on at once. */
  int EVALUATION_BATCH = 1000;

  /** As written in specs, such as {@code dl4j}. */
  String id();

  /** Why this engine cannot run a trial, or empty if it can. */
  Optional<String> unsupported(Trial trial);

  /**
   * Whether it can compute on a device.
   *
   * @param device {@code cpu}, {@code gpu} or {@code cuda}
   */
  default boolean runsOn(String device) {
    return true;
  }

  /**
   * How many samples it keeps the values of all layers of, with their gradients: those of a batch.
   * Evaluation needs no gradients, and so counts half.
   *
   * @param data whose shape alone matters
   */
  default long samplesKept(Trial trial, Dataset data) {
    return Math.max(EVALUATION_BATCH / 2, trial.settings().samplesAStep());
  }

  /**
   * Which trials are to be handed to one call of {@link #run} together: each in one group, groups
   * and trials in the order given. It depends on the trials alone. Unless overridden, every trial
   * is a group.
   *
   * @param trials of this engine, all supported, in the order in which they are to run
   */
  default List<List<Trial>> groups(List<Trial> trials) {
    return trials.stream().map(List::of).toList();
  }

  /**
   * Trains each trial of a group from its initial weights to its last epoch, and tells the listener
   * of each result, once for every trial. An exception that the listener throws ends the call.
   *
   * @throws RuntimeException if it cannot go on; trials that have finished until then stay so
   */
  void run(List<Trial> group, Dataset data, TrialListener listener);
}
