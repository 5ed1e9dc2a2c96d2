package optbench.spec;

import java.util.Locale;

/**
 * How large gradients are cut down (Pascanu, Mikolov and Bengio, ICML 2013).
 *
 * @param by what is held to the threshold
 * @param threshold above 0
 */
public record Clipping(By by, double threshold) {
  /** What is held to the threshold. */
  public enum By {
    /** Each element, which is cut off at plus and minus the threshold. */
    VALUE,
    /** The Euclidean norm of each layer's gradient, weights and biases together, scaled down. */
    LAYER_NORM,
    /** The Euclidean norm of the whole gradient, which is scaled down. */
    GLOBAL_NORM;

    /** As written in specs. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Clipping {
    if (!(threshold > 0 && threshold <= 1e30)) {
      throw new SpecException("/" + by.id(), "must be a number above 0 but was " + threshold);
    }
    Float32.require("/" + by.id(), threshold);
  }
}
