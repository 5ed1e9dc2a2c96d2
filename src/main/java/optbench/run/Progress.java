package optbench.run;

import optbench.engine.TrialListener;

/**
 * Tells a person how a run gets on. Several trials may be under way at once; calls come one at a
 * time, though not always from the same thread.
 */
public interface Progress extends TrialListener, AutoCloseable {
  /** What the trials are for that begin next; for the results, unless it is said. */
  default void stage(Stage stage) {}

  /**
   * The run begins, or its next stage.
   *
   * @param trials how many are to be trained
   * @param steps of all of them
   */
  void begin(int trials, long steps);

  /** Leaves the screen in order. */
  @Override
  void close();
}
