package optbench.stats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Which optimizer gets to a target first, for every target: a single target can be chosen to make
 * almost any optimizer the winner.
 *
 * <p>Targets are looked at in steps of a resolution, from guessing ({@link LearningCurve#CHANCE})
 * to 1; the winner has the smallest Kaplan-Meier median. Between 10 000 test samples there is no
 * accuracy between multiples of 0.0001, so that a finer look would see no more runs arrive.
 *
 * @param cost that is compared
 * @param ranges neighbours in rising order; from the first to the last they hold every target
 */
public record TargetWinners(Cost cost, List<Range> ranges) {
  /** One hundredth of a point: one sample of 10 000. */
  public static final double RESOLUTION = 0.0001;

  /** Medians that differ by less than this share of them are equal but for rounding. */
  private static final double ROUNDING = 1e-12;

  public TargetWinners {
    ranges = List.copyOf(ranges);
  }

  /**
   * Targets that have the same winner.
   *
   * @param from the lowest
   * @param to the highest, at least {@code from}
   * @param winners one; or several if their medians are equal; or none, if no optimizer gets there
   *     in half of its runs; in the order of the run
   */
  public record Range(double from, double to, List<String> winners) {
    public Range {
      winners = List.copyOf(winners);
    }

    /** Such as {@code 95.01 to 97.40 %: adam}. */
    public String text() {
      String who =
          switch (winners.size()) {
            case 0 -> "none in half of its runs";
            case 1 -> winners.get(0);
            default -> String.join(", ", winners) + " (equal)";
          };
      String targets = from == to ? Percent.of(from) : Percent.of(from) + " to " + Percent.of(to);
      return targets + " %: " + who;
    }
  }

  /** With a resolution of {@link #RESOLUTION}. */
  public static TargetWinners of(List<LearningCurve> curves, Cost cost) {
    return of(curves, cost, RESOLUTION);
  }

  /**
   * Compares the curves of all optimizers.
   *
   * @param curves of all seeds of all optimizers, told apart by label
   * @param resolution from target to target; 1 / resolution is taken as a whole number
   * @throws IllegalArgumentException if a curve does not measure the cost
   */
  public static TargetWinners of(List<LearningCurve> curves, Cost cost, double resolution) {
    Numbers.proportion("the resolution", resolution);
    Map<String, List<LearningCurve>> byLabel =
        curves.stream()
            .collect(
                Collectors.groupingBy(
                    LearningCurve::label, LinkedHashMap::new, Collectors.toList()));
    long targets = Math.round(1 / resolution);
    List<Range> ranges = new ArrayList<>();
    for (long i = Math.round(LearningCurve.CHANCE * targets); i <= targets; i++) {
      double target = (double) i / targets;
      extend(ranges, target, winners(byLabel, target, cost));
    }
    return new TargetWinners(cost, ranges);
  }

  private static void extend(List<Range> ranges, double target, List<String> winners) {
    int last = ranges.size() - 1;
    if (last >= 0 && ranges.get(last).winners().equals(winners)) {
      ranges.set(last, new Range(ranges.get(last).from(), target, winners));
    } else {
      ranges.add(new Range(target, target, winners));
    }
  }

  private static List<String> winners(
      Map<String, List<LearningCurve>> byLabel, double target, Cost cost) {
    Map<String, Double> medians = new LinkedHashMap<>();
    byLabel.forEach(
        (label, curves) ->
            median(curves, target, cost).ifPresent(median -> medians.put(label, median)));
    double least = medians.values().stream().mapToDouble(m -> m).min().orElse(0);
    return medians.entrySet().stream()
        .filter(m -> m.getValue() <= least * (1 + ROUNDING))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static OptionalDouble median(List<LearningCurve> curves, double target, Cost cost) {
    return KaplanMeier.of(curves.stream().map(c -> c.timeTo(target, cost)).toList()).median();
  }
}
