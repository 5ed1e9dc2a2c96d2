package optbench.run;

import optbench.engine.TrialListener;
import optbench.plan.Trial;

/**
 * Tells a person how a run gets on. Several trials may be under way at once; calls come one at a
 * time, though not always from the same thread.
 */
public interface Progress extends TrialListener, AutoCloseable {
  /** What the trials are for that begin next; for the results, unless it is said. */
  default void stage(RunStage stage) {}

  /**
   * The run begins, or its next stage.
   *
   * @param runs how many trials are to be trained, each counted as often as it is
   * @param steps of all of them
   */
  void begin(int runs, long steps);

  /** A run of a trial that has more of them is over, or need not be trained after all. */
  default void passed(Trial trial) {}

  /** Leaves the screen in order. */
  @Override
  void close();
}
