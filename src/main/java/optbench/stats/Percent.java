package optbench.stats;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalDouble;

/** Fractions of 1 as readers see them: percent, to two places, the same in every locale. */
public final class Percent {
  private Percent() {}

  /** Such as {@code 97.62}; without the sign for percent, which stands at the head or the end. */
  public static String of(double fraction) {
    // Rounds what a reader would round: 0.97615 is stored as slightly less.
    return new BigDecimal(Double.toString(fraction))
        .movePointRight(2)
        .setScale(2, RoundingMode.HALF_UP)
        .toPlainString();
  }

  /** Such as {@code 97.62 ± 0.11}, or the mean alone where there is no deviation. */
  public static String of(double mean, OptionalDouble deviation) {
    return deviation.isPresent() ? of(mean) + " ± " + of(deviation.getAsDouble()) : of(mean);
  }
}
