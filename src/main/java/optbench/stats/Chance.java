package optbench.stats;

import java.util.List;
import java.util.Optional;
import optbench.result.Run;
import optbench.result.TestSet;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Who did no better than guessing. Whoever always answers the most frequent class is right in its
 * share of the test set (the "no information rate"). A seed's final accuracy is better than that
 * where the one-sided exact binomial test says so at {@value #LEVEL} (as {@code confusionMatrix} of
 * the R package caret does: Kuhn, Journal of Statistical Software 28(5), 2008).
 *
 * @param share of the most frequent class
 * @param bound the accuracy that has to be exceeded
 * @param stayed one for each optimizer of which a seed did not, in the order of the run
 */
public record Chance(double share, double bound, List<Stayed> stayed) {
  private static final double LEVEL = 0.05;

  /** Accuracies are counts that were divided. */
  private static final double ROUNDING = 1e-9;

  /**
   * An optimizer that stayed at chance.
   *
   * @param seeds of those that finished, in which it did
   */
  public record Stayed(String label, int seeds, int finished) {}

  public Chance {
    stayed = List.copyOf(stayed);
  }

  /** Empty where it is not recorded how many images of which class there are. */
  static Optional<Chance> of(Run run, List<OptimizerSummary> optimizers) {
    return run.record().provenance().testSet().map(set -> of(set, optimizers));
  }

  private static Chance of(TestSet set, List<OptimizerSummary> optimizers) {
    double share = (double) set.mostFrequent() / set.samples();
    double bound =
        (double) BinomialDistribution.of(set.samples(), share).inverseSurvivalProbability(LEVEL)
            / set.samples();
    return new Chance(
        share,
        bound,
        optimizers.stream()
            .map(o -> new Stayed(o.label(), below(o, bound), o.finished()))
            .filter(s -> s.seeds() > 0)
            .toList());
  }

  private static int below(OptimizerSummary optimizer, double bound) {
    return (int)
        optimizer.results().stream().filter(r -> r.testAccuracy() <= bound + ROUNDING).count();
  }
}
