package optbench.stats;

/** What can be said of the difference between an optimizer and the best. */
public enum Judgement {
  /** The difference is larger than the seeds explain. */
  DISTINGUISHABLE,
  /** Not shown to be worse than the best, but than another one: so that it is not the best. */
  WORSE_THAN_ANOTHER,
  /** Shown to be smaller than the margin that was stated as making none. */
  EQUIVALENT,
  /** The same in every seed. */
  IDENTICAL,
  /** Neither shown to be worse nor to be equivalent: the seeds may explain the difference. */
  NOT_DISTINGUISHABLE,
  /** Fewer than two seeds in common. */
  TOO_FEW_SEEDS,
  /**
   * The same difference, not zero, in every seed: a t-test would be infinitely sure of it, on the
   * strength of no variation at all.
   */
  NO_VARIATION,
  /** A seed diverged, so that the remaining ones are not a fair sample. */
  DIVERGED,
  /** No seed has a result. */
  NO_RESULT
}
