package optbench.result;

/** How a trial ended. */
public enum Outcome {
  /** Trained to its last epoch. */
  FINISHED,
  /** See {@link Divergence}: a result, not an error. */
  DIVERGED,
  /** Not run, because the engine cannot do it; the reason is recorded. */
  SKIPPED,
  /** Broke off with an error; never taken for done, so that it is tried again. */
  FAILED
}
