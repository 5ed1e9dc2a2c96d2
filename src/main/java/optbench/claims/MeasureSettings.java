package optbench.claims;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a measure needs to be told.
 *
 * @param target test accuracy to be reached, a fraction of 1
 * @param epoch counted from 1
 */
public record MeasureSettings(OptionalDouble target, OptionalInt epoch) {
  /** For measures that need nothing. */
  public static final MeasureSettings NONE =
      new MeasureSettings(OptionalDouble.empty(), OptionalInt.empty());

  public MeasureSettings {
    if (target.isPresent() && !(target.getAsDouble() > 0 && target.getAsDouble() < 1)) {
      throw new IllegalArgumentException(
          "the target must be between 0 and 1 but was " + target.getAsDouble());
    }
    if (epoch.isPresent() && epoch.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "the epoch must be at least 1 but was " + epoch.getAsInt());
    }
  }

  /** A target accuracy. */
  public static MeasureSettings target(double accuracy) {
    return new MeasureSettings(OptionalDouble.of(accuracy), OptionalInt.empty());
  }

  /** An epoch, counted from 1. */
  public static MeasureSettings epoch(int epoch) {
    return new MeasureSettings(OptionalDouble.empty(), OptionalInt.of(epoch));
  }
}
