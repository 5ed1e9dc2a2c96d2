package optbench.stats;

/**
 * When one run reached a target; censored if it never did.
 *
 * @param cost at which the target was reached, or up to which the run was watched in vain: infinite
 *     for one that diverged before, since no more training would have helped
 * @param reached whether it was
 */
public record TimeToTarget(double cost, boolean reached) {
  public TimeToTarget {
    if (!(cost >= 0) || (reached && Double.isInfinite(cost))) {
      throw new IllegalArgumentException(
          "the cost must be at least 0, and finite if the target was reached, but was " + cost);
    }
  }
}
