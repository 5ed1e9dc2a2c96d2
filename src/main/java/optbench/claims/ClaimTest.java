package optbench.claims;

import java.util.List;

/**
 * What must hold for a claim: one side is greater, or less, than each of the others.
 *
 * @param references at least one
 * @param factor at least so many times as large, or as small; 1 for simply greater or less
 * @param margin what makes no difference: a fraction of 1 on the scale of points, a relative
 *     difference on that of ratios, else in the measure's unit
 */
public record ClaimTest(
    Measure measure,
    MeasureSettings settings,
    ClaimSide of,
    Direction direction,
    List<ClaimSide> references,
    double factor,
    double margin) {
  public ClaimTest {
    references = List.copyOf(references);
    if (references.isEmpty()) {
      throw new IllegalArgumentException("must be compared with something but was with nothing");
    }
    if (references.contains(of)) {
      throw new IllegalArgumentException(of.text() + " must not be compared with itself");
    }
    if (of.names().isEmpty()) {
      throw new IllegalArgumentException("of must name an optimizer but was " + of.text());
    }
    requirePositive("factor", factor);
    requirePositive("margin", margin);
    if (measure.needsTarget() != settings.target().isPresent()) {
      throw new IllegalArgumentException(settingMessage(measure, "target", measure.needsTarget()));
    }
    if (measure.needsEpoch() != settings.epoch().isPresent()) {
      throw new IllegalArgumentException(settingMessage(measure, "epoch", measure.needsEpoch()));
    }
  }

  private static String settingMessage(Measure measure, String key, boolean needed) {
    return needed
        ? measure.id() + " needs the key '" + key + "'"
        : measure.id() + " has no use for the key '" + key + "': leave it out";
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be greater than 0 but was " + value);
    }
  }
}
