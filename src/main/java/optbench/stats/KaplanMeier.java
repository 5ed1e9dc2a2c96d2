package optbench.stats;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The median of when runs reach a target, with censored runs kept as censored: the smallest cost at
 * which half of the runs or more have arrived, S ≤ 1/2, by the product-limit estimate of Kaplan and
 * Meier (JASA 53, 1958). (R's survfit takes the middle of the flat stretch where S is exactly 1/2.)
 * A run censored at the cost at which another one arrives counts as still running there.
 *
 * <p>Of each run it is known between which two evaluations it arrived. Where all runs are evaluated
 * at the same costs, the estimate that takes each as arriving at the later one is that of Turnbull
 * (JRSS B 38, 1976) for such data, at these costs.
 */
final class KaplanMeier {
  private static final double HALF = 0.5;

  /** Products such as 4/5 · 3/4 · 2/3 may miss what they stand for by this. */
  private static final double ROUNDING = 1e-12;

  private KaplanMeier() {}

  /** An arrival, or where a run was no longer watched. */
  private record End(double cost, boolean arrived) {}

  /**
   * Between which evaluations half of the runs have arrived.
   *
   * @return empty if fewer than half of them are estimated to ever arrive
   */
  static Optional<TimeToTarget> median(List<TimeToTarget> times) {
    double latest =
        median(times.stream().map(t -> new End(end(t), t.reached())).toArray(End[]::new));
    if (latest == Double.POSITIVE_INFINITY) {
      return Optional.empty();
    }
    double earliest =
        median(times.stream().map(t -> new End(t.from(), t.reached())).toArray(End[]::new));
    return Optional.of(new TimeToTarget(Math.min(earliest, latest), latest));
  }

  private static double end(TimeToTarget time) {
    return time.reached() ? time.to() : time.from();
  }

  /** Infinite if there is none. */
  private static double median(End... ends) {
    Arrays.sort(
        ends,
        (a, b) ->
            a.cost() == b.cost()
                ? Boolean.compare(b.arrived(), a.arrived())
                : Double.compare(a.cost(), b.cost()));
    double survival = 1;
    for (int i = 0; i < ends.length; i++) {
      if (ends[i].arrived()) {
        int atRisk = ends.length - i;
        survival *= (atRisk - 1.0) / atRisk;
        if (survival <= HALF + ROUNDING) {
          return ends[i].cost();
        }
      }
    }
    return Double.POSITIVE_INFINITY;
  }
}
