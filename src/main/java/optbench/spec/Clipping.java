package optbench.spec;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import optbench.spec.key.Key;
import optbench.spec.key.OneKeyType;
import optbench.spec.key.ValueType;

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

  static final Key<Clipping> KEY =
      Key.of(
          "clip",
          new OneKeyType<>(
                  "How large gradients are cut down",
                  ways(),
                  clipping -> clipping.by.id(),
                  Map.of(By.GLOBAL_NORM.id(), 1))
              .named("clip"));

  private static Map<String, ValueType<? extends Clipping>> ways() {
    Map<String, ValueType<? extends Clipping>> ways = new LinkedHashMap<>();
    for (By by : By.values()) {
      ways.put(
          by.id(),
          ValueType.number("The threshold")
              .above(0)
              .as(threshold -> new Clipping(by, threshold), Clipping::threshold));
    }
    return ways;
  }

  public Clipping {
    if (!(threshold > 0 && threshold <= 1e30)) {
      throw new SpecException("", "must be a number above 0 but was " + threshold);
    }
    Float32.require("", threshold);
  }
}
