package optbench.spec;

import java.util.Locale;

/** What a layer does to each of its outputs. */
public enum Activation {
  RELU,
  TANH,
  SIGMOID,
  LINEAR,
  /**
   * x times the standard normal distribution function at x (Hendrycks and Gimpel 2016): the exact
   * form with erf, which is the default of Keras and PyTorch, and not the approximation with tanh.
   */
  GELU;

  /** As written in specs. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether it never falls. Then its derivative can be told from its output alone, and it makes no
   * difference whether it comes before or after the maximum of several numbers.
   */
  public boolean isMonotonic() {
    return this != GELU;
  }
}
