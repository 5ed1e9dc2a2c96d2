package optbench.stats;

/** Why a pair was not tested. */
public enum Obstacle {
  /** One of the two has no result at all. */
  NO_RESULT,
  /** A seed of either diverged, so that the remaining ones are not a fair sample. */
  DIVERGED,
  /** Fewer than two seeds in common. */
  TOO_FEW_SEEDS,
  /**
   * The same difference, not zero, in every seed: a t-test would be infinitely sure of it, on the
   * strength of no variation at all.
   */
  NO_VARIATION
}
