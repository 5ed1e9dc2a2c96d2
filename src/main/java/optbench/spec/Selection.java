package optbench.spec;

import java.util.Locale;

/**
 * What decides which settings are best: a figure of the last epoch, on samples that are neither
 * trained on nor in the test set.
 */
public enum Selection {
  /** The highest share of validation samples told right. */
  VALIDATION_ACCURACY,
  /** The lowest mean cross-entropy of validation samples. */
  VALIDATION_LOSS;

  /** As written in specs. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
