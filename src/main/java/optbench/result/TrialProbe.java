package optbench.result;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What was seen of a training from inside at its start.
 *
 * @param initialWeightNorm root of the sum of squares of all weights before the first step
 * @param firstEffectiveRate {@link EpochProbe#effectiveRate()} in the first step
 * @param losses on the images of the probe, evaluated as the test set is: before the first step and
 *     after each one; may end in some that are not finite
 */
public record TrialProbe(
    double initialWeightNorm, OptionalDouble firstEffectiveRate, List<Double> losses) {
  public TrialProbe {
    losses = List.copyOf(losses);
  }
}
