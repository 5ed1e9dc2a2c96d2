package optbench.stats;

/** What can be said of one contender against another. */
public enum PairVerdict {
  /** The first is ahead by more than the seeds explain. */
  BETTER,
  /** The first is behind by more than the seeds explain. */
  WORSE,
  /**
   * The difference is shown to be smaller than the margin that was stated as making none; whether
   * or not it is also shown to be different from zero.
   */
  EQUIVALENT,
  /** Every seed gave both exactly the same score: an observation, which needs no test. */
  IDENTICAL,
  /** None of these is shown. It is no proof that there is no difference. */
  INCONCLUSIVE;

  PairVerdict reversed() {
    return switch (this) {
      case BETTER -> WORSE;
      case WORSE -> BETTER;
      case EQUIVALENT, IDENTICAL, INCONCLUSIVE -> this;
    };
  }
}
