package optbench.stats;

import java.util.List;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.Trigamma;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.Variance;

/**
 * What all pairs of an experiment tell of how much the differences of one pair vary from seed to
 * seed. Three seeds tell little of that by themselves, but fifteen pairs of three seeds tell more.
 *
 * <p>Empirical Bayes: the true variances of the pairs are taken to be d0 · s0² / χ²(d0), with d0
 * and s0² such that mean and variance of the logarithms of the observed ones are met (Smyth,
 * "Linear Models and Empirical Bayes Methods", Statistical Applications in Genetics and Molecular
 * Biology 3, 2004; {@code fitFDist} of the R package limma). A pair's variance of its own, s² with
 * n - 1 degrees of freedom, is then moderated: (d0 · s0² + (n - 1) · s²) / (d0 + n - 1).
 *
 * <p>Optimizers vary unequally, and one among many that varies much more than the others would be
 * judged too surely. Three guards prevent it. A pair never counts as less variable than it was seen
 * to be. Of n seeds of m contenders it borrows at most min(n, (m - 2) / 3) · (n - 1) degrees of
 * freedom. And it borrows the fewer, the more its own variance exceeds the moderated one: they are
 * multiplied by the moderated / the larger of both. The guards were chosen by simulation: see
 * ErrorRatesTest and docs/statistics.md.
 *
 * @param freedom d0: how many degrees of freedom the other pairs are worth; 0 for nothing, infinite
 *     where the pairs' variances differ no more than chance explains
 * @param variance s0²; 0 where there is no prior
 * @param contenders m, in the pairs that were looked at
 */
public record VariancePrior(double freedom, double variance, int contenders) {
  /** Each pair by itself. */
  public static final VariancePrior NONE = new VariancePrior(0, 0, 0);

  /** Fewer variances tell nothing of how they vary. */
  private static final int FEWEST = 3;

  /** limma's floor under variances, as a share of their median. */
  private static final double FLOOR = 1e-5;

  /**
   * Of the differences of pairs, each over the seeds that both finished. Pairs that do not vary are
   * left out: equal results in every seed come from equal arithmetic, not from chance.
   *
   * @param contenders in these pairs
   * @return {@link #NONE} for fewer than three pairs
   */
  static VariancePrior of(int contenders, List<double[]> differences) {
    List<double[]> varying = differences.stream().filter(PairedComparison::varies).toList();
    if (varying.size() < FEWEST) {
      return NONE;
    }
    double[] variances = varying.stream().mapToDouble(d -> Variance.of(d).getAsDouble()).toArray();
    double floor = FLOOR * Median.withDefaults().withCopy(true).evaluate(variances);
    double[] logs = new double[variances.length];
    double chance = 0;
    for (int i = 0; i < logs.length; i++) {
      double half = (varying.get(i).length - 1) / 2.0;
      variances[i] = Math.max(variances[i], floor);
      logs[i] = Math.log(variances[i]) - Digamma.value(half) + Math.log(half);
      chance += Trigamma.value(half) / logs.length;
    }
    double unequal = Variance.of(logs).getAsDouble() - chance;
    if (unequal <= 0) {
      return new VariancePrior(
          Double.POSITIVE_INFINITY, Mean.of(variances).getAsDouble(), contenders);
    }
    double half = inverseTrigamma(unequal);
    return new VariancePrior(
        2 * half,
        Math.exp(Mean.of(logs).getAsDouble() + Digamma.value(half) - Math.log(half)),
        contenders);
  }

  /** What a test of these differences reckons with. */
  Deviation deviation(double... differences) {
    Deviation own = Deviation.own(differences);
    if (freedom == 0) {
      return own;
    }
    double observed = own.sd() * own.sd();
    double moderated = moderated(own);
    double larger = Math.max(moderated, observed);
    return new Deviation(
        Math.sqrt(larger), own.freedom() + borrowed(differences.length) * moderated / larger);
  }

  /** The variance of these differences, drawn towards that of all pairs, without any guard. */
  double moderated(double... differences) {
    return moderated(Deviation.own(differences));
  }

  private double moderated(Deviation own) {
    if (Double.isInfinite(freedom)) {
      return variance;
    }
    double observed = own.sd() * own.sd();
    return (freedom * variance + own.freedom() * observed) / (freedom + own.freedom());
  }

  /** Degrees of freedom that a pair would have with so many seeds, all else as it was observed. */
  double freedom(int seeds, PairedComparison observed) {
    double own = observed.pairs() - 1.0;
    if (freedom == 0) {
      return (seeds - 1) * observed.deviation().orElseThrow().freedom() / own;
    }
    double extra = observed.deviation().orElseThrow().freedom() - own;
    return seeds - 1 + (extra == 0 ? 0 : extra / borrowed(observed.pairs()) * borrowed(seeds));
  }

  /** Degrees of freedom that so many seeds have beyond their own where all vary alike. */
  private double borrowed(int seeds) {
    return Math.min(freedom, Math.min(seeds, (contenders - 2) / 3.0) * (seeds - 1));
  }

  /** Where trigamma, which falls from infinity to 0, has this value. */
  private static double inverseTrigamma(double value) {
    // Trigamma of x lies between 1/x and 1/x + 1/x².
    double low = 1 / value;
    double high = (1 + Math.sqrt(1 + 4 * value)) / (2 * value);
    // Until neighbouring doubles: some fifty halvings.
    for (double mid = (low + high) / 2; mid > low && mid < high; mid = (low + high) / 2) {
      if (Trigamma.value(mid) > value) {
        low = mid;
      } else {
        high = mid;
      }
    }
    return high;
  }
}
