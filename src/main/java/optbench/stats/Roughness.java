package optbench.stats;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How uneven the way of a loss is, measured after every step on the same samples, so that no change
 * is one of the samples.
 *
 * @param changes how many steps there are from one finite loss to the next
 * @param mean of the changes: below 0 where the loss falls; empty if there is none
 * @param sd sample standard deviation of the changes, with n - 1: 0 for a loss that falls in a
 *     straight line; empty for fewer than two
 * @param uphill share of the changes that are above 0; empty if there is none
 */
public record Roughness(
    int changes, OptionalDouble mean, OptionalDouble sd, OptionalDouble uphill) {
  /**
   * Of losses in the order of the steps; from the first on that is not finite they are passed over.
   */
  public static Roughness of(List<Double> losses) {
    int finite = 0;
    while (finite < losses.size() && Double.isFinite(losses.get(finite))) {
      finite++;
    }
    if (finite < 2) {
      return new Roughness(
          0, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }
    double[] changes = new double[finite - 1];
    int up = 0;
    for (int i = 0; i < changes.length; i++) {
      changes[i] = losses.get(i + 1) - losses.get(i);
      up += changes[i] > 0 ? 1 : 0;
    }
    SampleSummary summary = SampleSummary.of(changes);
    return new Roughness(
        changes.length,
        OptionalDouble.of(summary.mean()),
        summary.sd(),
        OptionalDouble.of((double) up / changes.length));
  }
}
