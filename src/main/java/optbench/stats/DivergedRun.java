package optbench.stats;

import java.util.List;
import java.util.OptionalLong;

/**
 * A seed whose loss became infinite or not a number.
 *
 * @param step whose loss it was, counted from 1; empty if only the evaluation showed it
 * @param curve the epochs before, all finite; may be empty
 */
public record DivergedRun(long seed, OptionalLong step, List<CurvePoint> curve) {
  public DivergedRun {
    curve = List.copyOf(curve);
  }
}
