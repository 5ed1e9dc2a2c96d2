package optbench.spec;

import java.util.Optional;

/**
 * Networks are trained in float32. A number that is lost there would train something else without a
 * word: a rate of 1e-50 nothing at all, an epsilon of 1e-50 a division by 0.
 */
public final class Float32 {
  private Float32() {}

  /** What is wrong with a number, to follow its name; empty if nothing is. */
  public static Optional<String> fault(double value) {
    if (value != 0 && (float) value == 0) {
      return Optional.of(
          "must be 0 or at least "
              + Float.MIN_VALUE
              + " in size, for in float32, in which networks are trained, it would be 0, but was "
              + value);
    }
    if (Double.isFinite(value) && Float.isInfinite((float) value)) {
      return Optional.of(
          "must be at most 3.4E38, for in float32, in which networks are trained, it would be"
              + " infinite, but was "
              + value);
    }
    return Optional.empty();
  }

  /**
   * Refuses a number that is lost.
   *
   * @param path of the number, in the words of {@link SpecException#path}
   */
  public static void require(String path, double value) {
    fault(value)
        .ifPresent(
            fault -> {
              throw new SpecException(path, fault);
            });
  }
}
