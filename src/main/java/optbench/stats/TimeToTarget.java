package optbench.stats;

/**
 * Between which evaluations one run reached a target: after {@code from}, and at {@code to} at the
 * latest.
 *
 * @param from cost of the last evaluation before; 0 if the first one had already reached it,
 *     infinite if the run diverged before, since no more training would have helped
 * @param to cost of the first evaluation that had reached it; infinite if none had: the run is
 *     censored at {@code from}
 */
public record TimeToTarget(double from, double to) {
  public TimeToTarget {
    if (!(from >= 0 && to >= from)) {
      throw new IllegalArgumentException(
          "must be from a cost of at least 0 to one that is no less but was from "
              + from
              + " to "
              + to);
    }
  }

  static TimeToTarget notBy(double cost) {
    return new TimeToTarget(cost, Double.POSITIVE_INFINITY);
  }

  static TimeToTarget never() {
    return notBy(Double.POSITIVE_INFINITY);
  }

  public boolean reached() {
    return to < Double.POSITIVE_INFINITY;
  }

  /** Whether it was reached before the first evaluation: nobody measured how long. */
  public boolean beforeFirst() {
    return reached() && from == 0;
  }
}
