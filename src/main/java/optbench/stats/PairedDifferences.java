package optbench.stats;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;

/**
 * Differences by seed, and one-sided statements about the centre that they are drawn around: for
 * claims that were made beforehand and name a direction.
 *
 * <p>Where differences do not vary, Student's t would be infinitely sure on the strength of no
 * variation at all. There the exact sign test stands in, p = 1 / 2ⁿ if all n lie on the side that
 * is claimed: never less sure of itself than it may be.
 */
public final class PairedDifferences {
  private final PairedTest test;
  private final double[] values;

  private PairedDifferences(PairedTest test, double... values) {
    this.test = test;
    this.values = values;
  }

  /**
   * Of these seeds.
   *
   * @param differences all finite, one for each seed; may be none
   */
  public static PairedDifferences of(PairedTest test, double... differences) {
    return new PairedDifferences(test, Numbers.finite("a difference", differences));
  }

  /** How many there are. */
  public int seeds() {
    return values.length;
  }

  /** Arithmetic; empty without a seed. */
  public OptionalDouble mean() {
    return values.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Mean.of(values).getAsDouble());
  }

  /** Sample standard deviation; empty for fewer than two seeds. */
  public OptionalDouble sd() {
    if (values.length < 2) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(varies() ? StandardDeviation.of(values).getAsDouble() : 0);
  }

  /** Student's t-interval of the mean; empty for fewer than two seeds. */
  public Optional<Interval> ci95() {
    return Interval.ofMean(values);
  }

  /** Whether seeds differ by more than rounding. */
  public boolean varies() {
    return PairedComparison.varies(values);
  }

  /** Whether all are the same number, two at least: an observation, which needs no test. */
  public boolean areAll(double value) {
    return values.length > 1 && Arrays.stream(values).allMatch(d -> d == value);
  }

  /** How likely differences so far above the threshold are if their centre is not above it. */
  public double pAbove(double threshold) {
    return p(Arrays.stream(values).map(d -> d - threshold).toArray());
  }

  /** How likely differences so far below the threshold are if their centre is not below it. */
  public double pBelow(double threshold) {
    return p(Arrays.stream(values).map(d -> threshold - d).toArray());
  }

  private double p(double... above) {
    if (above.length < 2) {
      return 1;
    }
    if (test.needsVariation() && !PairedComparison.varies(above)) {
      return Arrays.stream(above).allMatch(d -> d > 0) ? Math.pow(0.5, above.length) : 1;
    }
    return test.pGreater(above);
  }
}
