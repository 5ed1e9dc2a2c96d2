package optbench.stats;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;

/**
 * One contender against another, paired by seed: both start from the same weights and see the same
 * batches, so that a lucky seed helps both and cancels. Where seeds share nothing, as the protocol
 * says, all scores of the one against all of the other: see {@link TwoSamples}.
 *
 * <p>The verdict follows from corrected p-values alone, in this order: not tested, {@link
 * PairVerdict#INCONCLUSIVE} with an {@link Obstacle}; all differences exactly 0, {@code IDENTICAL};
 * shown to be within the margin, {@code EQUIVALENT}; shown not to be 0, {@code BETTER} or {@code
 * WORSE} after the sign of the test's statistic; else {@code INCONCLUSIVE}.
 *
 * @param pairs number of seeds that both finished; where the test is not of pairs, the number of
 *     seeds of the side that has fewer
 * @param mean of first less second; empty without a pair
 * @param sd of the differences; empty for fewer than two
 * @param deviation that test and interval reckon with; empty for fewer than two
 * @param ci95 Student's t-interval of the mean difference, for this pair alone: not corrected for
 *     the number of comparisons, so that it may leave out 0 where the verdict is inconclusive
 * @param statistic of the test, in standard errors; like p-values empty if not tested
 * @param pValue two-sided
 * @param pHolm the same after Holm's correction over the family
 * @param effect empty without a pair
 * @param equivalence empty if no margin was stated, or if not tested
 * @param obstacle why the pair was not tested, if it was not
 */
public record PairedComparison(
    String first,
    String second,
    PairedTest test,
    int pairs,
    OptionalDouble mean,
    OptionalDouble sd,
    Optional<Deviation> deviation,
    Optional<Interval> ci95,
    OptionalDouble statistic,
    OptionalDouble pValue,
    OptionalDouble pHolm,
    Optional<EffectSize> effect,
    Optional<Equivalence> equivalence,
    Optional<Obstacle> obstacle,
    PairVerdict verdict) {
  /** Differences that vary less than this, by rounding, do not vary. */
  static final double ROUNDING = 1e-9;

  /** Tested by itself, but neither corrected nor judged. */
  static PairedComparison draft(Contender first, Contender second, Protocol protocol) {
    return draft(first, second, protocol, VariancePrior.NONE);
  }

  /** Tested with what all pairs tell of how much differences vary. */
  static PairedComparison draft(
      Contender first, Contender second, Protocol protocol, VariancePrior prior) {
    if (!protocol.test().ofPairs()) {
      return unpaired(first, second, protocol);
    }
    double[] d = first.differences(second);
    PairedTest test = protocol.test();
    Optional<Obstacle> obstacle = obstacle(first, second, test, d);
    Optional<Deviation> deviation =
        d.length < 2 ? Optional.empty() : Optional.of(deviation(prior, d));
    boolean same = allZero(d);
    boolean tested = obstacle.isEmpty();
    return new PairedComparison(
        first.label(),
        second.label(),
        test,
        d.length,
        d.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Mean.of(d).getAsDouble()),
        d.length < 2
            ? OptionalDouble.empty()
            : OptionalDouble.of(varies(d) ? StandardDeviation.of(d).getAsDouble() : 0),
        deviation,
        deviation.map(s -> Interval.ofMean(s, d)),
        when(tested, () -> same ? 0 : test.statistic(deviation.orElseThrow(), d)),
        when(tested, () -> same ? 1 : test.pTwoSided(deviation.orElseThrow(), d)),
        OptionalDouble.empty(),
        d.length == 0 ? Optional.empty() : Optional.of(EffectSize.of(d)),
        tested && !same ? equivalence(protocol, deviation.orElseThrow(), d) : Optional.empty(),
        obstacle,
        tested && same ? PairVerdict.IDENTICAL : PairVerdict.INCONCLUSIVE);
  }

  /** Of contenders whose seeds share nothing. */
  private static PairedComparison unpaired(Contender first, Contender second, Protocol protocol) {
    TwoSamples samples = TwoSamples.of(first, second);
    Optional<Obstacle> obstacle = obstacle(first, second, samples);
    boolean tested = obstacle.isEmpty();
    boolean same = !samples.testable();
    return new PairedComparison(
        first.label(),
        second.label(),
        protocol.test(),
        samples.seeds(),
        samples.mean(),
        samples.sd(),
        samples.varies() && samples.seeds() > 1
            ? Optional.of(samples.deviation())
            : Optional.empty(),
        samples.ci95(),
        when(tested, () -> same ? 0 : samples.statistic()),
        when(tested, () -> same ? 1 : samples.pTwoSided()),
        OptionalDouble.empty(),
        samples.seeds() == 0 ? Optional.empty() : Optional.of(EffectSize.of(samples)),
        tested && !same && protocol.margin().isPresent()
            ? Optional.of(
                new Equivalence(
                    protocol.margin().getAsDouble(),
                    samples.pEquivalent(protocol.margin().getAsDouble()),
                    OptionalDouble.empty()))
            : Optional.empty(),
        obstacle,
        tested && same ? PairVerdict.IDENTICAL : PairVerdict.INCONCLUSIVE);
  }

  /** With its corrected p-values, and what follows from them. */
  PairedComparison judged(double correctedP, OptionalDouble correctedEquivalence, double level) {
    Optional<Equivalence> corrected =
        equivalence.map(e -> new Equivalence(e.margin(), e.pValue(), correctedEquivalence));
    return new PairedComparison(
        first,
        second,
        test,
        pairs,
        mean,
        sd,
        deviation,
        ci95,
        statistic,
        pValue,
        OptionalDouble.of(correctedP),
        effect,
        corrected,
        obstacle,
        verdict(correctedP, correctedEquivalence, level));
  }

  private PairVerdict verdict(
      double correctedP, OptionalDouble correctedEquivalence, double level) {
    if (verdict == PairVerdict.IDENTICAL) {
      return verdict;
    }
    if (correctedEquivalence.isPresent() && correctedEquivalence.getAsDouble() < level) {
      return PairVerdict.EQUIVALENT;
    }
    if (correctedP < level) {
      return statistic.orElseThrow() > 0 ? PairVerdict.BETTER : PairVerdict.WORSE;
    }
    return PairVerdict.INCONCLUSIVE;
  }

  /** Whether this one of the two was shown to be worse than the other. */
  boolean showsWorse(String label) {
    return (first.equals(label) && verdict == PairVerdict.WORSE)
        || (second.equals(label) && verdict == PairVerdict.BETTER);
  }

  /** The same pair, seen from the second. */
  public PairedComparison reversed() {
    return new PairedComparison(
        second,
        first,
        test,
        pairs,
        negated(mean),
        sd,
        deviation,
        ci95.map(Interval::negated),
        negated(statistic),
        pValue,
        pHolm,
        effect.map(EffectSize::negated),
        equivalence,
        obstacle,
        verdict.reversed());
  }

  static boolean varies(double... differences) {
    return differences.length > 1 && StandardDeviation.of(differences).getAsDouble() >= ROUNDING;
  }

  private static boolean allZero(double... differences) {
    return Arrays.stream(differences).allMatch(d -> d == 0);
  }

  private static Optional<Obstacle> obstacle(
      Contender first, Contender second, PairedTest test, double... d) {
    if (!first.diverged().isEmpty() || !second.diverged().isEmpty()) {
      return Optional.of(Obstacle.DIVERGED);
    }
    if (first.scores().isEmpty() || second.scores().isEmpty()) {
      return Optional.of(Obstacle.NO_RESULT);
    }
    if (d.length < 2) {
      return Optional.of(Obstacle.TOO_FEW_SEEDS);
    }
    return test.needsVariation() && !varies(d) && !allZero(d)
        ? Optional.of(Obstacle.NO_VARIATION)
        : Optional.empty();
  }

  private static Optional<Obstacle> obstacle(
      Contender first, Contender second, TwoSamples samples) {
    if (!first.diverged().isEmpty() || !second.diverged().isEmpty()) {
      return Optional.of(Obstacle.DIVERGED);
    }
    if (first.scores().isEmpty() || second.scores().isEmpty()) {
      return Optional.of(Obstacle.NO_RESULT);
    }
    if (samples.seeds() < 2) {
      return Optional.of(Obstacle.TOO_FEW_SEEDS);
    }
    return samples.testable() && !samples.varies()
        ? Optional.of(Obstacle.NO_VARIATION)
        : Optional.empty();
  }

  private static Deviation deviation(VariancePrior prior, double... d) {
    return varies(d) ? prior.deviation(d) : Deviation.own(d);
  }

  private static Optional<Equivalence> equivalence(
      Protocol protocol, Deviation deviation, double... d) {
    if (protocol.margin().isEmpty()) {
      return Optional.empty();
    }
    double margin = protocol.margin().getAsDouble();
    return Optional.of(
        new Equivalence(
            margin, protocol.test().pEquivalent(margin, deviation, d), OptionalDouble.empty()));
  }

  private static OptionalDouble when(boolean tested, DoubleSupplier value) {
    return tested ? OptionalDouble.of(value.getAsDouble()) : OptionalDouble.empty();
  }

  private static OptionalDouble negated(OptionalDouble value) {
    // 0 - x, for -x of 0 is written as -0.
    return value.isPresent() ? OptionalDouble.of(0 - value.getAsDouble()) : value;
  }
}
