package optbench.spec;

import java.util.Locale;

/**
 * How weights are drawn before training; biases start at 0. Uniform on [-limit, limit] or normal,
 * not truncated, with the same variance.
 *
 * <p>Glorot: variance 2 / (fan in + fan out) (Glorot and Bengio 2010). He: 2 / fan in (He et al.
 * 2015). LeCun: 1 / fan in (LeCun et al. 1998).
 */
public enum Initialization {
  GLOROT_UNIFORM,
  GLOROT_NORMAL,
  HE_UNIFORM,
  HE_NORMAL,
  LECUN_UNIFORM,
  LECUN_NORMAL;

  /** As written in specs. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether drawn from a uniform distribution; otherwise from a normal one. */
  public boolean uniform() {
    return this == GLOROT_UNIFORM || this == HE_UNIFORM || this == LECUN_UNIFORM;
  }

  /** The variance of the weights of a layer. */
  public double variance(long fanIn, long fanOut) {
    return switch (this) {
      case GLOROT_UNIFORM, GLOROT_NORMAL -> 2.0 / (fanIn + fanOut);
      case HE_UNIFORM, HE_NORMAL -> 2.0 / fanIn;
      case LECUN_UNIFORM, LECUN_NORMAL -> 1.0 / fanIn;
    };
  }
}
