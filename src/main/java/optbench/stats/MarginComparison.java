package optbench.stats;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A contender against its own earlier self, paired by seed unless the protocol says otherwise: has
 * it lost more than a margin?
 *
 * <p>Four one-sided questions are asked of each, and every question is a family of its own over all
 * contenders that are tested, corrected after Holm. "Not worse" is non-inferiority: the difference
 * lies above -margin. "Worse" is a difference below 0, at half the level, as a two-sided test would
 * judge it. The margin stands between the two: a loss that is real and shown to be smaller than the
 * margin is put up with.
 *
 * <p>Where the differences do not vary and are not 0, a t-test would be infinitely sure. There the
 * signs alone are counted: n seeds that all say the same have a p-value of 1 / 2ⁿ. It holds for any
 * distribution, so that falling back on it makes no claim easier than it should be.
 *
 * @param pairs number of seeds that both finished; unpaired, of the side that has fewer
 * @param mean of later less earlier; empty without a pair
 * @param sd of the differences; empty for fewer than two
 * @param ci95 of the mean difference, not corrected; empty for fewer than two
 * @param pNotWorse corrected, one-sided, like the others: of a difference above -margin; empty if
 *     not tested
 * @param pNotBetter of a difference below the margin
 * @param pBetter of a difference above the margin
 * @param pWorse of a difference below 0, doubled
 * @param tested how many contenders the corrections are over
 */
public record MarginComparison(
    String label,
    double margin,
    int pairs,
    OptionalDouble mean,
    OptionalDouble sd,
    Optional<Interval> ci95,
    OptionalDouble pNotWorse,
    OptionalDouble pNotBetter,
    OptionalDouble pBetter,
    OptionalDouble pWorse,
    int tested,
    MarginVerdict verdict) {
  /**
   * Compares the first of each pair, the later, with the second.
   *
   * @param protocol whose margin must be stated
   */
  public static List<MarginComparison> of(List<ContenderPair> pairs, Protocol protocol) {
    double margin = protocol.margin().orElseThrow();
    List<MeanDifference> differences =
        pairs.stream().map(pair -> pair.difference(protocol.test())).toList();
    double[] notWorse = corrected(differences, d -> d.p(margin, 1));
    double[] notBetter = corrected(differences, d -> d.p(margin, -1));
    double[] better = corrected(differences, d -> d.p(-margin, 1));
    double[] worse = corrected(differences, d -> Math.min(1, 2 * d.p(0, -1)));
    int tested = (int) differences.stream().filter(MeanDifference::testable).count();
    return IntStream.range(0, pairs.size())
        .mapToObj(
            i ->
                of(
                    pairs.get(i).first().label(),
                    protocol,
                    tested,
                    new double[] {notWorse[i], notBetter[i], better[i], worse[i]},
                    differences.get(i)))
        .toList();
  }

  private static MarginComparison of(
      String label, Protocol protocol, int tested, double[] p, MeanDifference d) {
    boolean testable = d.testable();
    return new MarginComparison(
        label,
        protocol.margin().orElseThrow(),
        d.seeds(),
        d.mean(),
        d.sd(),
        d.ci95(),
        when(testable, p[0]),
        when(testable, p[1]),
        when(testable, p[2]),
        when(testable, p[3]),
        tested,
        testable ? verdict(protocol.level(), p) : untested(d));
  }

  private static MarginVerdict verdict(double level, double... p) {
    if (p[0] >= level) {
      return p[3] < level ? MarginVerdict.WORSE : MarginVerdict.INCONCLUSIVE;
    }
    if (p[2] < level) {
      return MarginVerdict.BETTER;
    }
    return p[1] < level ? MarginVerdict.WITHIN : MarginVerdict.NOT_WORSE;
  }

  private static MarginVerdict untested(MeanDifference d) {
    return d.seeds() < 2 ? MarginVerdict.INCONCLUSIVE : MarginVerdict.SAME;
  }

  /**
   * How many seeds, in all, would show what the observed difference suggests, whichever is sooner:
   * that it lies above -margin, or that it is a loss. Each is planned as it is tested.
   */
  public SeedsNeeded seedsNeeded(Protocol protocol) {
    if (sd.isEmpty()) {
      return new SeedsNeeded.Unknown("one seed tells nothing of how much seeds vary");
    }
    PowerPlan plan = PowerPlan.of(protocol.level(), Math.max(1, tested));
    double difference = mean.orElseThrow();
    double deviation = sd.getAsDouble();
    boolean varies = deviation >= PairedComparison.ROUNDING;
    SeedsNeeded notWorse =
        varies || difference + margin <= 0
            ? plan.toShowGain(difference + margin, deviation)
            : plan.toShowSameSign(1);
    if (difference >= 0) {
      return notWorse;
    }
    SeedsNeeded worse =
        varies ? plan.toShowDifference(difference, deviation) : plan.toShowSameSign(2);
    return notWorse.orSooner(worse);
  }

  private static double[] corrected(
      List<MeanDifference> differences, ToDoubleFunction<MeanDifference> pValue) {
    int[] members =
        IntStream.range(0, differences.size()).filter(i -> differences.get(i).testable()).toArray();
    double[] p =
        Holm.adjusted(
            IntStream.of(members)
                .mapToDouble(i -> pValue.applyAsDouble(differences.get(i)))
                .toArray());
    double[] all = new double[differences.size()];
    Arrays.fill(all, 1);
    for (int i = 0; i < members.length; i++) {
      all[members[i]] = p[i];
    }
    return all;
  }

  private static OptionalDouble when(boolean tested, double value) {
    return tested ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
