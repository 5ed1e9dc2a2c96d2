package optbench.stats;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Something about tuning that must not be overlooked.
 *
 * @param label the optimizer's
 * @param hyperParameter and its chosen value, where it is about one
 * @param text a sentence without a full stop
 */
public record TuningWarning(
    Kind kind, String label, Optional<String> hyperParameter, OptionalDouble value, String text) {
  /** What is the matter. */
  public enum Kind {
    /** The best setting lies on the edge of what was tried: beyond it there may be a better one. */
    SMALLEST_TRIED,
    /** Likewise, at the upper end. */
    LARGEST_TRIED,
    /** No setting finished. */
    ALL_DIVERGED,
    /** Settings have no result, so that fewer were tried than for others. */
    INCOMPLETE
  }

  public TuningWarning {
    Objects.requireNonNull(kind);
  }

  static TuningWarning edge(String label, String name, double value, boolean largest) {
    String extreme = largest ? "largest" : "smallest";
    return new TuningWarning(
        largest ? Kind.LARGEST_TRIED : Kind.SMALLEST_TRIED,
        label,
        Optional.of(name),
        OptionalDouble.of(value),
        String.format(
            Locale.ROOT,
            "%s's best %s, %s, is the %s tried: widen the range",
            label,
            name.replace('_', ' '),
            new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString(),
            extreme));
  }

  static TuningWarning allDiverged(String label) {
    return new TuningWarning(
        Kind.ALL_DIVERGED,
        label,
        Optional.empty(),
        OptionalDouble.empty(),
        label + " diverged in every setting tried: try smaller learning rates");
  }

  static TuningWarning incomplete(String label, int missing, int settings) {
    return new TuningWarning(
        Kind.INCOMPLETE,
        label,
        Optional.empty(),
        OptionalDouble.empty(),
        String.format(
            Locale.ROOT,
            "%d of %d settings of %s have no result, and could not be chosen%s",
            missing,
            settings,
            label,
            missing == settings ? ": it has no final trials" : ""));
  }
}
