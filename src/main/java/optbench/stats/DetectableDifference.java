package optbench.stats;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import optbench.result.EpochMetrics;
import optbench.result.Outcome;
import optbench.result.TrialResult;
import optbench.text.NumberText;

/**
 * The smallest difference between two optimizers that an experiment is likely to show: with a power
 * of 80 %, by the paired t-test of this pair alone, at the level of the smallest p-value under
 * Holm's correction over all pairs. That is on the safe side: what a verdict draws from the other
 * pairs, and the later steps of the correction, make it show somewhat smaller ones, too.
 *
 * @param seeds that each optimizer is trained with
 * @param pairs of optimizers
 * @param spreads how much paired differences of test accuracy vary from seed to seed, by pair:
 *     their standard deviations as fractions of 1, rising; empty if that is not known
 */
public record DetectableDifference(int seeds, int pairs, List<Double> spreads) {
  /** For whom nothing is known: of steady pairs, usual ones, and uneven ones. */
  private static final List<Double> STATED = List.of(0.001, 0.003, 0.01);

  /** Spreads that differ by less are one spread. */
  private static final double ALIKE = 1.5;

  private static final double POINTS = 100;

  public DetectableDifference {
    spreads = List.copyOf(spreads);
  }

  /**
   * For an experiment.
   *
   * @param trials of it that are there already
   */
  public static DetectableDifference planned(
      int optimizers, int seeds, Collection<TrialResult> trials) {
    return new DetectableDifference(
        seeds,
        optimizers * (optimizers - 1) / 2,
        spreads(differences(contenders(trials), Protocol.OF_A_RUN.test())));
  }

  /** For what has been trained. */
  public static DetectableDifference of(Summary summary) {
    List<Contender> contenders =
        summary.optimizers().stream().map(Contender::ofTestAccuracy).toList();
    PairedTest test = summary.comparison().pairwise().protocol().test();
    List<MeanDifference> differences = differences(contenders, test);
    return new DetectableDifference(
        differences.stream().mapToInt(MeanDifference::seeds).max().orElse(0),
        differences.size(),
        spreads(differences));
  }

  /** Whether there is any: without two optimizers, or two seeds, nothing can be shown. */
  public boolean exists() {
    return seeds > 1 && pairs > 0;
  }

  /** In words, and in points of accuracy. */
  public String sentence() {
    String what =
        seeds
            + " seeds and "
            + (pairs == 1 ? "1 pair" : pairs + " pairs")
            + " of optimizers show these differences in 4 of 5 cases: ";
    if (spreads.isEmpty()) {
      String first = from(STATED.get(0)) + " if they vary by " + tick(STATED.get(0));
      return what
          + first
          + " points from seed to seed; "
          + STATED.stream()
              .skip(1)
              .map(spread -> from(spread) + " if by " + tick(spread))
              .collect(Collectors.joining("; "));
    }
    // Quartiles: of many pairs with few seeds each, the extremes are what chance makes of them.
    int last = spreads.size() - 1;
    double least = spreads.get(last / 4);
    double middle = spreads.get((last + 1) / 2);
    double most = spreads.get(last - last / 4);
    return most < ALIKE * least
        ? what + from(middle) + ", as they vary by " + points(middle) + " from seed to seed"
        : what
            + from(least)
            + " in a steady pair, "
            + from(middle)
            + " in the middle one and "
            + from(most)
            + " in an uneven one, as they vary by "
            + NumberText.percent(least)
            + " to "
            + points(most)
            + " from seed to seed";
  }

  /** From which difference on; none where that would be more than all. */
  private String from(double spread) {
    double least =
        PowerPlan.of(Protocol.DEFAULT.level(), pairs)
            .smallestDifference(seeds, spread)
            .orElseThrow();
    return least < 1 ? "from " + points(least) + " on" : "none";
  }

  private static String points(double fraction) {
    return NumberText.percent(fraction) + " points";
  }

  private static String tick(double fraction) {
    return NumberText.tick(POINTS * fraction);
  }

  private static List<Contender> contenders(Collection<TrialResult> trials) {
    Map<String, NavigableMap<Long, Double>> scores = new LinkedHashMap<>();
    for (TrialResult trial : trials) {
      if (trial.outcome() == Outcome.FINISHED) {
        EpochMetrics last = trial.epochs().get(trial.epochs().size() - 1);
        scores
            .computeIfAbsent(trial.label(), label -> new TreeMap<>())
            .put(trial.settings().seed(), last.testAccuracy());
      }
    }
    return scores.entrySet().stream()
        .map(e -> new Contender(e.getKey(), e.getValue(), new TreeSet<>()))
        .toList();
  }

  private static List<Double> spreads(List<MeanDifference> differences) {
    return differences.stream()
        .map(difference -> difference.sd().orElseThrow())
        .filter(spread -> spread >= PairedComparison.ROUNDING)
        .sorted()
        .toList();
  }

  /** Of all pairs that have more than one seed. */
  private static List<MeanDifference> differences(List<Contender> contenders, PairedTest test) {
    List<MeanDifference> differences = new ArrayList<>();
    for (int i = 0; i < contenders.size(); i++) {
      for (int j = 0; j < i; j++) {
        MeanDifference difference = MeanDifference.of(contenders.get(j), contenders.get(i), test);
        if (difference.seeds() > 1) {
          differences.add(difference);
        }
      }
    }
    return differences;
  }
}
