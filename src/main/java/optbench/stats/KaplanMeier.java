package optbench.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The share of runs that have not reached a target yet, by cost, with censored runs kept as
 * censored: the product-limit estimate of Kaplan and Meier (JASA 53, 1958). A run censored at the
 * cost at which another one arrives counts as still running there.
 *
 * <p>The median is the smallest cost at which half of the runs or more have arrived: S ≤ 1/2. (R's
 * survfit takes the middle of the flat stretch where S is exactly 1/2.) Its interval is that of
 * Brookmeyer and Crowley (Biometrics 38, 1982): the costs at which the pointwise 95 % band of S,
 * Greenwood's on the scale of log(-log S), holds 1/2. With few runs its upper end is often open.
 *
 * @param runs watched
 * @param reached how many of them reached the target
 * @param steps where S falls, by rising cost
 */
public record KaplanMeier(int runs, int reached, List<Step> steps) {
  private static final double HALF = 0.5;
  private static final double Z = NormalDistribution.of(0, 1).inverseCumulativeProbability(0.975);

  /** Sums of products such as 4/5 · 3/4 · 2/3 may miss what they stand for by this. */
  private static final double ROUNDING = 1e-12;

  public KaplanMeier {
    steps = List.copyOf(steps);
  }

  /**
   * A fall of S.
   *
   * @param atRisk runs that had neither arrived nor been censored before
   * @param arrived of them, here
   * @param survival S from here on
   * @param band of S, pointwise, 95 %; empty where S is 0, for there its variance is not defined
   */
  public record Step(
      double cost, int atRisk, int arrived, double survival, Optional<Interval> band) {}

  /**
   * Estimates from all runs of a contender.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static KaplanMeier of(List<TimeToTarget> times) {
    if (times.isEmpty()) {
      throw new IllegalArgumentException("must have at least one run but had none");
    }
    TreeMap<Double, Long> arrivals =
        times.stream()
            .filter(TimeToTarget::reached)
            .collect(
                Collectors.groupingBy(TimeToTarget::cost, TreeMap::new, Collectors.counting()));
    double[] ends = times.stream().mapToDouble(TimeToTarget::cost).toArray();
    List<Step> steps = new ArrayList<>();
    double survival = 1;
    double greenwood = 0;
    for (var arrival : arrivals.entrySet()) {
      double cost = arrival.getKey();
      int arrived = Math.toIntExact(arrival.getValue());
      int atRisk = Math.toIntExact(Arrays.stream(ends).filter(e -> e >= cost).count());
      survival *= (double) (atRisk - arrived) / atRisk;
      greenwood += (double) arrived / ((double) atRisk * (atRisk - arrived));
      steps.add(step(cost, atRisk, arrived, survival, greenwood));
    }
    return new KaplanMeier(
        times.size(), Math.toIntExact(times.stream().filter(TimeToTarget::reached).count()), steps);
  }

  /** The median alone, for callers that need thousands: what {@code of(times).median()} gives. */
  static OptionalDouble medianOf(List<TimeToTarget> times) {
    TimeToTarget[] sorted = times.toArray(TimeToTarget[]::new);
    Arrays.sort(
        sorted,
        (a, b) ->
            a.cost() == b.cost()
                ? Boolean.compare(b.reached(), a.reached())
                : Double.compare(a.cost(), b.cost()));
    double survival = 1;
    for (int i = 0; i < sorted.length; i++) {
      if (sorted[i].reached()) {
        int atRisk = sorted.length - i;
        survival *= (atRisk - 1.0) / atRisk;
        if (survival <= HALF + ROUNDING) {
          return OptionalDouble.of(sorted[i].cost());
        }
      }
    }
    return OptionalDouble.empty();
  }

  /** Empty if fewer than half of the runs are estimated to ever arrive. */
  public OptionalDouble median() {
    return firstAtMostHalf(s -> true, Step::survival);
  }

  /** Lower end of the median's 95 % interval; empty if not even that is known. */
  public OptionalDouble medianLow() {
    return firstAtMostHalf(KaplanMeier::hasBand, s -> s.band().orElseThrow().low());
  }

  /** Upper end of the median's 95 % interval; empty if the interval is open above. */
  public OptionalDouble medianHigh() {
    return firstAtMostHalf(KaplanMeier::hasBand, s -> s.band().orElseThrow().high());
  }

  private static boolean hasBand(Step step) {
    return step.band().isPresent();
  }

  private OptionalDouble firstAtMostHalf(Predicate<Step> which, ToDoubleFunction<Step> height) {
    return steps.stream()
        .filter(which)
        .filter(s -> height.applyAsDouble(s) <= HALF + ROUNDING)
        .mapToDouble(Step::cost)
        .findFirst();
  }

  private static Step step(
      double cost, int atRisk, int arrived, double survival, double greenwood) {
    if (survival == 0) {
      return new Step(cost, atRisk, arrived, 0, Optional.empty());
    }
    double error = Math.sqrt(greenwood) / Math.abs(Math.log(survival));
    return new Step(
        cost,
        atRisk,
        arrived,
        survival,
        Optional.of(
            new Interval(
                Math.pow(survival, Math.exp(Z * error)),
                Math.pow(survival, Math.exp(-Z * error)))));
  }
}
