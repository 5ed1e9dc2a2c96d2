package optbench.stats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import optbench.text.NumberText;

/**
 * Which optimizer gets to a target first, for every target: a single target can be chosen to make
 * almost any optimizer the winner.
 *
 * <p>Targets are looked at in steps of a resolution, from above guessing ({@link
 * LearningCurve#CHANCE}), where every run starts, to 1; the winner has the smallest median, as
 * {@link TargetCost} defines it. Of a median it is known between which two evaluations it lies.
 * Where these are the same as the winner's, or begin where the winner's end, the two are not told
 * apart: other seeds and other images would often change their places. Between 10 000 test samples
 * there is no accuracy between multiples of 0.0001, so that a finer look would see no more runs
 * arrive.
 *
 * @param cost that is compared
 * @param ranges neighbours in rising order; from the first to the last they hold every target
 */
public record TargetWinners(Cost cost, List<Range> ranges) {
  /** One hundredth of a point: one sample of 10 000. */
  public static final double RESOLUTION = 0.0001;

  /** Costs that differ by less than this share of them are equal but for rounding. */
  private static final double ROUNDING = 1e-12;

  /** More ranges than this nobody reads. */
  private static final int MOST_RANGES = 200;

  private static final long COARSE_TARGETS = 100;

  public TargetWinners {
    ranges = List.copyOf(ranges);
  }

  /**
   * Targets that have the same winner.
   *
   * @param from the lowest
   * @param to the highest, at least {@code from}
   * @param winners one; or several that were not told apart; or none, if no optimizer gets there in
   *     half of its runs; in the order of the run
   */
  public record Range(double from, double to, List<String> winners) {
    /** More names than this nobody reads. */
    private static final int NAMED = 12;

    public Range {
      winners = List.copyOf(winners);
    }

    /** Such as {@code 95.01 to 97.40}, in percent. */
    public String targets() {
      return from == to
          ? NumberText.percent(from)
          : NumberText.percent(from) + " to " + NumberText.percent(to);
    }

    /** Who is first, in words. */
    public String who() {
      return switch (winners.size()) {
        case 0 -> "none in half of its runs";
        case 1 -> winners.get(0);
        default ->
            String.join(", ", named())
                + (others() == 0 ? "" : " and " + others() + " others")
                + " (not told apart)";
      };
    }

    /** The winners that are named to people: all, or the first ones of many. */
    public List<String> named() {
      return winners.size() <= NAMED ? winners : winners.subList(0, NAMED - 1);
    }

    /** How many are not named. */
    public int others() {
      return winners.size() - named().size();
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
    List<Runs> runs =
        byLabel.entrySet().stream().map(e -> new Runs(e.getKey(), e.getValue(), cost)).toList();
    double[] accuracies = accuracies(curves);
    long targets = Math.round(1 / resolution);
    List<Range> ranges = new ArrayList<>();
    List<String> winners = List.of();
    int missed = -1;
    for (long i = first(targets); i <= targets; i++) {
      double target = (double) i / targets;
      int below = missed(accuracies, missed, target);
      if (below != missed) {
        winners = winners(runs, target);
        missed = below;
      }
      extend(ranges, target, winners);
    }
    return new TargetWinners(cost, ranges);
  }

  /**
   * As people are shown them: of many ranges those that hold whole hundredths, so that what lies in
   * between is passed over.
   */
  public TargetWinners forPeople() {
    if (ranges.size() <= MOST_RANGES) {
      return this;
    }
    List<Range> coarse = new ArrayList<>();
    int at = 0;
    for (long i = first(COARSE_TARGETS); i <= COARSE_TARGETS; i++) {
      double target = (double) i / COARSE_TARGETS;
      while (ranges.get(at).to() < target - ROUNDING) {
        at++;
      }
      extend(coarse, target, ranges.get(at).winners());
    }
    return new TargetWinners(cost, coarse);
  }

  /** The first one above guessing, of so many targets up to 1. */
  private static long first(long targets) {
    return Math.round(LearningCurve.CHANCE * targets) + 1;
  }

  /** The runs of an optimizer, asked for one target after another, from the lowest on. */
  private static final class Runs {
    private final String label;
    private final List<LearningCurve> curves;
    private final Cost cost;

    /** Of all its evaluations, rising. */
    private final double[] accuracies;

    /**
     * The highest accuracy that half of them reach: beyond it nothing need be computed, which is
     * most of the way for a poor optimizer.
     */
    private final double attainable;

    private int missed = -1;
    private TimeToTarget last = TimeToTarget.never();

    Runs(String label, List<LearningCurve> curves, Cost cost) {
      this.label = label;
      this.curves = curves;
      this.cost = cost;
      accuracies = accuracies(curves);
      double[] highest =
          curves.stream().mapToDouble(LearningCurve::highestAccuracy).sorted().toArray();
      attainable = highest[highest.length / 2];
    }

    TimeToTarget median(double target) {
      if (target > attainable + ROUNDING) {
        return TimeToTarget.never();
      }
      int below = missed(accuracies, missed, target);
      if (below != missed) {
        List<TimeToTarget> times = new ArrayList<>(curves.size());
        for (LearningCurve curve : curves) {
          times.add(curve.timeTo(target, cost));
        }
        last = TargetCost.median(times).orElse(TimeToTarget.never());
        missed = below;
      }
      return last;
    }
  }

  private static double[] accuracies(List<LearningCurve> curves) {
    return curves.stream()
        .flatMap(curve -> curve.checkpoints().stream())
        .mapToDouble(Checkpoint::testAccuracy)
        .sorted()
        .toArray();
  }

  /**
   * How many accuracies miss a target. Two targets with no evaluation between them are reached by
   * the same runs at the same costs.
   *
   * @param before how many miss a lower one
   */
  private static int missed(double[] accuracies, int before, double target) {
    int below = Math.max(before, 0);
    while (below < accuracies.length && !LearningCurve.reaches(accuracies[below], target)) {
      below++;
    }
    return below;
  }

  private static void extend(List<Range> ranges, double target, List<String> winners) {
    int last = ranges.size() - 1;
    if (last >= 0 && ranges.get(last).winners().equals(winners)) {
      ranges.set(last, new Range(ranges.get(last).from(), target, winners));
    } else {
      ranges.add(new Range(target, target, winners));
    }
  }

  private static List<String> winners(List<Runs> runs, double target) {
    TimeToTarget[] medians = new TimeToTarget[runs.size()];
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < medians.length; i++) {
      medians[i] = runs.get(i).median(target);
      least = Math.min(least, medians[i].to());
    }
    List<String> winners = new ArrayList<>();
    for (int i = 0; i < medians.length; i++) {
      if (medians[i].reached() && medians[i].from() <= least * (1 + ROUNDING)) {
        winners.add(runs.get(i).label);
      }
    }
    return winners;
  }
}
