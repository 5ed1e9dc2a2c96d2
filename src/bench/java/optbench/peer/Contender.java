package optbench.peer;

import java.io.IOException;

/** Something that trains, and tells how long its steps took. */
interface Contender {
  /** In tables. */
  String name();

  /** Trials that it trains at once. */
  int trials();

  /** Trains anew. */
  Round train(Work work) throws IOException;

  /**
   * What became of a training.
   *
   * @param millis a step and trial: forward and backward pass, loss and update, without preparing
   *     the data
   * @param loss on average over all steps, as they were taken
   */
  record Round(double millis, double loss) {}
}
