package optbench.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import optbench.random.SeededRandom;
import org.apache.commons.statistics.descriptive.Mean;

/**
 * What scores of other seeds may be, as far as those say that are there: each contender has a mean,
 * and noise of its own, normal and independent of that of others. What a seed brings to all of them
 * alike cancels in differences, which are all that is ever looked at.
 *
 * <p>Means are those of the paired differences to the contender with the most seeds. The variances
 * of the noise are such that those of the differences, moderated as in {@link VariancePrior}, are
 * met by least squares.
 */
final class ScoreModel {
  private final List<Contender> contenders;
  private final double[] means;
  private final double[] deviations;

  private ScoreModel(List<Contender> contenders, double[] means, double... deviations) {
    this.contenders = contenders;
    this.means = means;
    this.deviations = deviations;
  }

  /**
   * Of contenders of which none diverged.
   *
   * @return empty if two of them have fewer than two seeds in common
   */
  static Optional<ScoreModel> of(List<Contender> contenders) {
    int n = contenders.size();
    double[][] variances = new double[n][n];
    List<double[]> differences = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        differences.add(contenders.get(i).differences(contenders.get(j)));
      }
    }
    if (n < 2 || differences.stream().anyMatch(d -> d.length < 2)) {
      return Optional.empty();
    }
    VariancePrior prior = Protocol.OF_A_RUN.test().prior(n, differences);
    int next = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        double[] d = differences.get(next++);
        variances[i][j] = PairedComparison.varies(d) ? prior.moderated(d) : 0;
        variances[j][i] = variances[i][j];
      }
    }
    double[] deviations = own(variances);
    for (int i = 0; i < n; i++) {
      deviations[i] = Math.sqrt(deviations[i]);
    }
    return Optional.of(new ScoreModel(List.copyOf(contenders), means(contenders), deviations));
  }

  private static double[] means(List<Contender> contenders) {
    Contender reference =
        contenders.stream().max(Comparator.comparingInt(c -> c.scores().size())).orElseThrow();
    return contenders.stream()
        .mapToDouble(c -> reference.mean() + Mean.of(c.differences(reference)).getAsDouble())
        .toArray();
  }

  /**
   * Variances of single noises, of which two make that of a difference: by least squares, none
   * below 0, and with the same mean over all pairs.
   *
   * @param variances of differences, as often as there are two
   */
  static double[] own(double[]... variances) {
    int n = variances.length;
    double[] rows = new double[n];
    double all = 0;
    for (int i = 0; i < n; i++) {
      for (double variance : variances[i]) {
        rows[i] += variance;
        all += variance;
      }
    }
    double sum = all / (2 * (n - 1));
    double[] own = new double[n];
    double kept = 0;
    for (int i = 0; i < n; i++) {
      own[i] = n == 2 ? sum / 2 : Math.max(0, (rows[i] - sum) / (n - 2));
      kept += own[i];
    }
    for (int i = 0; i < n && kept > 0; i++) {
      own[i] *= sum / kept;
    }
    return own;
  }

  /** What is there, and for these seeds what may be. */
  List<Contender> drawn(List<Long> seeds, SeededRandom random) {
    List<NavigableMap<Long, Double>> scores = new ArrayList<>();
    contenders.forEach(c -> scores.add(new TreeMap<>(c.scores())));
    for (long seed : seeds) {
      double shared = shared(seed);
      for (int i = 0; i < contenders.size(); i++) {
        double drawn = means[i] + shared + deviations[i] * random.nextGaussian();
        scores.get(i).putIfAbsent(seed, drawn);
      }
    }
    List<Contender> drawn = new ArrayList<>();
    for (int i = 0; i < contenders.size(); i++) {
      drawn.add(new Contender(contenders.get(i).label(), scores.get(i), new TreeSet<>()));
    }
    return drawn;
  }

  /** What a seed brings to all alike, as far as it was seen. */
  private double shared(long seed) {
    double sum = 0;
    int seen = 0;
    for (int i = 0; i < contenders.size(); i++) {
      Double score = contenders.get(i).scores().get(seed);
      if (score != null) {
        sum += score - means[i];
        seen++;
      }
    }
    return seen == 0 ? 0 : sum / seen;
  }
}
