package optbench.stats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import optbench.result.EpochMetrics;
import optbench.result.Outcome;
import optbench.result.TrialResult;

/**
 * The smallest difference between two optimizers that an experiment is likely to show: with a power
 * of 80 %, at the level of the smallest p-value under Holm's correction over all pairs.
 *
 * @param seeds that each optimizer is trained with
 * @param pairs of optimizers
 * @param deviations the difference, in standard deviations of paired differences; empty for fewer
 *     than two seeds
 */
public record DetectableDifference(int seeds, int pairs, OptionalDouble deviations) {
  /**
   * For an experiment.
   *
   * @param contenders at least 2
   */
  public static DetectableDifference of(int contenders, int seeds) {
    int pairs = contenders * (contenders - 1) / 2;
    return new DetectableDifference(
        seeds, pairs, PowerPlan.of(Protocol.DEFAULT.level(), pairs).smallestDifference(seeds, 1));
  }

  /**
   * How much paired differences of test accuracy vary from seed to seed: the median over all pairs
   * of labels with at least two finished seeds in common.
   */
  public static OptionalDouble typicalDeviation(List<TrialResult> results) {
    Map<String, NavigableMap<Long, Double>> scores = new LinkedHashMap<>();
    for (TrialResult result : results) {
      if (result.outcome() == Outcome.FINISHED) {
        EpochMetrics last = result.epochs().get(result.epochs().size() - 1);
        scores
            .computeIfAbsent(result.label(), label -> new TreeMap<>())
            .put(result.settings().seed(), last.testAccuracy());
      }
    }
    List<Contender> contenders =
        scores.entrySet().stream()
            .map(e -> new Contender(e.getKey(), e.getValue(), new TreeSet<>()))
            .toList();
    List<Double> deviations = new ArrayList<>();
    for (PairedComparison pair : PairwiseComparisons.of(contenders, Protocol.DEFAULT).pairs()) {
      pair.sd().ifPresent(deviations::add);
    }
    return deviations.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            SampleSummary.of(deviations.stream().mapToDouble(Double::doubleValue).toArray())
                .median());
  }

  /**
   * In words.
   *
   * @param spread the standard deviation of paired differences, as a fraction of 1, if known
   */
  public String sentence(OptionalDouble spread) {
    double multiple = deviations.orElseThrow();
    String what =
        String.format(
            Locale.ROOT,
            "%d seeds and %d %s of optimizers show differences of %.1f standard deviations or more in 4 of 5 cases",
            seeds,
            pairs,
            pairs == 1 ? "pair" : "pairs",
            multiple);
    if (spread.isEmpty()) {
      return what;
    }
    return what
        + String.format(
            Locale.ROOT,
            ": %.2f points, if differences vary by %.2f points as in the trials that are there",
            100 * multiple * spread.getAsDouble(),
            100 * spread.getAsDouble());
  }
}
