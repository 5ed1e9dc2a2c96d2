package optbench.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What tuning is worth: the expected best validation score of k settings tried at random, for every
 * k up to the number that was tried.
 *
 * <p>With the n scores sorted, E[best of k] = Σ vᵢ ((i/n)ᵏ - ((i-1)/n)ᵏ), and the variance is the
 * same sum over vᵢ² less the square of the mean: the best of k draws, with replacement, from what
 * was observed (Dodge et al., "Show Your Work: Improved Reporting of Experimental Results", EMNLP
 * 2019). Nothing is resampled. Near k = n it falls short of the truth a little (Tang et al.,
 * "Showing Your Work Doesn't Always Work", ACL 2020), and the deviation says how much luck is in
 * one search, not how well the curve is known.
 *
 * @param points for k = 1, 2, ... n
 */
public record ExpectedBest(String label, List<Point> points) {
  public ExpectedBest {
    points = List.copyOf(points);
  }

  /**
   * A budget.
   *
   * @param trials k
   * @param mean expected best score of k
   * @param sd standard deviation of the best of k: its band is mean ± sd; 0 if all scores are the
   *     same
   */
  public record Point(int trials, double mean, double sd) {
    /**
     * The band, cut where no budget can do better or worse.
     *
     * @param best score that was seen
     */
    public Spread band(double best) {
      double low = Math.max(0, mean - sd);
      double high = Math.min(best, mean + sd);
      return new Spread(mean, low, high);
    }
  }

  /** From here to there, optimizers rank in this order. */
  public record BudgetRange(int fromTrials, int toTrials, List<String> ranking) {
    public BudgetRange {
      ranking = List.copyOf(ranking);
    }

    /** Such as {@code 1 to 4 trials: adam, sgd}. */
    public String text() {
      String budget =
          fromTrials == toTrials
              ? fromTrials + (fromTrials == 1 ? " trial" : " trials")
              : fromTrials + " to " + toTrials + " trials";
      return budget + ": " + String.join(", ", ranking);
    }
  }

  /**
   * Expects from the settings that were tried.
   *
   * @param scores of those that finished, higher being better
   * @param diverged how many did not
   * @param scoreOfDiverged what these count as, such as the accuracy of guessing: dropping them
   *     would reward optimizers that fail often
   * @throws IllegalArgumentException if nothing was tried
   */
  public static ExpectedBest of(
      String label, double[] scores, int diverged, double scoreOfDiverged) {
    int n = scores.length + diverged;
    if (n == 0) {
      throw new IllegalArgumentException(label + " must have at least one trial but had none");
    }
    double[] all = Arrays.copyOf(Numbers.finite("a score", scores), n);
    Arrays.fill(all, scores.length, n, Numbers.finite("the score of diverged", scoreOfDiverged));
    Arrays.sort(all);
    List<Point> points = new ArrayList<>();
    for (int k = 1; k <= n; k++) {
      points.add(point(k, all));
    }
    return new ExpectedBest(label, points);
  }

  /**
   * Where the ranking by expected best changes with the budget; up to the fewest trials of any
   * optimizer. Equals rank in the order given.
   */
  public static List<BudgetRange> rankings(List<ExpectedBest> curves) {
    int most = curves.stream().mapToInt(c -> c.points().size()).min().orElse(0);
    List<BudgetRange> ranges = new ArrayList<>();
    for (int k = 1; k <= most; k++) {
      List<String> ranking = ranking(curves, k);
      int last = ranges.size() - 1;
      if (last >= 0 && ranges.get(last).ranking().equals(ranking)) {
        ranges.set(last, new BudgetRange(ranges.get(last).fromTrials(), k, ranking));
      } else {
        ranges.add(new BudgetRange(k, k, ranking));
      }
    }
    return ranges;
  }

  private static List<String> ranking(List<ExpectedBest> curves, int trials) {
    return curves.stream()
        .sorted((a, b) -> Double.compare(b.at(trials), a.at(trials)))
        .map(ExpectedBest::label)
        .toList();
  }

  private double at(int trials) {
    return points.get(trials - 1).mean();
  }

  private static Point point(int trials, double... sorted) {
    int n = sorted.length;
    double base = sorted[n - 1];
    double mean = 0;
    double square = 0;
    for (int i = 0; i < n; i++) {
      double weight = Math.pow((i + 1.0) / n, trials) - Math.pow((double) i / n, trials);
      // Less the highest, so that squares of like numbers do not cancel each other's digits.
      double score = sorted[i] - base;
      mean += weight * score;
      square += weight * score * score;
    }
    return new Point(trials, base + mean, Math.sqrt(Math.max(0, square - mean * mean)));
  }
}
