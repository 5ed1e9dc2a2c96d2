package optbench.stats;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.descriptive.Variance;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Scores of two contenders whose seeds have nothing in common: Welch's t-test (Biometrika 34,
 * 1947), t = difference of means / √(s₁² / n₁ + s₂² / n₂), with Satterthwaite's degrees of freedom
 * (Biometrics Bulletin 2, 1946), (v₁ + v₂)² / (v₁² / (n₁ - 1) + v₂² / (n₂ - 1)) where v = s² / n.
 *
 * <p>Where neither side varies, t would be infinite on the strength of no variation at all. There
 * the exact permutation test stands in: of all ways to part the scores in two, only one puts all
 * the greater ones on one side, 1 / C(n₁ + n₂, n₁).
 */
final class TwoSamples implements MeanDifference {
  private static final double TAIL = 0.025;

  private final double[] first;
  private final double[] second;

  /**
   * @param first scores, all finite; like the second, not changed afterwards
   */
  TwoSamples(double[] first, double[] second) {
    this.first = first;
    this.second = second;
  }

  static TwoSamples of(Contender first, Contender second) {
    return new TwoSamples(scores(first), scores(second));
  }

  private static double[] scores(Contender contender) {
    return contender.scores().values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public int seeds() {
    return Math.min(first.length, second.length);
  }

  @Override
  public OptionalDouble mean() {
    return seeds() == 0 ? OptionalDouble.empty() : OptionalDouble.of(difference());
  }

  @Override
  public OptionalDouble sd() {
    if (seeds() < 2) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(varies() ? Math.sqrt(variance(first) + variance(second)) : 0);
  }

  /** What a t-test over so many pairs would reckon with, to come to the same. */
  Deviation deviation() {
    return new Deviation(error() * Math.sqrt(seeds()), freedom());
  }

  @Override
  public Optional<Interval> ci95() {
    if (seeds() < 2) {
      return Optional.empty();
    }
    double half = varies() ? TDistribution.of(freedom()).inverseSurvivalProbability(TAIL) : 0;
    double mean = difference();
    return Optional.of(new Interval(mean - half * error(), mean + half * error()));
  }

  @Override
  public boolean testable() {
    return seeds() > 1 && (varies() || Math.abs(difference()) >= PairedComparison.ROUNDING);
  }

  /** Whether the scores of either side vary by more than rounding. */
  boolean varies() {
    return PairedComparison.varies(first) || PairedComparison.varies(second);
  }

  @Override
  public double p(double offset, int sign) {
    double above = offset + sign * difference();
    if (!varies()) {
      return above > 0 ? 1 / waysToPart() : 1;
    }
    return TDistribution.of(freedom()).survivalProbability(above / error());
  }

  /** The statistic of the test; the scores must vary. */
  double statistic() {
    return difference() / error();
  }

  /** Twice the smaller tail. */
  double pTwoSided() {
    return Math.min(1, 2 * Math.min(p(0, 1), p(0, -1)));
  }

  /** The larger of the p-values of two one-sided tests. */
  double pEquivalent(double margin) {
    return Math.max(p(margin, 1), p(margin, -1));
  }

  /** Share of all pairs of a score of each in which the first is ahead, ties counting half. */
  double probabilityOfSuperiority() {
    return Arrays.stream(first)
        .flatMap(x -> Arrays.stream(second).map(y -> 0.5 + 0.5 * Math.signum(x - y)))
        .average()
        .orElseThrow();
  }

  private double difference() {
    return SampleSummary.of(first).mean() - SampleSummary.of(second).mean();
  }

  private double error() {
    return Math.sqrt(ofMean(first) + ofMean(second));
  }

  private double freedom() {
    double a = ofMean(first);
    double b = ofMean(second);
    return (a + b) * (a + b) / (a * a / (first.length - 1) + b * b / (second.length - 1));
  }

  private static double ofMean(double... scores) {
    return variance(scores) / scores.length;
  }

  private static double variance(double... scores) {
    return Variance.of(scores).getAsDouble();
  }

  private double waysToPart() {
    double ways = 1;
    for (int i = 1; i <= first.length; i++) {
      ways *= (double) (second.length + i) / i;
    }
    return ways;
  }
}
