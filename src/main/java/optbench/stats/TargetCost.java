package optbench.stats;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * What it cost an optimizer to reach a target, over its seeds.
 *
 * <p>A median is given where half of the seeds arrived or more. Kaplan and Meier's estimate may
 * find one with fewer, where a slow run arrives late after faster ones had stopped short of the
 * target: counted in seconds, only slow runs are watched that long, and they do not stand for the
 * others.
 *
 * @param median cost of the first evaluation by which half of the seeds had arrived; empty if they
 *     had before any evaluation, or never had
 * @param lessThan where half of the seeds had arrived by the first evaluation: what that cost
 * @param interval of the median; empty without one, or for fewer than six seeds
 * @param moreThan where fewer than half arrived: more than half of the seeds had not arrived at
 *     this cost; empty if no cost would do, since the seeds in question diverged
 * @param reached costs of the seeds that arrived, rising
 */
public record TargetCost(
    Cost cost,
    OptionalDouble median,
    OptionalDouble lessThan,
    Optional<MedianInterval> interval,
    OptionalDouble moreThan,
    List<Double> reached) {
  public TargetCost {
    reached = List.copyOf(reached);
  }

  /**
   * Two of the seeds' costs, counted from both ends, so far out that they hold the true median with
   * 95 % or more, whatever its distribution is. Five seeds would hold it with 93.75 % at most.
   *
   * @param low cost of the last evaluation at which a seed had not arrived; 0 if it had by the
   *     first
   * @param high cost of the first evaluation at which a seed had arrived; empty if it never did
   * @param coverage the probability, a fraction of 1
   */
  public record MedianInterval(double low, OptionalDouble high, double coverage) {
    private static final double LEAST_COVERAGE = 0.95;

    static Optional<MedianInterval> of(List<TimeToTarget> times) {
      int n = times.size();
      BinomialDistribution below = BinomialDistribution.of(n, 0.5);
      int out = 0;
      while (coverage(below, out) >= LEAST_COVERAGE) {
        out++;
      }
      if (out == 0) {
        return Optional.empty();
      }
      double high = sorted(times, TimeToTarget::to).get(n - out);
      return Optional.of(
          new MedianInterval(
              sorted(times, TimeToTarget::from).get(out - 1),
              Double.isFinite(high) ? OptionalDouble.of(high) : OptionalDouble.empty(),
              coverage(below, out - 1)));
    }

    /** With so many values left out at either end. */
    private static double coverage(BinomialDistribution below, int leftOut) {
      return 1 - 2 * below.cumulativeProbability(leftOut);
    }
  }

  /**
   * @param times one for each seed, at least one
   */
  static TargetCost of(List<TimeToTarget> times, Cost cost) {
    Optional<TimeToTarget> median = median(times);
    return new TargetCost(
        cost,
        latest(median.filter(m -> !m.beforeFirst())),
        latest(median.filter(TimeToTarget::beforeFirst)),
        median.isPresent() ? MedianInterval.of(times) : Optional.empty(),
        median.isPresent() ? OptionalDouble.empty() : moreThan(times),
        sorted(times.stream().filter(TimeToTarget::reached).toList(), TimeToTarget::to));
  }

  static Optional<TimeToTarget> median(List<TimeToTarget> times) {
    int arrived = 0;
    for (TimeToTarget time : times) {
      arrived += time.reached() ? 1 : 0;
    }
    return 2 * arrived >= times.size() ? KaplanMeier.median(times) : Optional.empty();
  }

  /** By when half of the seeds had arrived, measured or not; empty if they had not. */
  public OptionalDouble atMost() {
    return median.isPresent() ? median : lessThan;
  }

  public OptionalDouble low() {
    return interval.isPresent() ? OptionalDouble.of(interval.get().low()) : OptionalDouble.empty();
  }

  public OptionalDouble high() {
    return interval.isPresent() ? interval.get().high() : OptionalDouble.empty();
  }

  private static OptionalDouble latest(Optional<TimeToTarget> time) {
    return time.isPresent() ? OptionalDouble.of(time.get().to()) : OptionalDouble.empty();
  }

  /** The highest cost at which more than half are known to have been on their way still. */
  private static OptionalDouble moreThan(List<TimeToTarget> times) {
    double cost = sorted(times, TimeToTarget::from).get((times.size() - 1) / 2);
    return Double.isFinite(cost) ? OptionalDouble.of(cost) : OptionalDouble.empty();
  }

  private static List<Double> sorted(List<TimeToTarget> times, ToDoubleFunction<TimeToTarget> end) {
    return times.stream().mapToDouble(end).boxed().sorted(Comparator.naturalOrder()).toList();
  }
}
