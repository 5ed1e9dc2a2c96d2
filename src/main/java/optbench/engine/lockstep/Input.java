package optbench.engine.lockstep;

/** Where the data enter the networks; all trials see the same. */
interface Input {
  /** Decides what holds for a whole batch, before any part of it is loaded. */
  void prepare(Batch batch);

  /** Makes a part of the batch the input. */
  void load(Batch part);
}
