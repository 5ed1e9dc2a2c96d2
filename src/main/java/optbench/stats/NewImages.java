package optbench.stats;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import optbench.result.Answers;
import optbench.result.Run;
import optbench.stats.RightImages.Network;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How well a pair's mean difference is known where not only other seeds, but other images of the
 * same kind are thought of, too. The interval of {@link PairedComparison} is over seeds, on the
 * images of this test set; they are a sample as the seeds are.
 *
 * <p>Of n seeds and N images, D(s, i) is 1, 0 or -1: whether the first answers image i right with
 * seed s, less the same of the second. Seeds and images are crossed, without replication, and both
 * are random. The variance of the mean then has two parts. That of the seeds is the squared
 * standard error that the test reckons with. That of the images is (MS images - MS residual) / (n
 * N), at least 0, from the mean squares of the two-way analysis of variance.
 *
 * <p>The interval is mean ± t √(sum of both), with Satterthwaite's degrees of freedom, but never
 * narrower than that over seeds alone. With three seeds it would be: their part has few degrees of
 * freedom, and that of the images, which has many, lowers t by more than it adds. Its coverage is
 * simulated in optbench.stats.IntervalCoverage.
 *
 * @param seedsError standard error from the seeds; empty for fewer than two
 * @param imagesError standard error from the images; empty where there is no interval
 * @param ci95 of the mean difference, not corrected for the number of comparisons
 * @param missing why there is no interval, if there is none
 * @param singleRuns of a single seed that both finished
 */
public record NewImages(
    String first,
    String second,
    OptionalDouble seedsError,
    OptionalDouble imagesError,
    Optional<Interval> ci95,
    Optional<Missing> missing,
    Optional<McNemar> singleRuns) {
  /** Why there is no interval. */
  public enum Missing {
    /** Fewer than two seeds in common. */
    TOO_FEW_SEEDS,
    /** Fewer than two seeds whose trials both kept which images they answered right. */
    NOT_KEPT,
    /** Trials were tested on different numbers of images. */
    OTHER_IMAGES
  }

  private static final double TAIL = 0.025;

  /** Of pairs of a run, in their order. */
  static List<NewImages> of(Run run, List<PairedComparison> pairs) {
    Map<String, RightImages> right = new HashMap<>();
    for (String label : run.labels()) {
      Map<Long, Optional<Answers>> answers = new LinkedHashMap<>();
      SeedRun.of(run, label).stream()
          .filter(trial -> !trial.diverged())
          .forEach(trial -> answers.put(trial.seed(), trial.result().testAnswers()));
      right.put(label, RightImages.of(answers));
    }
    return pairs.stream()
        .map(pair -> of(pair, right.get(pair.first()), right.get(pair.second())))
        .toList();
  }

  /**
   * Of one pair. Where seeds were added until it was decided, it was judged by the first of them.
   */
  static NewImages of(PairedComparison pair, RightImages first, RightImages second) {
    List<Long> seeds = first.answeredByBoth(second, pair.pairs());
    Optional<Missing> missing = missing(pair, seeds, first, second);
    OptionalDouble seedsError =
        pair.deviation().isPresent()
            ? OptionalDouble.of(pair.deviation().get().sd() / Math.sqrt(pair.pairs()))
            : OptionalDouble.empty();
    if (missing.isPresent()) {
      boolean single = pair.pairs() == 1 && seeds.size() == 1 && sameImages(seeds, first, second);
      return new NewImages(
          pair.first(),
          pair.second(),
          seedsError,
          OptionalDouble.empty(),
          Optional.empty(),
          missing,
          single
              ? Optional.of(
                  McNemar.of(
                      first.of(seeds.get(0)).rightImages(), second.of(seeds.get(0)).rightImages()))
              : Optional.empty());
    }
    int images = first.of(seeds.get(0)).images();
    double imagesError = Math.sqrt(varianceOfImages(images, seeds, first, second));
    return new NewImages(
        pair.first(),
        pair.second(),
        seedsError,
        OptionalDouble.of(imagesError),
        Optional.of(interval(pair, seedsError.orElseThrow(), imagesError, images)),
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<Missing> missing(
      PairedComparison pair, List<Long> seeds, RightImages first, RightImages second) {
    if (pair.pairs() < 2) {
      return Optional.of(Missing.TOO_FEW_SEEDS);
    }
    if (seeds.size() < 2) {
      return Optional.of(Missing.NOT_KEPT);
    }
    return sameImages(seeds, first, second) ? Optional.empty() : Optional.of(Missing.OTHER_IMAGES);
  }

  private static boolean sameImages(List<Long> seeds, RightImages first, RightImages second) {
    int images = first.of(seeds.get(0)).images();
    return images > 1
        && seeds.stream()
            .allMatch(s -> first.of(s).images() == images && second.of(s).images() == images);
  }

  private static Interval interval(
      PairedComparison pair, double seedsError, double imagesError, int images) {
    double mean = pair.mean().orElseThrow();
    double seeds = seedsError * seedsError;
    double both = seeds + imagesError * imagesError;
    if (both == 0) {
      return new Interval(mean, mean);
    }
    double freedom = pair.deviation().orElseThrow().freedom();
    double share = seeds / both;
    double together = 1 / (share * share / freedom + (1 - share) * (1 - share) / (images - 1.0));
    double half = Math.max(t(freedom) * seedsError, t(together) * Math.sqrt(both));
    return new Interval(mean - half, mean + half);
  }

  private static double t(double freedom) {
    return TDistribution.of(freedom).inverseSurvivalProbability(TAIL);
  }

  /** Of the mean difference: what images add to it. The sums are of whole numbers, and exact. */
  private static double varianceOfImages(
      int images, List<Long> chosen, RightImages first, RightImages second) {
    int seeds = chosen.size();
    double bySeed = 0;
    double squares = 0;
    double sum = 0;
    for (long seed : chosen) {
      Network one = first.of(seed);
      Network other = second.of(seed);
      int difference = one.right() - other.right();
      sum += difference;
      bySeed += (double) difference * difference;
      squares += one.rightAlone(other) + other.rightAlone(one);
    }
    double ofImages = squaredDistance(first.counts(chosen), second.counts(chosen));
    double centre = sum * sum / ((double) seeds * images);
    double betweenImages = ofImages / seeds - centre;
    double residual = squares - centre - betweenImages - (bySeed / images - centre);
    double meanSquare = betweenImages / (images - 1);
    double meanSquareOfResidual = residual / ((seeds - 1.0) * (images - 1));
    return Math.max(0, meanSquare - meanSquareOfResidual) / ((double) seeds * images);
  }

  private static double squaredDistance(int[] first, int... second) {
    long squares = 0;
    for (int i = 0; i < first.length; i++) {
      int difference = first[i] - second[i];
      squares += (long) difference * difference;
    }
    return (double) squares;
  }

  /** The same pair with this one as the first. */
  public NewImages seenFrom(String label) {
    return label.equals(first)
        ? this
        : new NewImages(
            /* first= */ second,
            /* second= */ first,
            seedsError,
            imagesError,
            ci95.map(Interval::negated),
            missing,
            singleRuns.map(McNemar::reversed));
  }
}
