package optbench.stats;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What it cost an optimizer to reach a target, over its seeds.
 *
 * <p>A median is given where half of the seeds arrived or more. Kaplan and Meier's estimate may
 * find one with fewer, where a slow run arrives late after faster ones had stopped short of the
 * target: counted in seconds, only slow runs are watched that long, and they do not stand for the
 * others.
 *
 * @param median Kaplan-Meier's; empty if fewer than half of the seeds arrived
 * @param low lower end of the median's 95 % interval; empty without a median, or for one seed
 * @param high upper end; empty if the interval is open above, as it always is below seven seeds
 * @param moreThan where there is no median: more than half of the seeds had not arrived at this
 *     cost; empty if no cost would do, since the seeds in question diverged
 * @param reached costs of the seeds that arrived, rising
 */
public record TargetCost(
    Cost cost,
    OptionalDouble median,
    OptionalDouble low,
    OptionalDouble high,
    OptionalDouble moreThan,
    List<Double> reached) {
  public TargetCost {
    reached = List.copyOf(reached);
  }

  /**
   * @param times one for each seed, at least one
   */
  static TargetCost of(List<TimeToTarget> times, Cost cost) {
    OptionalDouble median = median(times);
    boolean known = median.isPresent();
    KaplanMeier estimate = KaplanMeier.of(times);
    return new TargetCost(
        cost,
        median,
        known ? estimate.medianLow() : OptionalDouble.empty(),
        known ? estimate.medianHigh() : OptionalDouble.empty(),
        known ? OptionalDouble.empty() : moreThan(times),
        times.stream().filter(TimeToTarget::reached).map(TimeToTarget::cost).sorted().toList());
  }

  static OptionalDouble median(List<TimeToTarget> times) {
    int arrived = 0;
    for (TimeToTarget time : times) {
      arrived += time.reached() ? 1 : 0;
    }
    return 2 * arrived >= times.size() ? KaplanMeier.medianOf(times) : OptionalDouble.empty();
  }

  /** The highest cost at which more than half are known to have been on their way still. */
  private static OptionalDouble moreThan(List<TimeToTarget> times) {
    return times.stream()
        .mapToDouble(TimeToTarget::cost)
        .filter(cost -> 2 * onTheirWay(times, cost) > times.size())
        .max()
        .stream()
        .filter(Double::isFinite)
        .findFirst();
  }

  private static long onTheirWay(List<TimeToTarget> times, double cost) {
    return times.stream().filter(t -> t.reached() ? t.cost() > cost : t.cost() >= cost).count();
  }
}
