package optbench.stats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import optbench.random.SeededRandom;
import optbench.result.Answers;
import org.apache.commons.statistics.distribution.TDistribution;

/** How often the intervals of one pair held what is true, over simulated experiments. */
final class CoverageTally {
  static final String HEAD =
      "source,first,second,images,seeds,experiments,seeds_error_points,images_error_points,"
          + "seeds_interval_these_images,seeds_interval_new_images,satterthwaite_new_images,"
          + "new_images_interval";

  private final String source;
  private final PairedComparison pair;
  private final int images;
  private final int seeds;
  private int experiments;
  private double seedsVariance;
  private double imagesVariance;
  private int seedsHere;
  private int seedsEverywhere;
  private int satterthwaite;
  private int newImages;

  private CoverageTally(String source, PairedComparison pair, int images, int seeds) {
    this.source = source;
    this.pair = pair;
    this.images = images;
    this.seeds = seeds;
  }

  /** One for each pair, in experiments of so many seeds and images, compared as those of a run. */
  static List<CoverageTally> of(AnswerSource source, int seeds, int images, int experiments) {
    List<CoverageTally> tallies = new ArrayList<>();
    for (int e = 0; e < experiments; e++) {
      SeededRandom random = SeededRandom.of(e, source.name(), seeds, images);
      AnswerSource.Drawn drawn = source.draw(random, seeds, images);
      List<Contender> contenders = new ArrayList<>();
      for (int k = 0; k < drawn.answers().size(); k++) {
        double[] scores = drawn.answers().get(k).stream().mapToDouble(Answers::accuracy).toArray();
        contenders.add(Contender.of(source.contenders().get(k), scores));
      }
      List<PairedComparison> pairs = PairwiseComparisons.of(contenders, Protocol.OF_A_RUN).pairs();
      for (int p = 0; p < pairs.size(); p++) {
        if (e == 0) {
          tallies.add(new CoverageTally(source.name(), pairs.get(p), images, seeds));
        }
        tallies.get(p).add(pairs.get(p), source.contenders(), drawn);
      }
    }
    return tallies;
  }

  private void add(PairedComparison found, List<String> contenders, AnswerSource.Drawn drawn) {
    int first = contenders.indexOf(found.first());
    int second = contenders.indexOf(found.second());
    NewImages beyond = NewImages.of(found, right(drawn, first), right(drawn, second));
    double here = drawn.onTheseImages().get(first) - drawn.onTheseImages().get(second);
    double everywhere = drawn.everywhere().get(first) - drawn.everywhere().get(second);
    double seedsPart = Math.pow(beyond.seedsError().orElseThrow(), 2);
    double imagesPart = Math.pow(beyond.imagesError().orElseThrow(), 2);
    experiments++;
    seedsVariance += seedsPart;
    imagesVariance += imagesPart;
    seedsHere += holds(found.ci95().orElseThrow(), here);
    seedsEverywhere += holds(found.ci95().orElseThrow(), everywhere);
    satterthwaite += holds(alone(found, seedsPart, imagesPart), everywhere);
    newImages += holds(beyond.ci95().orElseThrow(), everywhere);
  }

  private static RightImages right(AnswerSource.Drawn drawn, int contender) {
    Map<Long, Optional<Answers>> bySeed = new LinkedHashMap<>();
    drawn
        .answers()
        .get(contender)
        .forEach(answers -> bySeed.put(bySeed.size() + 1L, Optional.of(answers)));
    return RightImages.of(bySeed);
  }

  /** Satterthwaite's interval, which may be narrower than that over seeds alone. */
  private Interval alone(PairedComparison found, double seedsPart, double imagesPart) {
    double mean = found.mean().orElseThrow();
    double both = seedsPart + imagesPart;
    if (both == 0) {
      return new Interval(mean, mean);
    }
    double freedom =
        both
            * both
            / (seedsPart * seedsPart / found.deviation().orElseThrow().freedom()
                + imagesPart * imagesPart / (images - 1));
    double half = TDistribution.of(freedom).inverseSurvivalProbability(0.025) * Math.sqrt(both);
    return new Interval(mean - half, mean + half);
  }

  private static int holds(Interval interval, double truth) {
    return interval.low() <= truth && truth <= interval.high() ? 1 : 0;
  }

  /** Share of experiments whose interval over seeds held what is true of their images. */
  double seedsIntervalOnTheseImages() {
    return (double) seedsHere / experiments;
  }

  /** The same of what is true of all images. */
  double seedsIntervalEverywhere() {
    return (double) seedsEverywhere / experiments;
  }

  /** Share of experiments whose interval for new images held what is true of all images. */
  double newImagesInterval() {
    return (double) newImages / experiments;
  }

  /** A line of the table. */
  String row() {
    return String.format(
        Locale.ROOT,
        "%s,%s,%s,%d,%d,%d,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f\n",
        source,
        pair.first(),
        pair.second(),
        images,
        seeds,
        experiments,
        100 * Math.sqrt(seedsVariance / experiments),
        100 * Math.sqrt(imagesVariance / experiments),
        seedsIntervalOnTheseImages(),
        seedsIntervalEverywhere(),
        (double) satterthwaite / experiments,
        newImagesInterval());
  }
}
