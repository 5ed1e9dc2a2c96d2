package optbench.stats;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whether mean ranks over several tasks differ by more than chance explains, and how far two of
 * them must lie apart (J. Demšar, Statistical comparisons of classifiers over multiple data sets,
 * JMLR 7, 2006).
 *
 * <p>Friedman's statistic, corrected for ties, has about a chi-squared distribution if all rank
 * alike; that holds well for more than about ten tasks and five contenders, and is rough with
 * fewer. Tasks are taken for independent of each other. Where the test finds a difference, two
 * contenders differ whose mean ranks lie further apart than Nemenyi's critical difference.
 *
 * @param chiSquared Friedman's statistic
 * @param degreesOfFreedom one less than there are contenders
 * @param pValue the probability of such a statistic, or a larger one, if all rank alike
 * @param criticalDifference of mean ranks, at {@link #LEVEL}
 */
public record FriedmanTest(
    int tasks, double chiSquared, int degreesOfFreedom, double pValue, double criticalDifference) {
  /** Below which a p-value counts. */
  public static final double LEVEL = 0.05;

  /**
   * Tests ranks.
   *
   * @param ranks by task, each with that of every contender; ties have the mean of their ranks
   * @return nothing if all tie on every task, or there are fewer than two contenders or tasks
   */
  static Optional<FriedmanTest> of(List<double[]> ranks) {
    int tasks = ranks.size();
    int contenders = tasks == 0 ? 0 : ranks.get(0).length;
    if (tasks < 2 || contenders < 2) {
      return Optional.empty();
    }
    double squares = 0;
    for (int i = 0; i < contenders; i++) {
      int column = i;
      double sum = ranks.stream().mapToDouble(row -> row[column]).sum();
      squares += sum * sum;
    }
    double apart = (double) contenders * (contenders + 1);
    double plain = 12 * squares / (tasks * apart) - 3.0 * tasks * (contenders + 1);
    double ties = ranks.stream().mapToDouble(FriedmanTest::ties).sum();
    double untied = 1 - ties / (tasks * ((double) contenders * contenders - 1) * contenders);
    if (untied <= 0) {
      return Optional.empty();
    }
    double statistic = Math.max(0, plain / untied);
    return Optional.of(
        new FriedmanTest(
            tasks,
            statistic,
            contenders - 1,
            ChiSquaredDistribution.of(contenders - 1).survivalProbability(statistic),
            NormalRange.quantile(contenders, 1 - LEVEL) * Math.sqrt(apart / (12 * tasks))));
  }

  /** Of each group of t contenders that share a rank, the cube of t less t. */
  private static double ties(double... ranks) {
    Map<Double, Integer> shared = new HashMap<>();
    Arrays.stream(ranks).forEach(rank -> shared.merge(rank, 1, Integer::sum));
    return shared.values().stream().mapToDouble(t -> Math.pow(t, 3) - t).sum();
  }

  /** Whether it finds that contenders differ. */
  public boolean differs() {
    return pValue < LEVEL;
  }

  /** Whether no mean ranks of so many contenders could lie so far apart. */
  public boolean tooFewTasks() {
    return criticalDifference >= degreesOfFreedom;
  }
}
