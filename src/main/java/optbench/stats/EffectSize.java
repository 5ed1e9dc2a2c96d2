package optbench.stats;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;

/**
 * How large paired differences are beside how much they vary from seed to seed.
 *
 * @param cohensD the paired kind, d_z: mean of the differences / their standard deviation; empty
 *     for fewer than two, or where they do not vary
 * @param hedgesG the same times J(n - 1), which takes out the bias of few seeds: J(m) = Γ(m/2) /
 *     (√(m/2) Γ((m-1)/2)), exactly (Hedges, Journal of Educational Statistics 6, 1981); empty for
 *     fewer than three, since d of two has no mean to correct
 * @param probabilityOfSuperiority share of seeds in which the first is ahead, ties counting half
 *     (Grissom and Kim, "Effect Sizes for Research", 2005): 0.5 where neither tends to be
 */
public record EffectSize(
    OptionalDouble cohensD, OptionalDouble hedgesG, double probabilityOfSuperiority) {

  /**
   * @param differences first less second, one for each seed; at least one
   */
  static EffectSize of(double... differences) {
    int n = differences.length;
    double ahead =
        Arrays.stream(differences).map(d -> 0.5 + 0.5 * Math.signum(d)).average().orElseThrow();
    if (!PairedComparison.varies(differences)) {
      return new EffectSize(OptionalDouble.empty(), OptionalDouble.empty(), ahead);
    }
    double d = Mean.of(differences).getAsDouble() / StandardDeviation.of(differences).getAsDouble();
    return new EffectSize(
        OptionalDouble.of(d),
        n < 3 ? OptionalDouble.empty() : OptionalDouble.of(d * correction(n - 1)),
        ahead);
  }

  /** Of two samples: the deviation is that of the difference between one seed of each. */
  static EffectSize of(TwoSamples samples) {
    return new EffectSize(
        samples.varies() && samples.seeds() > 1
            ? OptionalDouble.of(samples.mean().orElseThrow() / samples.sd().orElseThrow())
            : OptionalDouble.empty(),
        OptionalDouble.empty(),
        samples.probabilityOfSuperiority());
  }

  EffectSize negated() {
    return new EffectSize(negated(cohensD), negated(hedgesG), 1 - probabilityOfSuperiority);
  }

  private static OptionalDouble negated(OptionalDouble value) {
    return value.isPresent() ? OptionalDouble.of(-value.getAsDouble()) : value;
  }

  /**
   * J(m) for m of at least 2, from J(2) = 1 / √π and J(3) = √(π / 6) by the recurrence of the gamma
   * function: J(m + 2) / J(m) = m / (m - 1) · √(m / (m + 2)).
   */
  static double correction(int freedom) {
    boolean even = freedom % 2 == 0;
    int m = even ? 2 : 3;
    double j = even ? 1 / Math.sqrt(Math.PI) : Math.sqrt(Math.PI / 6);
    for (; m < freedom; m += 2) {
      j *= m / (m - 1.0) * Math.sqrt(m / (m + 2.0));
    }
    return j;
  }
}
