package optbench.stats;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/**
 * How many seeds, in all, would decide a pair that is still open: a range, for a few seeds tell
 * neither the difference nor its spread well.
 *
 * <p>What the seeds leave possible is taken as usual: the true difference from Student's t around
 * the mean, the true standard deviation from chi-squared, each at ten equally likely values,
 * independently. For each of their combinations the smaller number of seeds is sought that shows,
 * with a power of 80 % and under Holm's correction, that there is a difference, or that it lies
 * within the margin; the range holds the middle half of these numbers. Power is by the shifted t
 * distribution, which is close to the noncentral one.
 *
 * @param margin of equivalence
 * @param low a quarter of what is possible takes fewer seeds; empty for more than {@value
 *     PowerPlan#MOST_SEEDS}
 * @param high a quarter takes more
 */
public record SeedsOutlook(
    String first, String second, double margin, OptionalInt low, OptionalInt high) {
  private static final int PARTS = OutlookQuantiles.PARTS;
  private static final int NONE = PowerPlan.MOST_SEEDS + 1;

  static SeedsOutlook of(
      PairedComparison pair, OutlookQuantiles quantiles, VariancePrior prior, double margin) {
    Deviation deviation = pair.deviation().orElseThrow();
    Needs needs = new Needs(quantiles, n -> prior.freedom(n, pair));
    double freedom = deviation.freedom();
    double error = deviation.sd() / Math.sqrt(pair.pairs());
    int[] seeds = new int[PARTS * PARTS];
    for (int i = 0; i < PARTS; i++) {
      double difference = Math.abs(pair.mean().orElseThrow() + quantiles.mean(i, freedom) * error);
      for (int j = 0; j < PARTS; j++) {
        double sd = deviation.sd() * Math.sqrt(freedom / quantiles.variance(j, freedom));
        seeds[i * PARTS + j] = needs.seeds(difference / sd, (margin - difference) / sd);
      }
    }
    Arrays.sort(seeds);
    int more = pair.pairs() + 1;
    return new SeedsOutlook(
        pair.first(),
        pair.second(),
        margin,
        known(Math.max(more, seeds[seeds.length / 4])),
        known(Math.max(more, seeds[seeds.length - 1 - seeds.length / 4])));
  }

  /** Whether it is of these two, in whichever order. */
  public boolean isOf(String one, String other) {
    return (first.equals(one) && second.equals(other))
        || (first.equals(other) && second.equals(one));
  }

  /** Such as {@code about 12 to 31 seeds}. */
  public String seeds() {
    return seeds(low, high);
  }

  /** A range in words; an end that is empty lies above all that was looked at. */
  static String seeds(OptionalInt low, OptionalInt high) {
    if (low.isEmpty()) {
      return "more than " + PowerPlan.MOST_SEEDS + " seeds";
    }
    String from = "about " + low.getAsInt();
    if (high.isEmpty()) {
      return from + " to more than " + PowerPlan.MOST_SEEDS + " seeds";
    }
    return from + (low.equals(high) ? "" : " to " + high.getAsInt()) + " seeds";
  }

  /** Such as {@code about 12 to 31 seeds would decide}. */
  public String sentence() {
    return seeds() + " would decide";
  }

  private static OptionalInt known(int seeds) {
    return seeds < NONE ? OptionalInt.of(seeds) : OptionalInt.empty();
  }

  /** The smallest numbers of seeds that show an effect, at the levels of a plan. */
  private static final class Needs {
    private final OutlookQuantiles quantiles;
    private final IntToDoubleFunction freedom;

    /** By number of seeds: the effect, in standard deviations, that they show; 0 if not known. */
    private final double[] differences = new double[NONE];

    /** Likewise how far within the margin a difference is shown to be. */
    private final double[] distances = new double[NONE];

    Needs(OutlookQuantiles quantiles, IntToDoubleFunction freedom) {
      this.quantiles = quantiles;
      this.freedom = freedom;
    }

    int seeds(double difference, double withinMargin) {
      int either = search(difference, differences, quantiles::difference);
      return withinMargin > 0
          ? Math.min(either, search(withinMargin, distances, quantiles::equivalence))
          : either;
    }

    /** The effect that is shown falls with the number of seeds. */
    private int search(double effect, double[] shown, DoubleUnaryOperator standardErrors) {
      int tooFew = 1;
      int enough = NONE;
      while (enough - tooFew > 1) {
        int mid = (tooFew + enough) / 2;
        if (shown[mid] == 0) {
          shown[mid] = standardErrors.applyAsDouble(freedom.applyAsDouble(mid)) / Math.sqrt(mid);
        }
        if (shown[mid] > effect) {
          tooFew = mid;
        } else {
          enough = mid;
        }
      }
      return enough;
    }
  }
}
