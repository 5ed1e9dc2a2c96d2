package optbench.spec;

import java.util.Locale;

/** What a layer does to each of its outputs. */
public enum Activation {
  RELU,
  TANH,
  SIGMOID,
  LINEAR;

  /** As written in specs. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
