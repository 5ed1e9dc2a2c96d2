package optbench.stats;

import java.util.List;
import java.util.OptionalLong;

/**
 * A seed that diverged.
 *
 * @param step whose loss showed it, or after which an evaluation did, counted from 1
 * @param curve the epochs before; may be empty
 * @param bySteps the evaluations before; may be empty
 */
public record DivergedRun(
    long seed, OptionalLong step, List<CurvePoint> curve, List<StepPoint> bySteps) {
  public DivergedRun {
    curve = List.copyOf(curve);
    bySteps = List.copyOf(bySteps);
  }
}
