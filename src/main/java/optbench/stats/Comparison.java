package optbench.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.apache.commons.statistics.inference.TTest;

/**
 * The best optimizer against each other one, paired by seed: all start from the same weights and
 * see the same batches, so that a lucky seed helps both sides and cancels.
 *
 * <p>p-values are two-sided, of the paired t-test, corrected after Holm (Scandinavian Journal of
 * Statistics 6, 1979) over the tests made. The best is chosen by the same data that the tests use,
 * which makes small differences look somewhat larger than they are.
 *
 * @param best label of the highest mean test accuracy, the first of equals; empty if no optimizer
 *     finished without a diverged seed
 * @param level of the corrected p-value below which a difference counts as distinguishable
 * @param differences one for each other optimizer, in the order of the run
 */
public record Comparison(Optional<String> best, double level, List<Difference> differences) {
  private static final double LEVEL = 0.05;

  /** Differences that vary less than this, by rounding, do not vary. */
  private static final double ROUNDING = 1e-9;

  public Comparison {
    differences = List.copyOf(differences);
  }

  static Comparison of(List<OptimizerSummary> optimizers) {
    Optional<OptimizerSummary> best =
        optimizers.stream()
            .filter(OptimizerSummary::rankable)
            .reduce((a, b) -> accuracy(b) > accuracy(a) ? b : a);
    if (best.isEmpty()) {
      return new Comparison(Optional.empty(), LEVEL, List.of());
    }
    List<Difference> uncorrected =
        optimizers.stream()
            .filter(o -> !o.label().equals(best.get().label()))
            .map(o -> difference(o, best.get()))
            .toList();
    return new Comparison(best.map(OptimizerSummary::label), LEVEL, corrected(uncorrected));
  }

  /** How the optimizer does against the best; empty for the best itself. */
  public Optional<Difference> of(String label) {
    return differences.stream().filter(d -> d.label().equals(label)).findFirst();
  }

  private static double accuracy(OptimizerSummary optimizer) {
    return optimizer.testAccuracyMean().orElseThrow();
  }

  private static Difference difference(OptimizerSummary other, OptimizerSummary best) {
    Map<Long, SeedResult> bySeed =
        best.results().stream().collect(Collectors.toMap(SeedResult::seed, Function.identity()));
    List<SeedResult> paired =
        other.results().stream().filter(r -> bySeed.containsKey(r.seed())).toList();
    double[] differences =
        paired.stream()
            .mapToDouble(r -> r.testAccuracy() - bySeed.get(r.seed()).testAccuracy())
            .toArray();
    OptionalDouble mean =
        differences.length == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of(Mean.of(differences).getAsDouble());
    OptionalDouble p = other.diverged() > 0 ? OptionalDouble.empty() : pValue(differences);
    return new Difference(
        other.label(),
        differences.length,
        mean,
        Interval.ofMean(differences),
        p,
        OptionalDouble.empty(),
        p.isPresent() ? Judgement.NOT_DISTINGUISHABLE : whyUntested(other, differences.length));
  }

  private static Judgement whyUntested(OptimizerSummary other, int pairs) {
    if (other.diverged() > 0) {
      return Judgement.DIVERGED;
    }
    if (other.finished() == 0) {
      return Judgement.NO_RESULT;
    }
    return pairs < 2 ? Judgement.TOO_FEW_SEEDS : Judgement.NO_VARIATION;
  }

  private static OptionalDouble pValue(double... differences) {
    if (differences.length < 2) {
      return OptionalDouble.empty();
    }
    if (StandardDeviation.of(differences).getAsDouble() < ROUNDING) {
      boolean same = Math.abs(Mean.of(differences).getAsDouble()) < ROUNDING;
      return same ? OptionalDouble.of(1) : OptionalDouble.empty();
    }
    return OptionalDouble.of(TTest.withDefaults().test(differences).getPValue());
  }

  private static List<Difference> corrected(List<Difference> differences) {
    List<Integer> tested =
        IntStream.range(0, differences.size())
            .filter(i -> differences.get(i).pValue().isPresent())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> differences.get(i).pValue().orElseThrow()))
            .toList();
    List<Difference> corrected = new ArrayList<>(differences);
    double floor = 0;
    for (int rank = 0; rank < tested.size(); rank++) {
      Difference d = differences.get(tested.get(rank));
      double p = Math.min(1, (tested.size() - rank) * d.pValue().orElseThrow());
      // A larger p-value may not become the smaller one by its smaller factor.
      floor = Math.max(floor, p);
      corrected.set(tested.get(rank), judged(d, floor));
    }
    return corrected;
  }

  private static Difference judged(Difference d, double pHolm) {
    return new Difference(
        d.label(),
        d.pairs(),
        d.mean(),
        d.ci95(),
        d.pValue(),
        OptionalDouble.of(pHolm),
        pHolm < LEVEL ? Judgement.DISTINGUISHABLE : Judgement.NOT_DISTINGUISHABLE);
  }
}
