package optbench.stats;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Of pairs of seeds. Where the differences do not vary and are not 0, a t-test would be infinitely
 * sure; there their signs alone are counted.
 */
final class PairedMeanDifference implements MeanDifference {
  private final PairedTest test;
  private final double[] differences;

  /**
   * @param differences one for each seed that both finished
   */
  PairedMeanDifference(PairedTest test, double... differences) {
    this.test = test;
    this.differences = differences;
  }

  @Override
  public int seeds() {
    return differences.length;
  }

  @Override
  public OptionalDouble mean() {
    return sample().map(s -> OptionalDouble.of(s.mean())).orElseGet(OptionalDouble::empty);
  }

  @Override
  public OptionalDouble sd() {
    return sample().map(SampleSummary::sd).orElseGet(OptionalDouble::empty);
  }

  @Override
  public Optional<Interval> ci95() {
    return sample().flatMap(SampleSummary::ci95);
  }

  private Optional<SampleSummary> sample() {
    return differences.length == 0 ? Optional.empty() : Optional.of(SampleSummary.of(differences));
  }

  /** One pair shows nothing of chance, and where nothing differs there is nothing to test. */
  @Override
  public boolean testable() {
    return differences.length > 1 && Arrays.stream(differences).anyMatch(x -> x != 0);
  }

  @Override
  public double p(double offset, int sign) {
    double[] shifted = Arrays.stream(differences).map(x -> offset + sign * x).toArray();
    PairedTest used = PairedComparison.varies(differences) ? test : PairedTest.WILCOXON;
    return used.pGreater(shifted);
  }
}
