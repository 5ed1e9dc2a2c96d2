package optbench.spec;

import java.util.Locale;

/** What the training of a Keras model starts from. */
public enum StartingWeights {
  /** Weights drawn anew by each seed. */
  DRAWN,
  /** Those of the model's file, the same for every seed. */
  IMPORTED;

  /** As written in specs. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
